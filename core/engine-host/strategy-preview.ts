import type { Account, Profile } from '../contract/profile.ts'
import type { Params } from '../contract/common.ts'
import { AppError } from '../contract/errors.ts'
import { metricsFor } from '../engine/metrics.ts'
import { actionsOn } from '../engine/actions/actions.ts'
import { simulateSeries } from '../backtest/prepare.ts'
import { seenBars } from '../market-data/actions.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { evaluateSignals, startRun } from '../strategy/evaluate.ts'
import { explainTerms } from '../strategy/explain.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import { checkParams } from '../strategy/params.ts'
import type { EngineContext } from './context.ts'
import type { ExplainOutcome, SignalsOutcome } from './contract.ts'
import { loadSeries } from './load-series.ts'

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
export async function previewSignals(input: SignalsInput, context: EngineContext): Promise<SignalsOutcome> {
  const started = performance.now()
  const strategy = requireStrategy(input.text)
  const params = checkParams(strategy, input.params)
  const [loaded] = await loadSeries({ ...input, series: [input.series] }, context)
  const { bars, actions: list } = loaded!.series
  if (bars.rows === 0)
    throw new AppError('invalid-input', `${input.series.symbol} has no bars in that period`, {
      hint: 'Widen --from and --to.',
    })
  const program = compileStrategy(strategy)
  const { crossRule, fillTiming } = input.profile.fields
  const barMs = timeframeMs(input.series.timeframe)
  const options = { crossRule, fillTiming, ...(Number.isNaN(barMs) ? {} : { barMs }) }
  const actions = actionsOn(bars, list)
  const seen = actions?.seen ?? bars
  const signals = evaluateSignals(program, seen, params, options)
  const run = { series: [loaded!.series], profile: input.profile.fields, costs: input.account }
  const { result } = simulateSeries(run, [signals])
  const metrics = metricsFor({ bars, result, profile: input.profile.fields, cash: input.account.cash })
  const first = Math.max(0, bars.rows - input.points)
  const evaluation = startRun(program, seen, params, options)
  const shown = (values: ArrayLike<number>) =>
    Array.from({ length: bars.rows - first }, (_, row) => finite(values[first + row]!))
  // Drawn at the prices that the rules see.
  const drawn = (bar: number, price: number) => price * (actions?.factor[bar] ?? 1)
  const visible = result.trades.filter((trade) => trade.exitBar >= first)
  return {
    ts: Array.from(bars.ts.subarray(first)),
    close: shown(seen.close),
    lines: Object.fromEntries(
      strategy.lets
        .filter(({ term }) => isNumber(program.node(term).column(evaluation)))
        .map(({ name, term }) => [name, shown(program.node(term).column(evaluation) as Float64Array)]),
    ),
    entries: visible
      .filter((trade) => trade.entryBar >= first)
      .map((trade) => ({
        ts: bars.ts[trade.entryBar]!,
        price: drawn(trade.entryBar, trade.entryPrice * trade.split),
        side: trade.side,
      })),
    exits: visible
      .filter((trade) => !trade.open)
      .map((trade) => ({
        ts: bars.ts[trade.exitBar]!,
        price: drawn(trade.exitBar, trade.exitPrice),
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
  const bars = seenBars(series, await repo.bars(series))
  const barMs = timeframeMs(series.timeframe)
  const bar = Math.min(bars.rows - 1, firstAtOrAfter(bars.ts, ts))
  return {
    ts: bars.ts[bar]!,
    ...explainTerms(strategy, {
      bars,
      bar,
      params: checkParams(strategy, params),
      ...(Number.isNaN(barMs) ? {} : { barMs }),
    }),
  }
}

function isNumber(column: unknown): boolean {
  return column instanceof Float64Array
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
