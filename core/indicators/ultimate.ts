import type { ColumnName, KernelStep } from './pipeline.ts'
import { lagStep } from './step-lag.ts'
import { windowSumStep } from './window-sum.ts'

/** A value for each of the three periods of the ultimate oscillator, the shortest first. */
export type Three = readonly [number, number, number]

/**
 * Sums over the three periods in `own3` to `own5`: those of pressure, `own0`, over those of range, `own1`. A period twice
 * as long as the one before adds up two of its sums.
 */
export function sharesOver([short, middle, long]: Three): KernelStep[] {
  const twice = (of: ColumnName, to: ColumnName, n: number): KernelStep => ['withEarlier', [of, to], n]
  const whole = (of: ColumnName, to: ColumnName, n: number): KernelStep => ['windowSum', [of, to], n]
  return [
    ['windowSum', ['own0', 'own2'], short],
    ['windowSum', ['own1', 'out1'], short],
    middle === 2 * short ? twice('own2', 'out2', short) : whole('own0', 'out2', middle),
    middle === 2 * short ? twice('out1', 'out3', short) : whole('own1', 'out3', middle),
    long === 2 * middle ? twice('out2', 'in3', middle) : whole('own0', 'in3', long),
    long === 2 * middle ? twice('out3', 'in4', middle) : whole('own1', 'in4', long),
    ['share', ['own2', 'out1', 'own3'], 1, 0],
    ['share', ['out2', 'out3', 'own4'], 1, 0],
    ['share', ['in3', 'in4', 'own5'], 1, 0],
    ['keep', ['own0'], long],
    ['keep', ['own1'], long],
    ['keep', ['own2'], short],
    ['keep', ['out1'], short],
    ['keep', ['out2'], middle],
    ['keep', ['out3'], middle],
  ]
}

/** The three sums, bar by bar. */
export function sumsOver([short, middle, long]: Three): (x: number) => Three {
  const [sums, middles, longs] = [windowSumStep(short), windowSumStep(middle), windowSumStep(long)]
  const [shortBefore, middleBefore] = [lagStep(short), lagStep(middle)]
  return (x) => {
    const first = sums(x)
    const [earlier, own] = [shortBefore(first), middles(x)]
    const second = middle === 2 * short ? first + earlier : own
    const [before, whole] = [middleBefore(second), longs(x)]
    return [first, second, long === 2 * middle ? second + before : whole]
  }
}
