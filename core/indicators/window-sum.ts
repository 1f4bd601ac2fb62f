import type { Step } from './step-sum.ts'
import { slidingWindow } from './step-window.ts'

/**
 * Sum of the last `n` values, bar by bar, with the additions of `assembly/window-sum.ts`: sums over 1, 2, 4, ... rows are
 * made of two shorter ones each, and those that `n` is written with in binary are added up from the shortest on. It
 * depends on nothing but its window.
 */
export function windowSumStep(n: number): Step {
  const levels = Array.from({ length: 32 - Math.clz32(n) }, (_, k) => slidingWindow(2 ** k))
  return (x) => {
    let level = x
    let total = 0
    let done = 0
    for (let k = 0; k < levels.length; k++) {
      const width = 2 ** k
      const { values, push } = levels[k]!
      const i = push(level)
      if ((n & width) !== 0) {
        total = done === 0 ? values[i]! : total + values[i - done]!
        done += width
      }
      level += values[i - width]!
    }
    return total
  }
}
