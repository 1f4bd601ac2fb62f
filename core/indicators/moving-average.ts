import { dema, hma, hmaLookback, kama, t3, tema, trima, zlema, zlemaLookback } from './adaptive-averages.ts'
import { ema, rma, sma } from './averages.ts'
import { hilbertLookback, mama } from './hilbert.ts'
import { wma } from './weighted-average.ts'

/** TA-Lib's `matype` numbers, in order. */
export const movingAverageNames = [
  'sma',
  'ema',
  'wma',
  'dema',
  'tema',
  'trima',
  'kama',
  'mama',
  't3',
  'hma',
  'none',
  'default',
  'zlema',
  'rma',
] as const
export type MovingAverageName = (typeof movingAverageNames)[number]

/** Number 11 asks for the function's own usual average: `usual`. */
export function averageNamed(type: number, usual: MovingAverageName = 'sma'): MovingAverageName {
  const name = movingAverageNames[type] ?? 'sma'
  return name === 'default' ? usual : name
}

/** Values before the first average; a period of 1 smooths nothing. */
export function averageLookback(n: number, name: MovingAverageName): number {
  if (n <= 1) return 0
  switch (name) {
    case 'dema':
      return 2 * (n - 1)
    case 'tema':
      return 3 * (n - 1)
    case 't3':
      return 6 * (n - 1)
    case 'kama':
      return n
    case 'mama':
      return hilbertLookback
    case 'hma':
      return hmaLookback(n)
    case 'zlema':
      return zlemaLookback(n)
    case 'none':
      return 0
    case 'sma':
    case 'ema':
    case 'wma':
    case 'trima':
    case 'rma':
    case 'default':
      return n - 1
  }
}

/** The named average of `n` values of `x` from index `from`, first at `from + averageLookback`. */
export function average(x: Float64Array, n: number, name: MovingAverageName, from = 0): Float64Array {
  if (n <= 1) return x
  switch (name) {
    case 'none':
      return x
    case 'ema':
      return ema(x, n, from)
    case 'wma':
      return wma(x, n, from)
    case 'dema':
      return dema(x, n, from)
    case 'tema':
      return tema(x, n, from)
    case 'trima':
      return trima(x, n, from)
    case 'kama':
      return kama(x, n, from)
    case 'mama':
      return mama(x, 0.5, 0.05, from)[0]!
    case 't3':
      return t3(x, n, 0.7, from)
    case 'hma':
      return hma(x, n, from)
    case 'zlema':
      return zlema(x, n, from)
    case 'rma':
      return rma(x, n, from)
    case 'sma':
    case 'default':
      return sma(x, n, from)
  }
}

/** The named average whose first value falls on index `first`: path-dependent ones start that late on purpose. */
export function averageAt(x: Float64Array, n: number, name: MovingAverageName, first: number): Float64Array {
  return average(x, n, name, first - averageLookback(n, name))
}
