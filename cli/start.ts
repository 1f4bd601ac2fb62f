import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { composeCore } from '../core/compose.ts'
import { serve } from './commands/serve.ts'
import { runText } from './commands/backtest.ts'
import { openDesktop } from './desktop.ts'
import { exitCodeOf, printError, table } from './output.ts'
import { resources } from './session.ts'
import { version } from './version.ts'

/** `npm start`: a sample workspace, imported, backtested and reported, then the workstation. */
const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    workspace: { type: 'string' },
    port: { type: 'string', default: '7433' },
    'no-open': { type: 'boolean', default: false },
  },
})

try {
  const workspace = resolve(values.workspace ?? process.env['SEXTANT_WORKSPACE'] ?? join(homedir(), 'Sextant'))
  await prepare(workspace)
  if (!values.once && !(await openDesktop(workspace, !values['no-open']))) {
    await serve(workspace, { host: '127.0.0.1', port: Number(values.port), open: !values['no-open'] }, false)
  }
} catch (error) {
  printError(error, false)
  process.exitCode = exitCodeOf(error)
}

async function prepare(workspace: string): Promise<void> {
  const isNew = !existsSync(join(workspace, 'sextant.json'))
  const core = await composeCore({ workspace, engine: 'inline', resources, version })
  try {
    if (isNew) await core.client.config.set({ key: 'name', value: 'sample' })
    process.stdout.write(`Workspace ${workspace}\nImporting, checking, backtesting and reporting the sample…\n\n`)
    const { runId, report } = await core.client.workspace.addSample()
    const [dataset] = (await core.client.data.list()).filter((entry) => entry.symbol === 'SP500')
    const run = await core.client.backtest.show({ run: runId })
    process.stdout.write(
      [
        table(
          ['data', 'bars', 'from', 'to', 'quality'],
          [
            [
              `${dataset!.symbol} ${dataset!.timeframe}`,
              dataset!.rows,
              iso(dataset!.from),
              iso(dataset!.to),
              dataset!.quality.label,
            ],
          ],
        ),
        '',
        `${run.strategy.name} ${Object.entries(run.params)
          .map(([name, value]) => `${name}=${value}`)
          .join(' ')}, profile ${run.profile.name}`,
        runText({ ...run, runId }),
        `Report ${report}`,
        '',
        '',
      ].join('\n'),
    )
  } finally {
    await core.close()
  }
}

function iso(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().slice(0, 10)
}
