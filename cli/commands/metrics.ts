import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { metricNames } from '../../core/contract/figures.ts'
import { AppError } from '../../core/contract/errors.ts'
import type { MetricsResult } from '../../core/contract/metrics.ts'
import { count, day, number, print, ratio, table } from '../output.ts'
import { withSession } from '../session.ts'

interface CalcFlags {
  returns: string
  benchmark?: string
  periods: string
  riskFree: string
}

export function addMetrics(program: Command): void {
  program
    .command('metrics')
    .description('grade results of any origin')
    .command('calc')
    .description('every metric that a series of returns can have')
    .requiredOption('--returns <file>', 'CSV: ts,value or one column, fractions')
    .option('--benchmark <file>', 'CSV of the same form')
    .option('--periods <n>', 'periods a year', '252')
    .option('--risk-free <rate>', 'annual rate, a fraction', '0')
    .action((flags: CalcFlags, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const result = await client.metrics.calc({
          returns: await textOf('--returns', flags.returns),
          ...(flags.benchmark === undefined ? {} : { benchmark: await textOf('--benchmark', flags.benchmark) }),
          periods: number('--periods')(flags.periods),
          riskFree: number('--risk-free')(flags.riskFree),
        })
        print(json, result, () => metricsText(result))
      }),
    )
}

async function textOf(flag: string, file: string): Promise<string> {
  try {
    return await readFile(resolve(file), 'utf8')
  } catch (cause) {
    throw new AppError('not-found', `${flag} ${file} cannot be read: ${(cause as Error).message}`, {
      cause,
      hint: 'Name a CSV file with one return a line.',
    })
  }
}

function metricsText({ metrics, reasons, returns, from, to, periods, warnings }: MetricsResult): string {
  const defined = metricNames.filter((name) => metrics[name] !== null)
  const because = Map.groupBy(
    metricNames.filter((name) => metrics[name] === null),
    (name) => reasons[name]!,
  )
  return [
    `${count(returns)} returns${from === null ? '' : ` from ${day(from)} to ${day(to)}`}, ${periods} periods a year`,
    table(
      ['metric', 'value'],
      defined.map((name) => [name, ratio(metrics[name], 6)]),
    ),
    '',
    'Not defined here:',
    ...[...because].map(([reason, names]) => `  ${names.join(', ')}: ${reason}`),
    ...warnings.map((warning) => `! ${warning}`),
  ].join('\n')
}
