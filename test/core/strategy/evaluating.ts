import type { Params } from '../../../core/contract/common.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { compileStrategy } from '../../../core/strategy/compile.ts'
import { evaluateSignals, type EvaluateOptions } from '../../../core/strategy/evaluate.ts'
import type { Column } from '../../../core/strategy/kernels/column.ts'
import { parseStrategy } from '../../../core/strategy/parse-strategy.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import type { Strategy } from '../../../core/strategy/strategy.ts'

/** A random generator of our own, so that a failing case can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

export interface BarOptions {
  /** Share of closes and volumes that are missing. */
  readonly gaps?: number
  /** Prices on a coarse grid, so that values tie. */
  readonly ties?: boolean
  readonly stepMs?: number
}

export function randomBars(
  rows: number,
  seed: number,
  { gaps = 0, ties = false, stepMs = 86_400_000 }: BarOptions = {},
): Bars {
  const random = randomFrom(seed)
  const column = (): Float64Array => new Float64Array(rows)
  const bars = { rows, ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
  const tick = (x: number): number => (ties ? Math.round(x) : x)
  let last = 50
  for (let i = 0; i < rows; i++) {
    const open = tick(last)
    const close = tick(Math.max(1, open * (1 + (random() - 0.5) * 0.1)))
    bars.ts[i] = Date.UTC(2020, 0, 6) + i * stepMs
    bars.open[i] = open
    bars.high[i] = tick(Math.max(open, close) + random())
    bars.low[i] = tick(Math.min(open, close) - random() * 0.5)
    bars.close[i] = random() < gaps ? Number.NaN : close
    bars.volume[i] = random() < gaps ? Number.NaN : Math.round(random() * 1000)
    last = close
  }
  return bars
}

export function strategyOf(fields: Record<string, unknown>): Strategy {
  const { strategy, problems } = parseStrategy(JSON.stringify({ name: 'test', ...fields }))
  if (strategy === null) throw new Error(JSON.stringify(problems))
  return strategy
}

export function signalsOf(
  fields: Record<string, unknown>,
  bars: Bars,
  options: Partial<EvaluateOptions> = {},
  params: Params = {},
): Signals {
  return evaluateSignals(compileStrategy(strategyOf(fields)), bars, params, { crossRule: 'touch', ...options })
}

/** A number expression on every bar. */
export function numbersOf(expression: string, bars: Bars, options: Partial<EvaluateOptions> = {}): Float64Array {
  return signalsOf({ entryLong: 'true', takeProfit: expression }, bars, options).takeProfit!
}

/** A condition on every bar. */
export function truthsOf(expression: string, bars: Bars, options: Partial<EvaluateOptions> = {}): Uint8Array {
  return signalsOf({ entryLong: expression }, bars, options).entryLong!
}

/** The first places in which two columns differ by more than rounding; both missing is the same. */
export function differences(actual: Column, expected: ArrayLike<number>, tolerance = 1e-9): string[] {
  const found: string[] = []
  for (let i = 0; i < Math.max(actual.length, expected.length) && found.length < 5; i++) {
    const a = actual[i]!
    const e = expected[i]!
    const same = Number.isNaN(e) ? Number.isNaN(a) : Math.abs(a - e) <= tolerance * Math.max(1, Math.abs(e))
    if (!same) found.push(`[${i}] ${a} instead of ${e}`)
  }
  return found
}
