import type { QualityReport } from '../contract/quality.ts'
import { isoDay } from '../calendars/days.ts'
import type { Totals } from './scan.ts'
import type { Expectation } from './sessions.ts'
import type { BarGrid } from './timeframe.ts'

/** Bars present and expected in each calendar month between the first and the last bar. Empty for series without slots. */
export function coverageByMonth(
  totals: Totals,
  grid: BarGrid,
  expectation: Expectation | null,
): QualityReport['coverage'] {
  const keys = [...totals.slots.keys()]
  if (keys.length === 0 || grid.slot === 'none') return []
  const months = new Map<string, { present: number; expected: number }>()
  let [lastDay, lastMonth] = [Number.NaN, '']
  const monthAt = (slot: number): string => {
    if (grid.slot === 'month')
      return `${1970 + Math.floor(slot / 12)}-${String((((slot % 12) + 12) % 12) + 1).padStart(2, '0')}`
    const day = expectation ? expectation.dayOfSlot(slot) : slot * 7
    if (day !== lastDay) [lastDay, lastMonth] = [day, isoDay(day).slice(0, 7)]
    return lastMonth
  }
  const expected = expectation ? expectation.expected : () => 1
  for (let slot = keys[0]!; slot <= keys.at(-1)!; slot++) {
    const key = monthAt(slot)
    let month = months.get(key)
    if (!month) months.set(key, (month = { present: 0, expected: 0 }))
    month.present += totals.slots.get(slot) ?? 0
    month.expected += expected(slot)
  }
  return [...months].map(([month, counts]) => ({ month, ...counts }))
}
