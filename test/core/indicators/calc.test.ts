import { describe, expect, test } from 'vitest'
import { calcIndicator, paramValues } from '../../../core/indicators/calc.ts'
import type { Indicator } from '../../../core/indicators/indicator.ts'
import { findIndicator, indicators } from '../../../core/indicators/registry.ts'
import type { Bars } from '../../../core/market-data/bars.ts'

const rows = 40
const ramp = (start: number) => Float64Array.from({ length: rows }, (_, i) => start + i)
const bars: Bars = {
  rows,
  ts: ramp(0),
  open: ramp(10),
  high: ramp(12),
  low: ramp(9),
  close: ramp(11),
  volume: ramp(1000),
}

function entry(name: string): Indicator {
  const found = findIndicator(name)
  if (found === undefined) throw new Error(`no indicator ${name}`)
  return found
}

describe('calcIndicator', () => {
  test('fills defaults and takes the close where any series will do', () => {
    expect(paramValues(entry('macd'), { signalperiod: 5 })).toEqual([12, 26, 5])
    const [average] = calcIndicator(entry('sma'), bars, { timeperiod: 3 })
    expect(average!.slice(0, 4)).toEqual(Float64Array.of(Number.NaN, Number.NaN, 12, 13))
    const [ofOpen] = calcIndicator(entry('sma'), bars, { timeperiod: 3 }, bars.open)
    expect(ofOpen![2]).toBe(11)
  })

  test('a value out of range names the parameter, what was given and what is allowed', () => {
    const failure = expect.objectContaining({
      code: 'invalid-input',
      data: expect.objectContaining({ parameter: 'timeperiod', given: 0, allowed: 'a whole number from 1 to 100000' }),
    })
    expect(() => paramValues(entry('sma'), { timeperiod: 0 })).toThrow(failure)
    expect(() => paramValues(entry('sma'), { timeperiod: 2.5 })).toThrow(/timeperiod is 2\.5/)
    expect(() => paramValues(entry('sma'), { timeperiod: Number.NaN })).toThrow(/timeperiod is NaN/)
    expect(() => paramValues(entry('bbands'), { matype: 14 })).toThrow(/from 0 to 13/)
    expect(() => paramValues(entry('bbands'), { nbdevup: 2.5 })).not.toThrow()
  })

  test('an unknown parameter is refused with the names there are', () => {
    expect(() => paramValues(entry('sma'), { length: 3 })).toThrow(
      expect.objectContaining({ hint: 'It takes timeperiod.' }),
    )
    expect(() => paramValues(entry('obv'), { length: 3 })).toThrow(
      expect.objectContaining({ hint: 'obv takes no parameters.' }),
    )
  })

  test('a series of another length is refused', () => {
    expect(() => calcIndicator(entry('sma'), bars, {}, new Float64Array(3))).toThrow(/has 3 values for 40 bars/)
  })

  test('a symbol without volume has no volume indicator, rather than an error', () => {
    const dry = { ...bars, volume: new Float64Array(rows).fill(Number.NaN) }
    const [line] = calcIndicator(entry('obv'), dry, {})
    expect(line!.every((value) => Number.isNaN(value))).toBe(true)
  })
})

describe('the registry', () => {
  test('names are unique and lower case, and every entry says what a picker and the docs need', () => {
    expect(new Set(indicators.map((indicator) => indicator.name)).size).toBe(indicators.length)
    for (const indicator of indicators) {
      expect(indicator.name).toMatch(/^[a-z][a-z0-9_]*$/)
      for (const text of [indicator.title, indicator.doc, indicator.source]) expect(text).toMatch(/\S{3}/)
      expect(indicator.doc).toMatch(/\.$/)
      expect(new Set(indicator.outputs.map((output) => output.short)).size).toBe(indicator.outputs.length)
      for (const param of indicator.params) {
        expect(param.default).toBeGreaterThanOrEqual(param.min)
        expect(param.default).toBeLessThanOrEqual(param.max)
      }
    }
    expect(findIndicator('nothing')).toBeUndefined()
  })
})
