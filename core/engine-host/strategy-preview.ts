import type { Account, Profile } from '../contract/profile.ts'
import type { Params } from '../contract/common.ts'
import { AppError } from '../contract/errors.ts'
import { metricsFor } from '../engine/metrics.ts'
import { simulate } from '../engine/simulate.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { evaluateSignals, startRun } from '../strategy/evaluate.ts'
import { explainTerms } from '../strategy/explain.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import { checkParams } from '../strategy/params.ts'
import type { EngineContext } from './context.ts'
import type { ExplainOutcome, SignalsOutcome } from './contract.ts'
import { sliceTime } from './series.ts'

interface SignalsInput {
  readonly series: SeriesRef
  readonly text: string
  readonly params: Params
  readonly profile: Profile
  readonly account: Account
  readonly from: number | null
  readonly to: number | null
  readonly points: number
}

/** What a text would do on stored data: the last `points` bars drawn, the figures over all of them. */
export async function previewSignals(input: SignalsInput, { repo }: EngineContext): Promise<SignalsOutcome> {
  const started = performance.now()
  const strategy = requireStrategy(input.text)
  const params = checkParams(strategy, input.params)
  const bars = sliceTime(await repo.bars(input.series), input)
  if (bars.rows === 0)
    throw new AppError('invalid-input', `${input.series.symbol} has no bars in that period`, {
      hint: 'Widen --from and --to.',
    })
  const program = compileStrategy(strategy)
  const { crossRule } = input.profile.fields
  const signals = evaluateSignals(program, bars, params, { crossRule })
  const result = simulate({ bars, signals, profile: input.profile.fields, costs: input.account })
  const metrics = metricsFor({ bars, result, profile: input.profile.fields, cash: input.account.cash })
  const first = Math.max(0, bars.rows - input.points)
  const run = startRun(program, bars, params, { crossRule })
  const shown = (values: ArrayLike<number>) =>
    Array.from({ length: bars.rows - first }, (_, row) => finite(values[first + row]!))
  const visible = result.trades.filter((trade) => trade.exitBar >= first)
  return {
    ts: Array.from(bars.ts.subarray(first)),
    close: shown(bars.close),
    lines: Object.fromEntries(
      strategy.lets
        .filter(({ term }) => isNumber(program.node(term).column(run)))
        .map(({ name, term }) => [name, shown(program.node(term).column(run) as Float64Array)]),
    ),
    entries: visible
      .filter((trade) => trade.entryBar >= first)
      .map((trade) => ({ ts: bars.ts[trade.entryBar]!, price: trade.entryPrice, side: trade.side })),
    exits: visible
      .filter((trade) => !trade.open)
      .map((trade) => ({
        ts: bars.ts[trade.exitBar]!,
        price: trade.exitPrice,
        side: trade.side,
        reason: trade.exitReason,
      })),
    spans: visible.map((trade) => ({
      from: bars.ts[Math.max(first, trade.entryBar)]!,
      to: bars.ts[trade.exitBar]!,
      side: trade.side,
    })),
    sharpe: metrics.sharpe,
    maxDrawdown: metrics.maxDrawdown,
    totalReturn: metrics.totalReturn,
    elapsedMs: performance.now() - started,
  }
}

export async function explainBar(
  { series, text, params, ts }: { series: SeriesRef; text: string; params: Params; ts: number },
  { repo }: EngineContext,
): Promise<ExplainOutcome> {
  const strategy = requireStrategy(text)
  const bars = await repo.bars(series)
  const bar = Math.min(bars.rows - 1, firstAtOrAfter(bars.ts, ts))
  return { ts: bars.ts[bar]!, ...explainTerms(strategy, { bars, bar, params: checkParams(strategy, params) }) }
}

function isNumber(column: unknown): boolean {
  return column instanceof Float64Array
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
