import { AppError } from '../contract/errors.ts'
import { finishSteps, type Steps } from '../lib/steps.ts'
import { mergedTimes } from '../engine/portfolio/merged-times.ts'
import { firstAtOrAfter, sliceBars } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import { causalitySteps } from '../trust/causality.ts'
import type { CausalityReport } from '../trust/causality.ts'
import { intrabarRange } from './intrabar-range.ts'
import type { BacktestRequest, BacktestResult, RunSeries } from './port.ts'
import { figuresOf, inputOf, prepareRun, simulateSteps, vectorDriver } from './prepare.ts'
import type { Driver } from './prepare.ts'
import { resultHash } from './result-hash.ts'

/** Times at which the series are tried with a changed future. */
const causalityPoints = 4
/** Bars of long series that the proof looks at: it concerns the rules, not the data. */
const causalityBars = { alone: 100_000, together: 500_000 }

/**
 * One backtest: rules to signals, signals to fills, fills to figures. Several symbols share the account, in the order given.
 * Refuses a strategy whose signals change when the future does (`look-ahead`). Throws `invalid-strategy` and
 * `invalid-input` with what is wrong and where.
 */
export function runBacktest(request: BacktestRequest, driver: Driver = vectorDriver): BacktestResult {
  return finishSteps(backtestSteps(request, driver))
}

/** The same in steps, between which a run of many symbols can be shown and stopped. */
export function* backtestSteps(
  request: BacktestRequest,
  driver: Driver = vectorDriver,
): Steps<BacktestProgress, BacktestResult> {
  const { profile, series } = request
  yield { stage: 'finding signals', fraction: null }
  const { strategy, params, evaluate, ...prepared } = prepareRun(request)

  const started = performance.now()
  const signals = prepared.signals(profile)
  const lookback = Math.max(...signals.map((one) => one.lookback))
  const simulated = yield* staged('simulating', simulateSteps(request, signals, driver))
  const { result } = simulated
  const warmUp = Math.max(...signals.map((one) => one.warmUp))
  const metrics = figuresOf(request, simulated, warmUp)
  const engineMs = performance.now() - started
  const intrabar = intrabarRange(request, signals, driver, { simulated, metrics, lookback })

  const tried = triedSeries(series, lookback)
  const proof = yield* staged(
    'proving that no rule looks ahead',
    causalitySteps({
      evaluate: (changed) => {
        const inputs = changed.map((bars, i) => inputOf({ ...tried[i]!, bars }))
        return evaluate(inputs, profile)
      },
      series: tried.map(({ bars }) => bars),
      points: causalityPoints,
      seed: request.seed,
    }),
  )
  const points = proveCausality(proof)
  return {
    strategy,
    params,
    lookback,
    ...simulated,
    metrics,
    intrabar,
    warnings: [
      ...(request.notes ?? []),
      ...result.warnings,
      ...series.flatMap(({ bars, symbol }, i) => shortHistory(bars, symbol, signals[i]!.lookback)),
    ],
    causality: { points: points * tried.length, passed: true },
    resultHash: resultHash(result, metrics),
    engineMs,
  }
}

export interface BacktestProgress {
  readonly stage: string
  /** Share of the stage, null where it is not known. */
  readonly fraction: number | null
}

function* staged<Result>(stage: string, steps: Steps<number, Result>): Steps<BacktestProgress, Result> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    yield { stage, fraction: step.value }
  }
}

/**
 * The series as far as the proof looks at them. Of many long ones it takes the same stretch of time, as long as the rules
 * need, from the middle of the run.
 */
function triedSeries(series: readonly RunSeries[], lookback: number): readonly RunSeries[] {
  const [first, second] = series
  if (second === undefined) {
    const { bars } = first!
    return [{ ...first!, bars: sliceBars(bars, 0, Math.min(bars.rows, Math.max(causalityBars.alone, 2 * lookback))) }]
  }
  const cells = series.reduce((sum, { bars }) => sum + bars.rows, 0)
  if (cells <= causalityBars.together) return series
  const ts = mergedTimes(series)
  const times = Math.min(ts.length, Math.max(2 * lookback, Math.floor(causalityBars.together / series.length)))
  const from = Math.floor((ts.length - times) / 2)
  return series.flatMap((one) => {
    const first = firstAtOrAfter(one.bars.ts, ts[from]!)
    const bars = sliceBars(one.bars, first, firstAtOrAfter(one.bars.ts, ts[from + times - 1]! + 1))
    const actions = (one.actions ?? [])
      .map((action) => ({ ...action, bar: action.bar - first }))
      .filter(({ bar }) => bar > 0 && bar < bars.rows)
    return bars.rows === 0 ? [] : [{ ...one, bars, actions }]
  })
}

/** The number of bars tried; throws `look-ahead` where a signal depended on a later bar. */
function proveCausality({ points, passed, firstViolation }: CausalityReport): number {
  if (passed) return points
  const { rule, ts } = firstViolation!
  throw new AppError(
    'look-ahead',
    `The rule ${rule} used later bars: its value on ${new Date(ts).toISOString()} changes when the bars after it do`,
    {
      hint: 'Rules may only use values known at the close of their bar; report the strategy, the language should not allow this.',
      data: { rule, ts },
    },
  )
}

function shortHistory({ rows }: Bars, symbol: string, lookback: number): string[] {
  if (lookback < rows) return []
  return [`The rules need ${lookback} bars before they have a value, and ${symbol} has ${rows}: they were never true.`]
}
