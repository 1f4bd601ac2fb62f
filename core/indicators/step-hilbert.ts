import { cycleBars, cycleLookback, cycleWarmup, radians } from './hilbert-cycle.ts'
import { inner, longestCycle, outer, shortWarmup } from './hilbert.ts'
import { slidingWindow } from './step-window.ts'

const degrees = 180 / Math.PI

interface HilbertBar {
  smooth: number
  inPhase: number
  quadrature: number
  smoothPeriod: number
}

/** `hilbert`, bar by bar. The answer is one object, written anew on each bar. */
export function hilbertStep(warmup: number, from = 0): (x: number) => HilbertBar {
  const begin = from + warmup
  const prices = slidingWindow(3)
  const [smooth, detrender, quadrature, inPhase] = [
    slidingWindow(6, 0),
    slidingWindow(6, 0),
    slidingWindow(6, 0),
    slidingWindow(6, 0),
  ]
  const now = { smooth: 0, inPhase: 0, quadrature: 0, smoothPeriod: 0 }
  let count = -1
  let i2Before = 0
  let q2Before = 0
  let re = 0
  let im = 0
  let length = 0
  return (x) => {
    const i = prices.push(x)
    count++
    if (count < begin) return now
    const price = prices.values
    const gain = 0.075 * length + 0.54
    now.smooth = (4 * x + 3 * price[i - 1]! + 2 * price[i - 2]! + price[i - 3]!) / 10
    const j = detrender.push(transform(smooth.values, smooth.push(now.smooth)) * gain)
    now.quadrature = transform(detrender.values, j) * gain
    const turned = transform(quadrature.values, quadrature.push(now.quadrature)) * gain
    now.inPhase = count - begin >= 3 ? detrender.values[j - 3]! : 0
    const q2 = 0.2 * (now.quadrature + transform(inPhase.values, inPhase.push(now.inPhase)) * gain) + 0.8 * q2Before
    const i2 = 0.2 * (now.inPhase - turned) + 0.8 * i2Before
    re = 0.2 * (i2 * i2Before + q2 * q2Before) + 0.8 * re
    im = 0.2 * (i2 * q2Before - q2 * i2Before) + 0.8 * im
    q2Before = q2
    i2Before = i2
    const last = length
    if (im !== 0 && re !== 0) length = 360 / (Math.atan(im / re) * degrees)
    length = Math.max(Math.min(length, 1.5 * last), 0.67 * last)
    length = 0.2 * Math.min(50, Math.max(6, length)) + 0.8 * last
    now.smoothPeriod = 0.33 * length + 0.67 * now.smoothPeriod
    return now
  }
}

function transform(x: Float64Array, i: number): number {
  return outer * (x[i]! - x[i - 6]!) + inner * (x[i - 2]! - x[i - 4]!)
}

/** `mama`, bar by bar; before the first value its two answers mean nothing. */
export function mamaStep(fastLimit: number, slowLimit: number, from = 0): (x: number) => readonly number[] {
  const discriminate = hilbertStep(shortWarmup, from)
  let count = -1
  let phaseBefore = 0
  let fast = 0
  let slow = 0
  return (x) => {
    const { inPhase, quadrature } = discriminate(x)
    if (++count < from + shortWarmup) return [Number.NaN, Number.NaN]
    const phase = inPhase === 0 ? 0 : Math.atan(quadrature / inPhase) * degrees
    const change = Math.max(1, phaseBefore - phase)
    phaseBefore = phase
    const weight = change > 1 ? Math.max(slowLimit, fastLimit / change) : fastLimit
    fast = weight * x + (1 - weight) * fast
    slow = 0.5 * weight * fast + (1 - 0.5 * weight) * slow
    return [fast, slow]
  }
}

interface CycleBar {
  phase: number
  smooth: number
  smoothPeriod: number
}

/** `cyclePhase`, bar by bar, with what the trend mode reads besides. */
export function cycleStep(): (x: number) => CycleBar {
  const discriminate = hilbertStep(cycleWarmup)
  const smooths = slidingWindow(longestCycle, 0)
  const now = { phase: 0, smooth: 0, smoothPeriod: 0 }
  let count = -1
  return (x) => {
    const state = discriminate(x)
    if (++count < cycleWarmup) return now
    now.smooth = state.smooth
    now.smoothPeriod = state.smoothPeriod
    const i = smooths.push(state.smooth)
    const bars = cycleBars(state.smoothPeriod)
    let real = 0
    let imaginary = 0
    for (let k = 0; k < bars; k++) {
      const angle = (k * 2 * Math.PI) / bars
      real += Math.sin(angle) * smooths.values[i - k]!
      imaginary += Math.cos(angle) * smooths.values[i - k]!
    }
    let phase = now.phase
    if (Math.abs(imaginary) > 0) phase = Math.atan(real / imaginary) / radians
    else if (real < 0) phase -= 90
    else if (real > 0) phase += 90
    phase += 90 + 360 / state.smoothPeriod
    if (imaginary < 0) phase += 180
    if (phase > 315) phase -= 360
    now.phase = phase
    return now
  }
}

/** `trendline`, bar by bar; `period` gives the smoothed period of the bar. */
export function trendlineStep(): (x: number, period: number) => number {
  const prices = slidingWindow(longestCycle)
  /** Of every fourth value, as `assembly/hilbert.ts` adds them. */
  const sums = new Float64Array(4)
  let count = -1
  let last = 0
  let second = 0
  let third = 0
  return (x, period) => {
    const i = prices.push(x)
    if (++count < cycleWarmup) return Number.NaN
    const bars = cycleBars(period)
    let mean = 0
    const whole = bars & ~3
    sums.fill(0)
    for (let k = 0; k < whole; k++) sums[k & 3]! += prices.values[i - k]!
    for (let k = whole; k < bars; k++) mean += prices.values[i - k]!
    mean += sums[0]! + sums[2]! + (sums[1]! + sums[3]!)
    if (bars > 0) mean /= bars
    const line = (4 * mean + 3 * last + 2 * second + third) / 10
    third = second
    second = last
    last = mean
    return line
  }
}

/** `trendMode`, bar by bar. */
export function trendModeStep(): (x: number) => number {
  const cycle = cycleStep()
  const centreOf = trendlineStep()
  let count = -1
  let days = 0
  let sineBefore = 0
  let leadBefore = 0
  let phaseBefore = 0
  return (x) => {
    const { phase, smooth, smoothPeriod } = cycle(x)
    const centre = centreOf(x, smoothPeriod)
    if (++count < cycleWarmup) return Number.NaN
    const sine = Math.sin(phase * radians)
    const lead = Math.sin((phase + 45) * radians)
    const turn = phase - phaseBefore
    let mode = 1
    if ((sine > lead && sineBefore <= leadBefore) || (sine < lead && sineBefore >= leadBefore)) {
      days = 0
      mode = 0
    }
    days++
    if (days < 0.5 * smoothPeriod) mode = 0
    if (smoothPeriod !== 0 && turn > (0.67 * 360) / smoothPeriod && turn < (1.5 * 360) / smoothPeriod) mode = 0
    if (centre !== 0 && Math.abs((smooth - centre) / centre) >= 0.015) mode = 1
    sineBefore = sine
    leadBefore = lead
    phaseBefore = phase
    return count < cycleLookback ? Number.NaN : mode
  }
}
