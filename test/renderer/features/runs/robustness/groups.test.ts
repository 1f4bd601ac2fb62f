import { describe, expect, it } from 'vitest'
import type { Analysis } from '../../../../../core/contract/analysis.ts'
import {
  groupName,
  hoursMeanSomething,
  returnRows,
  tradeRows,
} from '../../../../../renderer/features/runs/robustness/groups.ts'
import { spanOf } from '../../../../../renderer/features/runs/robustness/interval-span.ts'

describe('groups of an analysis in words', () => {
  it('counts months and weekdays from 1, Monday first', () => {
    expect([groupName('month', 1), groupName('month', '12')]).toEqual(['Jan', 'Dec'])
    expect([groupName('weekday', 1), groupName('weekday', '7')]).toEqual(['Mon', 'Sun'])
    expect([groupName('hour', 0), groupName('hour', '15')]).toEqual(['00:00', '15:00'])
    expect(groupName('year', '2004')).toBe('2004')
  })

  it('names exits', () => {
    expect(['stopLoss', 'signal', 'open', ''].map((key) => groupName('exitReason', key))).toEqual([
      'stop loss',
      'signal',
      'still open',
      'not named',
    ])
  })

  it('names the rows of both tables, and leaves hours to bars that are shorter than a day', () => {
    const analysis = {
      returns: { month: [{ key: 2, bars: 3, totalReturn: 0.1, meanReturn: 0.03, positive: 1 }], hour: [] },
      trades: { side: [{ key: 'short', trades: 1, pnl: -5 }] },
    } as unknown as Analysis
    expect(returnRows(analysis, 'month')).toMatchObject([{ name: 'Feb', bars: 3 }])
    expect(tradeRows(analysis, 'side')).toMatchObject([{ name: 'short', pnl: -5 }])
    expect(hoursMeanSomething(analysis)).toBe(false)
  })
})

describe('an interval on its axis', () => {
  const interval = (low: number | null, estimate: number | null, high: number | null) => ({
    low,
    estimate,
    high,
    standardError: null,
  })

  it('holds zero, whichever side the interval lies on', () => {
    expect(spanOf(interval(1, 2, 4))).toEqual({ zero: 0, low: 0.25, estimate: 0.5, high: 1 })
    expect(spanOf(interval(-0.5, -0.3, -0.1))).toEqual({ zero: 1, low: 0, estimate: 0.4, high: 0.8 })
    expect(spanOf(interval(-1, 0, 3))).toEqual({ zero: 0.25, low: 0, estimate: 0.25, high: 1 })
  })

  it('is not drawn where a figure is missing or all are zero', () => {
    expect(spanOf(interval(null, 1, 2))).toBeNull()
    expect(spanOf(interval(0, 0, 0))).toBeNull()
  })
})
