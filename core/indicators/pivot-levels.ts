import type { BarStep } from './indicator.ts'
import { sessionNumber } from './session.ts'

export const pivotMethods = ['classic', 'fibonacci', 'camarilla', 'woodie'] as const

/** Of a finished session: pivot, four levels above it, nearest first, and four below. */
type Levels = readonly number[]

/** Levels the same `steps` above and below a centre. */
function around(pivot: number, centre: number, steps: readonly number[]): Levels {
  return [pivot, ...steps.map((step) => centre + step), ...steps.map((step) => centre - step)]
}

/** Floor traders' levels about a pivot. */
function floor(pivot: number, high: number, low: number): Levels {
  const range = high - low
  const third = [high + 2 * (pivot - low), low - 2 * (high - pivot)] as const
  return [
    pivot,
    2 * pivot - low,
    pivot + range,
    third[0],
    third[0] + range,
    2 * pivot - high,
    pivot - range,
    third[1],
    third[1] - range,
  ]
}

const methods: Readonly<Record<(typeof pivotMethods)[number], (high: number, low: number, close: number) => Levels>> = {
  classic: (high, low, close) => floor((high + low + close) / 3, high, low),
  fibonacci: (high, low, close) => {
    const pivot = (high + low + close) / 3
    return around(
      pivot,
      pivot,
      [0.382, 0.618, 1, Number.NaN].map((share) => share * (high - low)),
    )
  },
  camarilla: (high, low, close) => {
    return around(
      (high + low + close) / 3,
      close,
      [12, 6, 4, 2].map((part) => (1.1 * (high - low)) / part),
    )
  },
  woodie: (high, low, close) => floor((high + low + 2 * close) / 4, high, low),
}

/** Levels of the session before that of the bar, bar by bar; missing until a first session has ended. */
export function pivotStep(method: number, session: number, start: number): BarStep {
  const levelsOf = methods[pivotMethods[method] ?? 'classic']
  const numberOf = sessionNumber(session, start)
  let levels: Levels = Array.from({ length: 9 }, () => Number.NaN)
  let current: number | undefined
  let [top, bottom, last] = [0, 0, 0]
  return (high, low, close, ts) => {
    const now = numberOf(ts!)
    if (now !== current) {
      if (current !== undefined) levels = levelsOf(top, bottom, last)
      current = now
      top = high!
      bottom = low!
    }
    top = Math.max(top, high!)
    bottom = Math.min(bottom, low!)
    last = close!
    return levels
  }
}
