import type { Params } from '../contract/common.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Program } from './compile.ts'
import type { CrossRule } from './kernels/crossing.ts'
import { createScratch, newRun, type Run, type Scratch } from './run.ts'
import { scalarValue } from './scalar.ts'
import { createSeriesCache, type SeriesCache } from './series-cache.ts'
import type { Signals } from './signals.ts'
import { resolveSizing } from './sizing.ts'
import type { NumberRule, TruthRule } from './strategy.ts'
import { warmUpOf } from './warm-up.ts'

export interface EvaluateOptions {
  readonly crossRule: CrossRule
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
  return {
    rows: run.rows,
    ...truths,
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

/** One evaluation of a program, from which columns of any of its terms can be taken. */
export function startRun(program: Program, bars: Bars, params: Params, options: EvaluateOptions): Run {
  return newRun({
    bars,
    params: program.strategy.params.map((param) =>
      Number(Object.hasOwn(params, param.name) ? params[param.name] : param.default),
    ),
    crossRule: options.crossRule,
    cache: options.cache ?? createSeriesCache(),
    scratch: options.scratch ?? createScratch(),
    barMs: options.barMs ?? null,
    symbol: options.symbol ?? (() => undefined),
  })
}
