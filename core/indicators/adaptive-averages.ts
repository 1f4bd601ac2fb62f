import { byBar, longestHistory } from './kernels.ts'
import { lagStep, sizeStep } from './step-lag.ts'
import { windowSumStep } from './window-sum.ts'
import { chainSteps, ema, emaStep } from './averages.ts'
import { pipelined } from './pipeline.ts'
import { rollingSum } from './rolling-sum.ts'
import { column, unwritten } from './series.ts'
import { shortWindow, type Step } from './step-sum.ts'
import { wma } from './weighted-average.ts'

/** Double exponential average (P. Mulloy 1994), first at `from + 2(n - 1)`. */
export function dema(x: Float64Array, n: number, from = 0): Float64Array {
  const first = from + 2 * (n - 1)
  const [out] = pipelined([x], [...chainSteps(2, n, 2 / (n + 1), from), ['blend', ['own0', 'own1', 'out0'], 2, -1]])
  return out!.fill(Number.NaN, 0, first)
}

export function demaStep(n: number, from = 0): Step {
  const [once, twice] = [emaStep(n, from), emaStep(n, from + n - 1)]
  return (x) => {
    const first = once(x)
    return 2 * first - twice(first)
  }
}

/** Triple exponential average (P. Mulloy 1994), first at `from + 3(n - 1)`. */
export function tema(x: Float64Array, n: number, from = 0): Float64Array {
  const first = from + 3 * (n - 1)
  const [out] = pipelined(
    [x],
    [
      ...chainSteps(3, n, 2 / (n + 1), from),
      ['blend', ['own0', 'own1', 'own0'], 3, -3],
      ['blend', ['own0', 'own2', 'out0'], 1, 1],
    ],
  )
  return out!.fill(Number.NaN, 0, first)
}

export function temaStep(n: number, from = 0): Step {
  const [once, twice, thrice] = [emaStep(n, from), emaStep(n, from + n - 1), emaStep(n, from + 2 * (n - 1))]
  return (x) => {
    const first = once(x)
    const second = twice(first)
    return 3 * first - 3 * second + thrice(second)
  }
}

/** Average with triangular weights: a simple average of a simple average, first at `from + n - 1`. */
export function trima(x: Float64Array, n: number, from = 0): Float64Array {
  const short = Math.floor((n + 1) / 2)
  const long = n + 1 - short
  const inner = rollingSum(x.subarray(from), short).subarray(short - 1)
  const out = column(x.length, from + n - 1)
  out.set(rollingSum(inner, long, 0, short * long), from + short - 1)
  return out
}

/** Kaufman's adaptive average (P. Kaufman, Smarter Trading, 1995), between 2 and 30 bars, first at `from + n`. */
export function kama(x: Float64Array, n: number, from = 0): Float64Array {
  const first = from + n
  if (n > longestHistory) return byBar(x, kamaStep(n, from))
  const [out] = pipelined(
    [x],
    [
      ['size', ['in0', 'own0']],
      ['windowSum', ['own0', 'own1'], n],
      ['adaptive', ['in0', 'own1', 'out0'], n, first],
      ['keep', ['own0'], n],
    ],
    n,
  )
  return out!.fill(Number.NaN, 0, first)
}

/** `kama`, bar by bar. */
export function kamaStep(n: number, from = 0): Step {
  const first = from + n
  const [size, path, before] = [sizeStep(), windowSumStep(n), lagStep(n)]
  const slowest = 2 / 31
  const span = 2 / 3 - slowest
  let count = -1
  let earlier = Number.NaN
  let rest = 0
  return (x) => {
    count++
    const way = path(size(x))
    const net = x - before(x)
    const moved = x - earlier
    earlier = x
    if (count < first) return Number.NaN
    const efficiency = way <= net || way === 0 ? 1 : Math.abs(net / way)
    const part = efficiency * span + slowest
    rest = (1 - part * part) * (rest + moved)
    return x - rest
  }
}

/** Size of the change from the bar before; 0 on the first. */
export function steps(x: Float64Array): Float64Array {
  const out = unwritten(x.length)
  if (x.length > 0) out[0] = 0
  for (let i = 1; i < x.length; i++) out[i] = Math.abs(x[i]! - x[i - 1]!)
  return out
}

/** Weights of the third to sixth of six averages of one another (T. Tillson 1998). */
function tillson(v: number): readonly [number, number, number, number] {
  return [1 + 3 * v + v ** 3 + 3 * v ** 2, -6 * v ** 2 - 3 * (v + v ** 3), 3 * (v ** 2 + v ** 3), -(v ** 3)]
}

/** Tillson's T3 (T. Tillson 1998) with volume factor `v`, first at `from + 6(n - 1)`. */
export function t3(x: Float64Array, n: number, v: number, from = 0): Float64Array {
  const [c3, c4, c5, c6] = tillson(v)
  const [out] = pipelined(
    [x],
    [
      ...chainSteps(6, n, 2 / (n + 1), from),
      ['blend', ['own5', 'own4', 'own0'], c6, c5],
      ['blend', ['own0', 'own3', 'own0'], 1, c4],
      ['blend', ['own0', 'own2', 'out0'], 1, c3],
    ],
  )
  return out!.fill(Number.NaN, 0, from + 6 * (n - 1))
}

export function t3Step(n: number, v: number, from = 0): Step {
  const levels = Array.from({ length: 6 }, (_, k) => emaStep(n, from + k * (n - 1)))
  const seen = new Float64Array(6)
  const [c3, c4, c5, c6] = tillson(v)
  return (x) => {
    let value = x
    for (let k = 0; k < 6; k++) value = seen[k] = levels[k]!(value)
    return c6 * seen[5]! + c5 * seen[4]! + c4 * seen[3]! + c3 * seen[2]!
  }
}

export function hmaLookback(n: number): number {
  return n <= 1 ? 0 : n - 1 + Math.floor(Math.sqrt(n)) - 1
}

/** Hull's average (A. Hull 2005): wma over sqrt(n) of 2 wma(n / 2) - wma(n). */
export function hma(x: Float64Array, n: number, from = 0): Float64Array {
  if (n <= 1) return wma(x, 1, from)
  const half = wma(x, Math.floor(n / 2), from)
  const whole = wma(x, n, from)
  const outer = Math.floor(Math.sqrt(n))
  if (outer > shortWindow) {
    for (let i = from; i < x.length; i++) whole[i] = 2 * half[i]! - whole[i]!
    return wma(whole, outer, from + n - 1)
  }
  const [out] = pipelined(
    [half, whole],
    [
      ['blend', ['in0', 'in1', 'own0'], 2, -1],
      ['weighted', ['own0', 'out0'], outer],
      ['keep', ['own0'], outer],
    ],
  )
  return out!.fill(Number.NaN, 0, from + hmaLookback(n))
}

export function zlemaLookback(n: number): number {
  return n - 1 + Math.floor((n - 1) / 2)
}

/** Zero-lag exponential average (J. Ehlers and R. Way 2010): ema of 2 x - x[lag], lag = (n - 1) / 2 rounded down. */
export function zlema(x: Float64Array, n: number, from = 0): Float64Array {
  const lag = Math.floor((n - 1) / 2)
  const ahead = column(x.length, from + lag)
  for (let i = from + lag; i < x.length; i++) ahead[i] = 2 * x[i]! - x[i - lag]!
  return ema(ahead, n, from + lag)
}
