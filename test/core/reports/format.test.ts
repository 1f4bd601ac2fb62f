import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  describeTimeframe,
  formatCount,
  formatDate,
  formatNumber,
  formatPercent,
  formatReturn,
  formatShort,
  formatSigned,
  formatTime,
  priceDecimals,
} from '../../../core/reports/format.ts'

describe('numbers as text', () => {
  test('write true minus, explicit plus, em dash and thousands', () => {
    expect(formatReturn(4.5611)).toBe('+456.11%')
    expect(formatReturn(-0.3029)).toBe('\u221230.29%')
    expect(formatReturn(0)).toBe('0.0%')
    expect(formatReturn(null)).toBe('\u2014')
    expect(formatReturn(Number.NaN)).toBe('\u2014')
    expect(formatPercent(0.561, 1)).toBe('56.1%')
    expect(formatSigned(133_802.52)).toBe('+133,802.52')
    expect(formatSigned(-0.00001)).toBe('\u22120.00')
    expect(formatNumber(-0.001)).toBe('0.00')
    expect(formatNumber(11_286, 0)).toBe('11,286')
    expect(formatNumber(Number.POSITIVE_INFINITY)).toBe('\u221E')
    expect(formatNumber(-1.005, 3)).toBe('\u22121.005')
    expect(formatCount(undefined)).toBe('\u2014')
    expect(formatShort(800_000)).toBe('800K')
    expect(formatShort(-1_250_000)).toBe('\u22121.25M')
  })

  test('never write a hyphen, not-a-number or infinity as words', () => {
    fc.assert(
      fc.property(fc.double(), fc.integer({ min: 0, max: 8 }), (value, decimals) => {
        for (const text of [
          formatNumber(value, decimals),
          formatSigned(value, decimals),
          formatReturn(value, decimals),
          formatPercent(value, decimals),
        ])
          expect(text).not.toMatch(/-|NaN|Infinity|undefined/)
      }),
    )
  })

  test('keep the digits that a price has', () => {
    expect(priceDecimals([100, 104.06])).toBe(2)
    expect(priceDecimals([1.07219, 1.0726])).toBe(5)
    expect(priceDecimals([46_319, 46_385.5])).toBe(2)
    expect(priceDecimals([0.00001234])).toBe(8)
    expect(priceDecimals([])).toBe(2)
  })
})

describe('times as text', () => {
  test('show the day for daily bars, the minute within a day, always UTC', () => {
    const ms = Date.UTC(2012, 1, 3, 4, 5, 6)
    expect(formatTime(ms, '1d')).toBe('2012-02-03')
    expect(formatTime(ms, '1mo')).toBe('2012-02-03')
    expect(formatTime(ms, '15m')).toBe('2012-02-03 04:05')
    expect(formatTime(ms, '10s')).toBe('2012-02-03 04:05:06')
    expect(formatDate(null)).toBe('\u2014')
    expect(formatDate(8.64e15 + 1)).toBe('\u2014')
    expect(describeTimeframe('1d')).toBe('Daily bars')
    expect(describeTimeframe('15m')).toBe('15-minute bars')
    expect(describeTimeframe('1mo')).toBe('Monthly bars')
  })
})
