import type { Step } from './step-sum.ts'
import { slidingWindow } from './step-window.ts'

/** The value `lag` bars before, NaN where there is none. */
export function lagStep(lag: number): Step {
  const { values, push } = slidingWindow(lag)
  return (x) => values[push(x) - lag]!
}

/** `steps`, bar by bar: size of the change from the bar before, 0 on the first. */
export function sizeStep(): Step {
  let before: number | undefined
  return (x) => {
    const size = before === undefined ? 0 : Math.abs(x - before)
    before = x
    return size
  }
}
