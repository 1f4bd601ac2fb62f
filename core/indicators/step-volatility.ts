import { root } from './range-volatility.ts'
import { lagStep } from './step-lag.ts'
import { varianceStep } from './step-moments.ts'
import { meanStep } from './step-sum.ts'

type PriceStep = (...prices: number[]) => number

/** `closeToClose`, bar by bar. */
export function closeToCloseStep(n: number): PriceStep {
  const [before, variance] = [lagStep(1), varianceStep(n, 1)]
  return (close = 0) => root((variance(Math.log(close / before(close))) * n) / (n - 1))
}

/** `parkinson`, bar by bar. */
export function parkinsonStep(n: number): PriceStep {
  const mean = meanStep(n)
  return (high = 0, low = 0) => {
    const range = Math.log(high / low)
    return root(mean(range * range) / (4 * Math.LN2))
  }
}

/** `garmanKlass`, bar by bar. */
export function garmanKlassStep(n: number): PriceStep {
  const mean = meanStep(n)
  return (open = 0, high = 0, low = 0, close = 0) => {
    const body = Math.log(close / open)
    const range = Math.log(high / low)
    return root(mean(0.5 * range * range - (2 * Math.LN2 - 1) * body * body))
  }
}

function rogersSatchellTerm(open: number, high: number, low: number, close: number): number {
  return Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open)
}

/** `rogersSatchell`, bar by bar. */
export function rogersSatchellStep(n: number): PriceStep {
  const mean = meanStep(n)
  return (open = 0, high = 0, low = 0, close = 0) => root(mean(rogersSatchellTerm(open, high, low, close)))
}

/** `yangZhang`, bar by bar. */
export function yangZhangStep(n: number): PriceStep {
  const weight = 0.34 / (1.34 + (n + 1) / (n - 1))
  const [before, overnight, session, within] = [lagStep(1), varianceStep(n, 1), varianceStep(n, 1), meanStep(n, 1)]
  return (open = 0, high = 0, low = 0, close = 0) => {
    const gap = overnight(Math.log(open / before(close)))
    const daily = ((gap + weight * session(Math.log(close / open))) * n) / (n - 1)
    return root(daily + (1 - weight) * within(rogersSatchellTerm(open, high, low, close)))
  }
}
