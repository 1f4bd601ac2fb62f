import type { Params } from '../contract/common.ts'
import type { ProfileFields } from '../contract/profile.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Program } from './compile.ts'
import type { CrossRule } from './kernels/crossing.ts'
import { shortestStep } from './higher-bars.ts'
import { createScratch, newRun, type Run, type Scratch } from './run.ts'
import { sessionColumns, type Session } from './session.ts'
import { scalarValue } from './scalar.ts'
import { createSeriesCache, type SeriesCache } from './series-cache.ts'
import type { Signals } from './signals.ts'
import { resolveSizing } from './sizing.ts'
import type { NumberRule, TruthRule } from './strategy.ts'
import { warmUpOf } from './warm-up.ts'

export interface EvaluateOptions {
  readonly crossRule: CrossRule
  /** When signals are filled, for the session of the strategy; `nextOpen` where it is left out. */
  readonly fillTiming?: ProfileFields['fillTiming']
  /** Shared between parameter sets; without one each call computes everything. */
  readonly cache?: SeriesCache
  /** With it the columns of the result are valid until the next evaluation with the same scratch. */
  readonly scratch?: Scratch
  /** Length of a bar in ms, for `htf`; else read off the bar times. */
  readonly barMs?: number
  /** Bars of the other symbols of the run, for `ref`. */
  readonly symbol?: (name: string) => Bars | undefined
}

/**
 * The signals of a strategy on bars, for parameters that `checkParams` has passed. The columns are shared with the cache:
 * nobody may write to them.
 */
export function evaluateSignals(program: Program, bars: Bars, params: Params, options: EvaluateOptions): Signals {
  return signalsFrom(program, startRun(program, bars, params, options))
}

/** The signals of a started evaluation. */
export function signalsFrom(program: Program, run: Run): Signals {
  const truths: { [rule in TruthRule]: Uint8Array | null } = {
    entryLong: null,
    exitLong: null,
    entryShort: null,
    exitShort: null,
  }
  const numbers: { [rule in NumberRule]: Float64Array | null } = {
    stopLoss: null,
    takeProfit: null,
    trailingStop: null,
    trailingThen: null,
    trailingAfter: null,
    maxBarsHeld: null,
    entryLimit: null,
    entryStop: null,
    weight: null,
  }
  let lookback = 0
  for (const { rule, node } of program.truths) {
    truths[rule] = node.column(run) as Uint8Array
    lookback = Math.max(lookback, node.lookback(run))
  }
  for (const { rule, node } of program.numbers) {
    numbers[rule] = node.column(run) as Float64Array
    lookback = Math.max(lookback, node.lookback(run))
  }
  const { params: declared, targets, rebalance, sizing, cooldown, constraints } = program.strategy
  const param = (name: string): number => run.params[declared.findIndex((p) => p.name === name)]!
  const { session } = program.strategy
  return {
    rows: run.rows,
    ...(session === null ? truths : withinSession(truths, session, run)),
    ...numbers,
    targets:
      targets?.map(({ minutes, fraction }) => ({
        after: minutes * 60_000,
        fraction: scalarValue(fraction, param),
      })) ?? null,
    rebalance,
    sizing: resolveSizing(sizing, param),
    cooldown,
    constraints,
    lookback,
    warmUp: warmUpOf(program, run),
    members: null,
    leaving: 'close',
  }
}

/** The same truths with entries inside the session only, and with the exits that leave nothing open at its end. */
function withinSession(
  truths: { readonly [rule in TruthRule]: Uint8Array | null },
  session: Session,
  run: Run,
): { [rule in TruthRule]: Uint8Array | null } {
  const { enter, leave } = sessionColumns(session, run.bars.ts, run.barMs ?? shortestStep(run.bars), run.fillTiming)
  const both = (own: Uint8Array | null) => own?.map((truth, bar) => truth & enter[bar]!) ?? null
  const either = (own: Uint8Array | null, entry: Uint8Array | null) => {
    if (leave === null || entry === null) return own
    return own?.map((truth, bar) => truth | leave[bar]!) ?? leave
  }
  const { entryLong, exitLong, entryShort, exitShort } = truths
  return {
    entryLong: both(entryLong),
    exitLong: either(exitLong, entryLong),
    entryShort: both(entryShort),
    exitShort: either(exitShort, entryShort),
  }
}

/** One evaluation of a program, from which columns of any of its terms can be taken. */
export function startRun(program: Program, bars: Bars, params: Params, options: EvaluateOptions): Run {
  return newRun({
    bars,
    params: program.strategy.params.map((param) =>
      Number(Object.hasOwn(params, param.name) ? params[param.name] : param.default),
    ),
    crossRule: options.crossRule,
    fillTiming: options.fillTiming ?? 'nextOpen',
    cache: options.cache ?? createSeriesCache(),
    scratch: options.scratch ?? createScratch(),
    barMs: options.barMs ?? null,
    symbol: options.symbol ?? (() => undefined),
  })
}
