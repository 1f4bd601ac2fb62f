import { cp, mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { RunResult } from '../../core/contract/backtest.ts'
import type { IntrabarFigures, IntrabarRange } from '../../core/contract/intrabar.ts'
import type { Client } from '../../core/contract/index.ts'
import { intrabarFact } from '../../core/trust/intrabar-words.ts'
import { shortList } from '../../core/lib/short-list.ts'
import { collect, count, day, number, percent, print, ratio, table } from '../output.ts'
import { withSession } from '../session.ts'
import { analysisText } from './analysis-text.ts'
import { addSecondOpinions } from './cross-check.ts'
import { expandGrid } from './grid.ts'
import { addProfiles } from './profiles.ts'
import { addRunOptions, runRequest, type RunFlags } from './run-options.ts'

interface SweepFlags extends RunFlags {
  grid: string[]
  where?: string
  out: string
  workers?: string
}

type AnalysisFlag = 'window' | 'resamples' | 'level' | 'seed' | 'participation'

export function addBacktest(program: Command): void {
  const backtest = program.command('backtest').description('run and compare backtests')
  addRunOptions(
    backtest
      .command('run <strategy>')
      .description('one backtest; STRATEGY is a file, a strategy of the workspace or a template'),
  )
    .option('--out <dir>', 'also copy the run folder to')
    .action((strategy: string, { out, ...flags }: RunFlags & { out?: string }, command: Command) =>
      withSession(command, async ({ client, json, finish }) => {
        const result = await finish(
          await client.backtest.run(runRequest(strategy, flags, await defaults(client))),
          'backtest.run',
        )
        if (out !== undefined) {
          await mkdir(resolve(out), { recursive: true })
          await cp(result.dir, resolve(out), { recursive: true })
        }
        print(json, result, () => runText(result))
      }),
    )
  addRunOptions(
    backtest.command('sweep <strategy>').description('every combination of a grid, one row each, to a file'),
  )
    .requiredOption('--grid <name=spec>', 'name=min:max[:step] or name=a,b,c; repeatable', collect)
    .option('--where <condition>', 'on the parameters, e.g. "fast < slow"')
    .requiredOption('--out <file>', 'F.csv or F.parquet')
    .option('--workers <n>', 'threads', '1')
    .action((strategy: string, { grid, where, out, workers, ...flags }: SweepFlags, command: Command) =>
      withSession(command, async ({ client, json, finish }) => {
        const request = {
          ...runRequest(strategy, flags, await defaults(client)),
          grid: grid.map(expandGrid),
          out: resolve(out),
          workers: Number(workers ?? 1),
          ...(where === undefined ? {} : { where }),
        }
        const result = await finish(await client.backtest.sweep(request), 'backtest.sweep')
        print(json, result, () =>
          [
            `${count(result.combinations)} combinations in ${(result.elapsedMs / 1000).toFixed(2)} s (${count(Math.round(result.combinationsPerSecond))} a second), written to ${result.out}`,
            ...(result.best === null
              ? []
              : [
                  `best Sharpe ${ratio(result.best.metrics['sharpe'] ?? null)} at ${Object.entries(result.best.params)
                    .map(([name, value]) => `${name}=${value}`)
                    .join(' ')}; the best of many is partly luck`,
                ]),
          ].join('\n'),
        )
      }),
    )
  backtest
    .command('list')
    .description('finished runs, newest first')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const runs = await client.backtest.list()
        print(json, runs, () =>
          runs.length === 0
            ? 'No run yet. Start one: sextant backtest run sma-cross --data SYMBOL'
            : table(
                ['run', 'strategy', 'data', 'profile', 'return', 'Sharpe', 'max drawdown', 'trades', 'when'],
                runs.map((r) => [
                  r.id,
                  r.strategy,
                  `${shortList(r.symbols)} ${r.timeframe}`,
                  r.profile,
                  percent(r.totalReturn, true),
                  ratio(r.sharpe),
                  percent(r.maxDrawdown),
                  r.trades,
                  day(r.createdAt),
                ]),
              ),
        )
      }),
    )
  backtest
    .command('analyse <run>')
    .description('rolling figures, groups of returns and trades, excursions, capacity, bootstrap intervals')
    .option('--window <n>', 'returns in a rolling window', '63')
    .option('--resamples <n>', 'bootstrap resamples', '1000')
    .option('--level <share>', 'of the intervals', '0.95')
    .option('--seed <n>', 'of the bootstrap', '1')
    .option('--participation <share>', "share of a bar's volume that is harmless", '0.1')
    .action((run: string, flags: Record<AnalysisFlag, string>, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const options = Object.entries(flags).map(([name, text]) => [name, number(`--${name}`)(text)])
        const analysis = await client.backtest.analysis({ run, ...Object.fromEntries(options) })
        print(json, analysis, () => analysisText(analysis))
      }),
    )
  backtest
    .command('compare <runs...>')
    .description('runs side by side')
    .action((runs: string[], _: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const compared = await client.backtest.compare({ runs })
        print(json, compared, () =>
          [
            compared.comparable
              ? 'Comparable.'
              : `Not comparable: ${compared.differences.map((difference) => difference.field).join(', ')} differ.`,
            table(
              ['metric', ...compared.runs.map((run) => run.id.slice(-6))],
              compared.metrics
                .filter((metric) => metric.values.some((value) => value !== null))
                .map((metric) => [
                  metric.name,
                  ...metric.values.map((value) => (value === null ? null : ratio(value, 4))),
                ]),
            ),
          ].join('\n'),
        )
      }),
    )
  addProfiles(backtest)
  addSecondOpinions(backtest)
}

async function defaults(client: Client): Promise<{ profile: string; cash: number; fees: number; slippage: number }> {
  const settings = new Map((await client.config.list()).map(({ key, value }) => [key, value]))
  const value = (name: string) => Number(settings.get(`backtest.${name}`))
  return {
    profile: String(settings.get('backtest.profile')),
    cash: value('cash'),
    fees: value('fees'),
    slippage: value('slippage'),
  }
}

export function runText({
  runId,
  metrics,
  intrabar,
  warnings,
  dir,
  resultHash,
  engineMs,
}: Omit<RunResult, 'engineMs'> & { engineMs?: number }): string {
  return [
    table(
      ['total return', 'CAGR', 'Sharpe', 'max drawdown', 'trades', 'win rate', 'profit factor', 'final equity'],
      [
        [
          percent(metrics.totalReturn, true),
          percent(metrics.cagr, true),
          ratio(metrics.sharpe),
          percent(metrics.maxDrawdown),
          metrics.trades,
          percent(metrics.winRate),
          ratio(metrics.profitFactor),
          metrics.finalEquity === null ? null : count(Math.round(metrics.finalEquity)),
        ],
      ],
    ),
    ...intrabarText(intrabar),
    ...warnings.map((warning) => `! ${warning}`),
    `run ${runId}, result ${resultHash.slice(0, 12)}${engineMs === undefined ? '' : `, engine ${engineMs.toFixed(1)} ms`}`,
    dir,
  ].join('\n')
}

/** The run with either order of high and low, where bars left it open; a line about finer bars where those said it. */
function intrabarText(intrabar: IntrabarRange | null): string[] {
  if (intrabar === null) return []
  const { worst, chosen, best } = intrabar
  const line = `inside the bar: ${intrabarFact(intrabar)}`
  if (worst === null || chosen === null || best === null) return [line]
  const row = (label: string, { finalEquity, totalReturn, sharpe, maxDrawdown, trades }: IntrabarFigures) => [
    label,
    percent(totalReturn, true),
    ratio(sharpe),
    percent(maxDrawdown),
    trades,
    finalEquity === null ? null : count(Math.round(finalEquity)),
  ]
  return [
    line,
    table(
      ['order of high and low', 'total return', 'Sharpe', 'max drawdown', 'trades', 'final equity'],
      [row('worst', worst), row('chosen', chosen), row('best', best)],
    ),
  ]
}
