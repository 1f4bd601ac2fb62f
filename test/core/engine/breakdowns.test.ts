import { expect, it } from 'vitest'

import {
  buyAndHold,
  heldFigures,
  monthlyReturns,
  worstDrawdowns,
  yearlyReturns,
} from '../../../core/engine/breakdowns.ts'

const day = 86_400_000
const dates = ['2023-12-28', '2023-12-29', '2024-01-02', '2024-01-31', '2024-02-01', '2024-03-15'].map((text) =>
  Date.parse(text),
)
const ts = Float64Array.from(dates)
const equity = Float64Array.from([110, 120, 90, 96, 132, 66])

it('gives the returns of months and years, the first against the cash put in', () => {
  expect(monthlyReturns(ts, equity, 100)).toEqual([
    { year: 2023, month: 12, return: 120 / 100 - 1 },
    { year: 2024, month: 1, return: 96 / 120 - 1 },
    { year: 2024, month: 2, return: 132 / 96 - 1 },
    { year: 2024, month: 3, return: -0.5 },
  ])
  expect(yearlyReturns(ts, equity, 100).map((one) => [one.year, Number(one.return.toFixed(12))])).toEqual([
    [2023, 0.2],
    [2024, -0.45],
  ])
})

it('lists drawdowns from the deepest, with the way back where there was one', () => {
  expect(worstDrawdowns(ts, equity, 100)).toEqual([
    { peak: dates[4], trough: dates[5], recovery: null, depth: -0.5, days: (dates[5]! - dates[4]!) / day },
    { peak: dates[1], trough: dates[2], recovery: dates[4], depth: -0.25, days: (dates[4]! - dates[1]!) / day },
  ])
  expect(worstDrawdowns(ts, equity, 100, 1)).toHaveLength(1)
  expect(worstDrawdowns(ts, Float64Array.from([80, 90, 95, 96, 97, 99]), 100)).toMatchObject([
    { peak: dates[0], depth: 80 / 100 - 1, recovery: null },
  ])
})

it('holds from the first close', () => {
  const close = Float64Array.from([50, 60, 40])
  expect(Array.from(buyAndHold({ close }, 100))).toEqual([100, 120, 80])
  const bars = {
    rows: 3,
    ts: Float64Array.from([0, 1, 2], (year) => year * 365.25 * day),
    open: close,
    high: close,
    low: close,
    close,
    volume: close,
  }
  const held = heldFigures(bars, 100)
  expect(held.totalReturn).toBeCloseTo(-0.2, 12)
  expect(held.cagr).toBeCloseTo(Math.sqrt(0.8) - 1, 12)
  expect(held.maxDrawdown).toBeCloseTo(40 / 60 - 1, 12)
})
