import { demaStep, t3Step, temaStep } from './adaptive-averages.ts'
import { emaStep, rmaStep } from './averages.ts'
import { zlemaLookback } from './adaptive-averages.ts'
import { averageLookback, type MovingAverageName } from './moving-average.ts'
import { mamaStep } from './step-hilbert.ts'
import { meanStep, type Step, sumStep, wmaStep } from './step-sum.ts'
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

export function trimaStep(n: number, from = 0): Step {
  const short = Math.floor((n + 1) / 2)
  const [inner, outer] = [meanStep(short, from), meanStep(n + 1 - short, from + short - 1)]
  return (x) => outer(inner(x))
}

export function kamaStep(n: number, from = 0): Step {
  const first = from + n
  const [size, path, before] = [sizeStep(), sumStep(n, from + 1), lagStep(n)]
  const slowest = 2 / 31
  const span = 2 / 3 - slowest
  let count = -1
  let value = Number.NaN
  return (x) => {
    count++
    const way = path(size(x))
    const net = x - before(x)
    if (count < first) {
      value = x
      return Number.NaN
    }
    const efficiency = way <= net || way === 0 ? 1 : Math.abs(net / way)
    const weight = (efficiency * span + slowest) ** 2
    value += (x - value) * weight
    return value
  }
}

export function hmaStep(n: number, from = 0): Step {
  if (n <= 1) return wmaStep(1, from)
  const half = wmaStep(Math.floor(n / 2), from)
  const whole = wmaStep(n, from)
  const outer = wmaStep(Math.floor(Math.sqrt(n)), from + n - 1)
  return (x) => outer(2 * half(x) - whole(x))
}

export function zlemaStep(n: number, from = 0): Step {
  const lag = zlemaLookback(n) - (n - 1)
  const [before, outer] = [lagStep(lag), emaStep(n, from + lag)]
  return (x) => outer(2 * x - before(x))
}

/** `average`, bar by bar. */
export function averageStep(n: number, name: MovingAverageName, from = 0): Step {
  if (n <= 1) return (x) => x
  switch (name) {
    case 'none':
      return (x) => x
    case 'ema':
      return emaStep(n, from)
    case 'wma':
      return wmaStep(n, from)
    case 'dema':
      return demaStep(n, from)
    case 'tema':
      return temaStep(n, from)
    case 'trima':
      return trimaStep(n, from)
    case 'kama':
      return kamaStep(n, from)
    case 'mama': {
      const step = mamaStep(0.5, 0.05, from)
      return (x) => step(x)[0]!
    }
    case 't3':
      return t3Step(n, 0.7, from)
    case 'hma':
      return hmaStep(n, from)
    case 'zlema':
      return zlemaStep(n, from)
    case 'rma':
      return rmaStep(n, from)
    case 'sma':
    case 'default':
      return meanStep(n, from)
  }
}

/** `averageAt`, bar by bar. */
export function averageAtStep(n: number, name: MovingAverageName, first: number): Step {
  return averageStep(n, name, first - averageLookback(n, name))
}
