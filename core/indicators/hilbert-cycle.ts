import { discriminated, longestCycle } from './hilbert.ts'
import { blockKernels } from './kernels.ts'
import { type KernelStep, pipelined } from './pipeline.ts'
import { column, unwritten } from './series.ts'

/** Bars before the functions of the dominant cycle's phase give a value. */
export const cycleLookback = 63
export const cycleWarmup = 37
export const radians = Math.PI / 180

/** Whole bars in the dominant cycle. */
export function cycleBars(smoothPeriod: number): number {
  return Math.trunc(smoothPeriod + 0.5)
}

const phase: KernelStep = ['cyclePhase', ['own0', 'own4', 'out0'], cycleWarmup]

/** Phase of the dominant cycle in degrees from bar 37 on (Ehlers 2001, ch. 9). */
export function cyclePhase(x: Float64Array): Float64Array {
  drawCircles()
  return pipelined([x], discriminated(cycleWarmup, [phase]), longestCycle)[0]!
}

let drawn: Float64Array | undefined

/** Sines and cosines of the parts of a circle, for a cycle of each length, where the kernels read them. */
function drawCircles(): void {
  const { kernel, memory } = blockKernels()
  if (drawn === memory) return
  const start = Number(kernel('circleTable')(0, 0)) / 8
  for (let bars = 0; bars < longestCycle; bars++) {
    for (let k = 0; k < bars; k++) {
      const angle = (k * 2 * Math.PI) / bars
      const at = start + 2 * (longestCycle * bars + k)
      memory[at] = Math.sin(angle)
      memory[at + 1] = Math.cos(angle)
    }
  }
  drawn = memory
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
export function trendline(x: Float64Array): Float64Array[] {
  const line: KernelStep = ['cycleLine', ['in0', 'own4', 'out0'], cycleWarmup]
  return pipelined([x], discriminated(cycleWarmup, [line]), longestCycle)
}

/** 1 while the market trends, 0 while it cycles (Ehlers 2001, ch. 11). */
export function trendMode(x: Float64Array): Float64Array {
  drawCircles()
  const line: KernelStep = ['cycleLine', ['in0', 'out1', 'out2'], cycleWarmup]
  const turns: KernelStep = ['cyclePhase', ['own0', 'out1', 'out0'], cycleWarmup]
  const smoothed: KernelStep = ['blend', ['own0', 'own0', 'out3'], 1, 0]
  const [phase, period, trend, smooth] = pipelined(
    [x],
    discriminated(cycleWarmup, [turns, line, smoothed], { period: 'out1' }),
    longestCycle,
    4,
  ) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const [sine, lead] = sineWave(phase)
  const out = column(x.length, cycleLookback)
  let days = 0
  for (let i = cycleWarmup; i < x.length; i++) {
    const started = i > cycleWarmup
    const sineBefore = started ? sine[i - 1]! : 0
    const leadBefore = started ? lead[i - 1]! : 0
    const turn = phase[i]! - (started ? phase[i - 1]! : 0)
    const length = period[i]!
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
    if (centre !== 0 && Math.abs((smooth[i]! - centre) / centre) >= 0.015) mode = 1
    if (i >= cycleLookback) out[i] = mode
  }
  return out
}
