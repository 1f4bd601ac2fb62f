import { column } from './series.ts'

/** What Ehlers's discriminator finds on each bar from `begin` on; zero before. */
export interface HilbertState {
  begin: number
  /** Price smoothed with weights 4, 3, 2, 1. */
  smooth: Float64Array
  inPhase: Float64Array
  quadrature: Float64Array
  /** Dominant cycle in bars, smoothed once, and once more. */
  period: Float64Array
  smoothPeriod: Float64Array
}

export const outer = 0.0962
export const inner = 0.5769
/** Bars that only fill the price smoother where no dominant phase is asked for. */
export const shortWarmup = 12
const degrees = 180 / Math.PI

/**
 * Homodyne discriminator (J. F. Ehlers, Rocket Science for Traders, 2001, ch. 7), one bar at a time.
 * `warmup` bars after `from` only fill the price smoother.
 */
export function hilbert(x: Float64Array, warmup: number, from = 0): HilbertState {
  const rows = x.length
  const begin = from + warmup
  const smooth = new Float64Array(rows)
  const detrender = new Float64Array(rows)
  const quadrature = new Float64Array(rows)
  const inPhase = new Float64Array(rows)
  const period = new Float64Array(rows)
  const smoothPeriod = new Float64Array(rows)
  let i2Before = 0
  let q2Before = 0
  let re = 0
  let im = 0
  let length = 0
  let smoothLength = 0
  for (let i = begin; i < rows; i++) {
    const gain = 0.075 * length + 0.54
    smooth[i] = (4 * x[i]! + 3 * x[i - 1]! + 2 * x[i - 2]! + x[i - 3]!) / 10
    detrender[i] = transform(smooth, i) * gain
    quadrature[i] = transform(detrender, i) * gain
    inPhase[i] = i - begin >= 3 ? detrender[i - 3]! : 0
    const q2 = 0.2 * (quadrature[i]! + transform(inPhase, i) * gain) + 0.8 * q2Before
    const i2 = 0.2 * (inPhase[i]! - transform(quadrature, i) * gain) + 0.8 * i2Before
    re = 0.2 * (i2 * i2Before + q2 * q2Before) + 0.8 * re
    im = 0.2 * (i2 * q2Before - q2 * i2Before) + 0.8 * im
    q2Before = q2
    i2Before = i2
    const last = length
    if (im !== 0 && re !== 0) length = 360 / (Math.atan(im / re) * degrees)
    length = Math.max(Math.min(length, 1.5 * last), 0.67 * last)
    length = 0.2 * Math.min(50, Math.max(6, length)) + 0.8 * last
    smoothLength = 0.33 * length + 0.67 * smoothLength
    period[i] = length
    smoothPeriod[i] = smoothLength
  }
  return { begin, smooth, inPhase, quadrature, period, smoothPeriod }
}

/** Hilbert transform over seven bars; the warm-up keeps `i` at 9 or more, and bars before it are zero. */
function transform(x: Float64Array, i: number): number {
  return outer * (x[i]! - x[i - 6]!) + inner * (x[i - 2]! - x[i - 4]!)
}

/** Bars the discriminator needs before MAMA, the dominant period and the phasor are given. */
export const hilbertLookback = 32

/** MESA adaptive average and its follower (J. F. Ehlers, MESA and Trading Market Cycles, 2001), first at `from + 32`. */
export function mama(x: Float64Array, fastLimit: number, slowLimit: number, from = 0): [Float64Array, Float64Array] {
  const first = from + hilbertLookback
  const adaptive = column(x.length, first)
  const following = column(x.length, first)
  const { begin, inPhase, quadrature } = hilbert(x, shortWarmup, from)
  let phaseBefore = 0
  let fast = 0
  let slow = 0
  for (let i = begin; i < x.length; i++) {
    const phase = inPhase[i] === 0 ? 0 : Math.atan(quadrature[i]! / inPhase[i]!) * degrees
    const change = Math.max(1, phaseBefore - phase)
    phaseBefore = phase
    const weight = change > 1 ? Math.max(slowLimit, fastLimit / change) : fastLimit
    fast = weight * x[i]! + (1 - weight) * fast
    slow = 0.5 * weight * fast + (1 - 0.5 * weight) * slow
    if (i < first) continue
    adaptive[i] = fast
    following[i] = slow
  }
  return [adaptive, following]
}
