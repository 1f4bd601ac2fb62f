import { lagStep } from './step-lag.ts'
import { demaStep, kamaStep, t3Step, temaStep, zlemaLookback } from './adaptive-averages.ts'
import { emaStep, rmaStep } from './averages.ts'
import { averageLookback, type MovingAverageName } from './moving-average.ts'
import { mamaStep } from './step-hilbert.ts'
import { meanStep, type Step, wmaStep, sumStep } from './step-sum.ts'

export function trimaStep(n: number, from = 0): Step {
  const short = Math.floor((n + 1) / 2)
  const long = n + 1 - short
  const [inner, outer] = [sumStep(short), sumStep(long, 0, short * long)]
  let count = -1
  return (x) => {
    count++
    if (count < from) return Number.NaN
    const sum = inner(x)
    return count < from + short - 1 ? Number.NaN : outer(sum)
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
