import type { Metrics } from '../contract/figures.ts'
import type { ProfileFields } from '../contract/profile.ts'
import { AppError } from '../contract/errors.ts'
import { actionsOn } from '../engine/actions/actions.ts'
import type { Intrabar } from '../engine/intrabar/types.ts'
import { metricsFor } from '../engine/metrics.ts'
import { keepToMembers, memberColumn } from '../engine/portfolio/membership.ts'
import { positionsOf } from '../engine/portfolio/hedging.ts'
import { createPortfolioWalk } from '../engine/portfolio/portfolio.ts'
import type { PortfolioInput, PortfolioResult, PortfolioWalk } from '../engine/portfolio/portfolio.ts'
import { simulate } from '../engine/simulate.ts'
import type { Simulation, SimulationResult } from '../engine/types.ts'
import { finishSteps, type Steps } from '../lib/steps.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { createTogether, type SeriesInput } from '../strategy/evaluate-together.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { checkParams } from '../strategy/params.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import type { Signals } from '../strategy/signals.ts'
import { parseSizing } from '../strategy/sizing.ts'
import type { BacktestRequest, BacktestResult, RunSeries } from './port.ts'

/** The fields of a profile that signals depend on. */
type Reading = Pick<ProfileFields, 'crossRule' | 'fillTiming'>
export type Simulated = Pick<BacktestResult, 'result' | 'timeline' | 'parts'>

export interface PreparedRun {
  readonly strategy: { readonly name: string; readonly hash: string }
  readonly params: Record<string, number>
  readonly series: readonly SeriesInput[]
  /** The rules on any bars, as if they were those of the run. */
  readonly evaluate: (series: readonly SeriesInput[], profile: Reading) => readonly Signals[]
  /** The signals of each series, with the sizing that the request asks for. */
  readonly signals: (profile: Reading) => readonly Signals[]
}

/** A run ready for its signals, under any profile. Throws `invalid-strategy` and `invalid-input`. */
export function prepareRun(request: Omit<BacktestRequest, 'profile' | 'costs'>): PreparedRun {
  const strategy = requireStrategy(request.text)
  requireBars(request.series)
  const params = checkParams(strategy, request.params)
  const program = compileStrategy(strategy)
  const barMs = timeframeMs(request.series[0]!.timeframe)
  const known = Number.isNaN(barMs) ? {} : { barMs }
  const evaluate: PreparedRun['evaluate'] = (series, { crossRule, fillTiming }) =>
    createTogether(program, series, { crossRule, fillTiming, ...known })(params)
  const series = request.series.map(inputOf)
  if (request.sizing !== null && strategy.rebalance !== null)
    throw new AppError(
      'invalid-input',
      `${strategy.name} says by its weights how much it holds, so it takes no sizing`,
      {
        hint: 'Leave --sizing out, or multiply the weight.',
      },
    )
  return {
    strategy: { name: strategy.name, hash: strategy.hash },
    params,
    series,
    evaluate,
    signals: (profile) =>
      evaluate(series, profile).map((own) =>
        request.sizing === null ? own : { ...own, sizing: parseSizing(request.sizing, params) },
      ),
  }
}

/** A series as the rules see it. */
export function inputOf({ symbol, bars, spells, actions }: RunSeries): SeriesInput {
  const seen = actionsOn(bars, actions)?.seen ?? bars
  return { symbol, bars: seen, members: spells === undefined ? null : memberColumn(bars, spells) }
}

/** What takes signals through the bars. */
export interface Driver {
  readonly single: (simulation: Simulation) => SimulationResult
  /** Several symbols, time by time. */
  readonly shared: (portfolio: PortfolioInput) => PortfolioWalk
}

/** All signals first, then one walk that skips over quiet bars. */
export const vectorDriver: Driver = { single: simulate, shared: createPortfolioWalk }

/** What is simulated; `choose` says what is taken where the order of high and low decides, the profile's rule unless given. */
export interface SeriesToSimulate extends Pick<BacktestRequest, 'series' | 'profile' | 'costs' | 'leaving'> {
  readonly choose?: Intrabar['choose']
}

/** Times of a walk between which nobody else has a turn. */
const timesAStep = 16

/** Walks the bars with signals of each series; several symbols share the account. */
export function simulateSeries(
  given: SeriesToSimulate,
  signals: readonly Signals[],
  driver: Driver = vectorDriver,
): Simulated {
  return finishSteps(simulateSteps(given, signals, driver))
}

/** The same in steps; yields the share that is done. */
export function* simulateSteps(
  { series, profile, costs, leaving = 'close', choose = 'profile' }: SeriesToSimulate,
  signals: readonly Signals[],
  driver: Driver = vectorDriver,
): Steps<number, Simulated> {
  const members = series.flatMap((one, i) => {
    const kept = keepToMembers(signals[i]!, inputOf(one).members, leaving, profile)
    const actions = actionsOn(one.bars, one.actions)
    const intrabar = insideBars(one, profile, choose)
    return positionsOf(costs, kept).map((own) => ({
      of: one,
      bars: one.bars,
      signals: own,
      actions,
      intrabar,
      rates: one.rates ?? null,
    }))
  })
  const [first, second] = members
  if (second === undefined && first!.signals.weight === null) {
    const result = driver.single({ ...first!, profile, costs })
    const { symbol, bars } = series[0]!
    return { result, timeline: bars.ts, parts: [{ symbol, bars, result }] }
  }
  const walk = driver.shared({ series: members, profile, costs })
  for (let done = 0; walk.step(); done++) if (done % timesAStep === 0) yield done / walk.times
  const shared = onTimeline(
    members.map(({ of }) => of),
    walk.finish(),
  )
  return { ...shared, parts: bySymbol(shared.parts) }
}

/** The positions of one symbol as one part. */
function bySymbol(parts: Simulated['parts']): Simulated['parts'] {
  const merged = new Map<string, Simulated['parts'][number]>()
  for (const part of parts) {
    const { trades = [], orders = [] } = merged.get(part.symbol)?.result ?? {}
    const result = {
      trades: [...trades, ...part.result.trades].toSorted((a, b) => a.exitBar - b.exitBar),
      orders: [...orders, ...part.result.orders].toSorted((a, b) => a.bar - b.bar),
    }
    merged.set(part.symbol, merged.has(part.symbol) ? { ...part, result } : part)
  }
  return [...merged.values()]
}

/** What decides inside the bars of a series under a profile. */
export function insideBars(
  { timeframe, finer = [] }: Pick<RunSeries, 'timeframe' | 'finer'>,
  profile: ProfileFields,
  choose: Intrabar['choose'] = 'profile',
): Intrabar {
  const asked = profile.intrabar === 'finerBars' ? finer : []
  return {
    choose,
    barMs: exactMs(timeframe),
    finer: asked.map((level) => ({ bars: level.bars, barMs: exactMs(level.timeframe) })),
  }
}

/** Length of a timeframe in ms, NaN where its bars differ in length. */
function exactMs(timeframe: string): number {
  return timeframe.endsWith('mo') ? Number.NaN : timeframeMs(timeframe)
}

/** Trades and orders of several symbols, whose bars are their own, placed on the times of the curves. */
export function onTimeline(series: readonly RunSeries[], { ts, parts, ...curves }: PortfolioResult): Simulated {
  const placed = parts.map(({ trades, orders }, i) => {
    const place = (bar: number) => firstAtOrAfter(ts, series[i]!.bars.ts[bar]!)
    return {
      trades: trades.map((trade) => ({ ...trade, entryBar: place(trade.entryBar), exitBar: place(trade.exitBar) })),
      orders: orders.map((order) => ({ ...order, bar: place(order.bar) })),
    }
  })
  return {
    result: {
      ...curves,
      trades: placed.flatMap(({ trades }) => trades).toSorted((a, b) => a.exitBar - b.exitBar),
      orders: placed.flatMap(({ orders }) => orders).toSorted((a, b) => a.bar - b.bar),
    },
    timeline: ts,
    parts: parts.map((result, i) => ({ symbol: series[i]!.symbol, bars: series[i]!.bars, result })),
  }
}

/** The figures of a simulation under the request's profile. */
export function figuresOf(
  request: BacktestRequest,
  { timeline, result }: Pick<Simulated, 'timeline' | 'result'>,
  warmUp: number,
): Metrics {
  return metricsFor({
    bars: { rows: timeline.length, ts: timeline },
    result,
    profile: request.profile,
    cash: request.costs.cash,
    benchmark: benchmarkOf(request, timeline),
    warmUp,
  })
}

/** backtesting.py compares with the market it trades; other conventions with what was asked for. */
function benchmarkOf({ benchmark, profile, series }: BacktestRequest, timeline: Float64Array): Float64Array | null {
  const bars = benchmark ?? (profile.sharpeFormula === 'geometric' ? series[0]!.bars : null)
  return bars === null ? null : alignedCloses(timeline, bars)
}

/** Closes of a benchmark at given times: the last one at or before each, the first one before that. */
export function alignedCloses(times: Float64Array, benchmark: Bars): Float64Array {
  return times.map((time) => {
    const at = firstAtOrAfter(benchmark.ts, time)
    return benchmark.close[benchmark.ts[at] === time ? at : Math.max(0, at - 1)]!
  })
}

/** Throws `invalid-input` where there is no series, one twice, one without bars, or bars of different lengths. */
export function requireBars(series: readonly RunSeries[]): void {
  const empty = series.find(({ bars }) => bars.rows === 0)
  const symbols = new Set<string>()
  const twice = series.find(({ symbol }) => symbols.size === symbols.add(symbol).size)
  const other = series.find(({ timeframe }) => timeframe !== series[0]!.timeframe)
  if (other !== undefined)
    throw new AppError(
      'invalid-input',
      `${series[0]!.symbol} has bars of ${series[0]!.timeframe}, ${other.symbol} of ${other.timeframe}`,
      {
        hint: 'Symbols of one run are compared bar by bar. Name the timeframe with --timeframe.',
      },
    )
  if (series.length > 0 && empty === undefined && twice === undefined) return
  const message =
    empty !== undefined
      ? `${empty.symbol} has no bars in that period`
      : twice !== undefined
        ? `The run names ${twice.symbol} twice`
        : 'The run names no data'
  throw new AppError('invalid-input', message, {
    hint: 'Choose symbols that `sextant data list` shows, and a period in which they have bars.',
  })
}
