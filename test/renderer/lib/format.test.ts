import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as format from '../../../renderer/lib/format.ts'

describe('numbers', () => {
  it('sets a true minus, thousands commas and the asked decimals', () => {
    expect(format.number(-1234.5)).toBe('−1,234.50')
    expect(format.number(22351900, 0)).toBe('22,351,900')
    expect(format.percent(-0.3029)).toBe('−30.29%')
  })

  it('sets an explicit plus on returns only', () => {
    expect(format.signedPercent(4.5611)).toBe('+456.11%')
    expect([-0.3, 0, 0.005, -0.0025, 0.07].map(format.tickPercent)).toEqual(['−30%', '0%', '0.5%', '−0.25%', '7%'])
    expect(format.percent(4.5611)).toBe('456.11%')
    expect(format.signed(-92.66)).toBe('−92.66')
  })

  it('shows a dash for what does not exist and zero for a real zero', () => {
    for (const missing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(format.signedPercent(missing)).toBe('—')
    expect(format.number(0, 1)).toBe('0.0')
    expect(format.signed(0)).toBe('0.00')
  })

  it('gives no sign to what rounds to zero', () => {
    expect(format.number(-0.004)).toBe('0.00')
    expect(format.signed(0.004)).toBe('0.00')
    expect(format.number(-0)).toBe('0.00')
  })

  it('keeps every finite number readable back', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 8 }), (value, digits) => {
        const back = Number(format.number(value, digits).replaceAll(',', '').replace('−', '-'))
        expect(Math.abs(back - value)).toBeLessThanOrEqual(0.5 * 10 ** -digits * (1 + 1e-6) + Math.abs(value) * 1e-12)
      }),
    )
  })
})

describe('sizes and times', () => {
  it('shortens money above a hundred thousand', () => {
    expect(format.compact(1_240_000)).toBe('1.24M')
    expect(format.compact(-152_300)).toBe('−152.3K')
    expect(format.compact(58_280)).toBe('58,280')
  })

  it('tells files from memory', () => {
    expect(format.bytes(95_600)).toBe('95.6 KB')
    expect(format.memory(4096 * 2 ** 20)).toBe('4.0 GB')
  })

  it('writes bar dates in UTC and leaves out midnight', () => {
    expect(format.date(Date.UTC(2004, 7, 19))).toBe('2004-08-19')
    expect(format.dateTime(Date.UTC(2004, 7, 19))).toBe('2004-08-19')
    expect(format.dateTime(Date.UTC(2022, 0, 31, 9, 5))).toBe('2022-01-31 09:05')
  })

  it('says today and yesterday by the calendar, not by 24 hours', () => {
    const now = new Date(2026, 2, 10, 0, 30).getTime()
    expect(format.when(new Date(2026, 2, 10, 0, 5).getTime(), now)).toBe('Today 00:05')
    expect(format.when(new Date(2026, 2, 9, 23, 55).getTime(), now)).toBe('Yesterday 23:55')
    expect(format.when(new Date(2026, 2, 8, 23, 55).getTime(), now)).toBe('2026-03-08 23:55')
  })

  it('shows fewer decimals of a large price than its tick has', () => {
    expect(format.priceDecimals(1469.25, 6)).toBe(2)
    expect(format.priceDecimals(1.30215, 5)).toBe(5)
  })
})
