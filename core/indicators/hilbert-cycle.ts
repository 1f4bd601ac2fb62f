import { hilbert, type HilbertState } from './hilbert.ts'
import { column, unwritten } from './series.ts'

/** Bars before the functions of the dominant cycle's phase give a value. */
export const cycleLookback = 63
export const cycleWarmup = 37
export const radians = Math.PI / 180

/** State with the long warm-up that phase, sine wave, trendline and trend mode share. */
export function cycleState(x: Float64Array): HilbertState {
  return hilbert(x, cycleWarmup)
}

/** Whole bars in the dominant cycle. */
export function cycleBars(smoothPeriod: number): number {
  return Math.trunc(smoothPeriod + 0.5)
}

/** Phase of the dominant cycle in degrees from the state's first bar on (Ehlers 2001, ch. 9). */
export function cyclePhase(state: HilbertState): Float64Array {
  const rows = state.smooth.length
  const out = column(rows, state.begin)
  let phase = 0
  for (let i = state.begin; i < rows; i++) {
    const bars = cycleBars(state.smoothPeriod[i]!)
    let real = 0
    let imaginary = 0
    for (let k = 0; k < bars; k++) {
      const angle = (k * 2 * Math.PI) / bars
      // Bars before the first are silent: the smoother has not run there.
      const price = k <= i ? state.smooth[i - k]! : 0
      real += Math.sin(angle) * price
      imaginary += Math.cos(angle) * price
    }
    if (Math.abs(imaginary) > 0) phase = Math.atan(real / imaginary) / radians
    else if (real < 0) phase -= 90
    else if (real > 0) phase += 90
    phase += 90 + 360 / state.smoothPeriod[i]!
    if (imaginary < 0) phase += 180
    if (phase > 315) phase -= 360
    out[i] = phase
  }
  return out
}

/** Sine of the phase and of the phase 45 degrees ahead. */
export function sineWave(phase: Float64Array): [Float64Array, Float64Array] {
  const sine = unwritten(phase.length)
  const lead = unwritten(phase.length)
  for (let i = 0; i < phase.length; i++) {
    sine[i] = Math.sin(phase[i]! * radians)
    lead[i] = Math.sin((phase[i]! + 45) * radians)
  }
  return [sine, lead]
}

/** Average over the dominant cycle, smoothed with weights 4, 3, 2, 1. */
export function trendline(x: Float64Array, state: HilbertState = cycleState(x)): Float64Array {
  const out = column(x.length, state.begin)
  let last = 0
  let second = 0
  let third = 0
  for (let i = state.begin; i < x.length; i++) {
    const bars = cycleBars(state.smoothPeriod[i]!)
    let mean = 0
    for (let k = 0; k < bars; k++) mean += x[i - k]!
    if (bars > 0) mean /= bars
    out[i] = (4 * mean + 3 * last + 2 * second + third) / 10
    third = second
    second = last
    last = mean
  }
  return out
}

/** 1 while the market trends, 0 while it cycles (Ehlers 2001, ch. 11). */
export function trendMode(x: Float64Array): Float64Array {
  const state = cycleState(x)
  const phase = cyclePhase(state)
  const [sine, lead] = sineWave(phase)
  const trend = trendline(x, state)
  const out = column(x.length, cycleLookback)
  let days = 0
  for (let i = state.begin; i < x.length; i++) {
    const started = i > state.begin
    const sineBefore = started ? sine[i - 1]! : 0
    const leadBefore = started ? lead[i - 1]! : 0
    const turn = phase[i]! - (started ? phase[i - 1]! : 0)
    const length = state.smoothPeriod[i]!
    let mode = 1
    const crossed =
      (sine[i]! > lead[i]! && sineBefore <= leadBefore) || (sine[i]! < lead[i]! && sineBefore >= leadBefore)
    if (crossed) {
      days = 0
      mode = 0
    }
    days++
    if (days < 0.5 * length) mode = 0
    if (length !== 0 && turn > (0.67 * 360) / length && turn < (1.5 * 360) / length) mode = 0
    const centre = trend[i]!
    if (centre !== 0 && Math.abs((state.smooth[i]! - centre) / centre) >= 0.015) mode = 1
    if (i >= cycleLookback) out[i] = mode
  }
  return out
}
