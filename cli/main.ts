import { Command, CommanderError } from 'commander'
import { addBacktest } from './commands/backtest.ts'
import { addConfig } from './commands/config.ts'
import { addData } from './commands/data.ts'
import { addDoctor } from './commands/doctor.ts'
import { addIndicator } from './commands/indicator.ts'
import { addInit } from './commands/init.ts'
import { addJobs } from './commands/jobs.ts'
import { addMetrics } from './commands/metrics.ts'
import { addReport } from './commands/report.ts'
import { addServe } from './commands/serve.ts'
import { addStrategy } from './commands/strategy.ts'
import { exitCodeOf, printError } from './output.ts'
import { version } from './version.ts'

const program = new Command('sextant')
  .description(
    'Test trading strategies: import prices, check them, backtest, sweep, report. Everything stays on this machine.',
  )
  .version(version)
  .option(
    '--workspace <dir>',
    'workspace folder (default: $SEXTANT_WORKSPACE, the nearest parent with a sextant.json, ~/Sextant)',
  )
  .option('--json', 'one JSON value on stdout, progress as JSON lines on stderr')
  .option('--quiet', 'no progress')
  .option('--offline', 'refuse outbound connections (the default)')
  .option('--online', 'allow outbound connections')
  .showHelpAfterError('(sextant --help, or sextant <noun> --help, lists what there is)')
  .exitOverride()
  // For a program there is one JSON value on stderr and nothing else.
  .configureOutput({ writeErr: (text) => void (process.argv.includes('--json') || process.stderr.write(text)) })

for (const add of [
  addInit,
  addData,
  addIndicator,
  addStrategy,
  addBacktest,
  addMetrics,
  addReport,
  addServe,
  addConfig,
  addJobs,
  addDoctor,
])
  add(program)

try {
  await program.parseAsync(process.argv)
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = 0
  else {
    printError(error, program.opts<{ json?: boolean }>().json === true || process.argv.includes('--json'))
    process.exitCode = exitCodeOf(error)
  }
}
