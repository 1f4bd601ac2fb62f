import { pipelined } from './pipeline.ts'
import type { Step } from './step-sum.ts'

/** Relative strength index, 0 to 100 (Wilder 1978), first at bar `n`; 0 where nothing moved. */
export function rsi(x: Float64Array, n: number): Float64Array[] {
  return pipelined([x], [['gainShare', ['in0', 'out0'], n, 1 - 1 / n]], 1)
}

/** Chande momentum oscillator with Wilder's averages, -100 to 100. */
export function cmo(x: Float64Array, n: number): Float64Array[] {
  return pipelined([x], [['gainBalance', ['in0', 'out0'], n, 1 - 1 / n]], 1)
}

/**
 * Wilder's averages of gains and of losses, bar by bar, turned into one number; both are carried as sums, twice over, as
 * only their share counts. Rows are taken in groups of four like those of `assembly/strength.ts`.
 */
function strengthStep(n: number, combine: (gain: number, loss: number) => number): Step {
  const keep = 1 - 1 / n
  const powers = [keep, keep * keep, keep * keep * keep, keep * keep * keep * keep] as const
  const grouped = (n + 4) & ~3
  let row = -1
  let before = 0
  let [gain, loss] = [0, 0]
  let [newGain, newLoss] = [0, 0]
  return (x) => {
    const moved = x - before
    before = x
    if (++row === 0) return Number.NaN
    const [up, down] = [Math.abs(moved) + moved, Math.abs(moved) - moved]
    if (row < grouped) {
      gain = (row <= n ? gain : keep * gain) + up
      loss = (row <= n ? loss : keep * loss) + down
      return gain + loss === 0 ? 0 : combine(gain, loss)
    }
    const place = row & 3
    newGain = place === 0 ? up : keep * newGain + up
    newLoss = place === 0 ? down : keep * newLoss + down
    const [allGain, allLoss] = [powers[place]! * gain + newGain, powers[place]! * loss + newLoss]
    if (place === 3) {
      gain = allGain
      loss = allLoss
    }
    return allGain + allLoss === 0 ? 0 : combine(allGain, allLoss)
  }
}

/** `rsi`, bar by bar. */
export function rsiStep(n: number): Step {
  return strengthStep(n, (gain, loss) => 100 * (gain / (gain + loss)))
}

/** `cmo`, bar by bar. */
export function cmoStep(n: number): Step {
  return strengthStep(n, (gain, loss) => 100 * ((gain - loss) / (gain + loss)))
}
