import { describe, expect, test } from 'vitest'
import { calcIndicator } from '../../../core/indicators/calc.ts'
import { findIndicator } from '../../../core/indicators/registry.ts'
import { rollingMax, rollingMin } from '../../../core/indicators/rolling-extreme.ts'
import { rollingVariance } from '../../../core/indicators/rolling-variance.ts'
import type { Bars } from '../../../core/market-data/bars.ts'

const rows = 120

/** Bars whose middle follows `level`, with a range of `above` and `below` around it. */
function barsOf(level: (i: number) => number, above = 1, below = 1): Bars {
  const at = (f: (i: number) => number) => Float64Array.from({ length: rows }, (_, i) => f(i))
  return {
    rows,
    ts: at((i) => i * 60_000),
    open: at((i) => level(Math.max(0, i - 1))),
    high: at((i) => Math.max(level(i), level(Math.max(0, i - 1))) + above),
    low: at((i) => Math.min(level(i), level(Math.max(0, i - 1))) - below),
    close: at(level),
    volume: at((i) => 100 + ((i * 37) % 50)),
  }
}

const ramp = barsOf((i) => 50 + 2 * i)
const flat = barsOf(() => 42.42, 0, 0)
const alternating = barsOf((i) => (i % 2 === 0 ? 10 : 12))
const wave = barsOf((i) => 100 + 10 * Math.sin(i / 5) + ((i * i) % 7))

function calc(name: string, bars: Bars, params: Record<string, number> = {}): Float64Array[] {
  return calcIndicator(findIndicator(name)!, bars, params)
}

/** A value a bar from `first` on, worked out from the bars up to it, as the definition says and without any carrying. */
function byHand(first: number, f: (i: number) => number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => (i < first ? Number.NaN : f(i)))
}

/** Bars on which the two differ by more than 1e-9 of their size, as text; none where they agree. */
function apart(actual: Float64Array | undefined, expected: Float64Array): string[] {
  const far = [...expected.keys()].filter((i) => {
    const same = Number.isNaN(expected[i]!) && Number.isNaN(actual![i]!)
    return !same && !(Math.abs(actual![i]! - expected[i]!) <= 1e-9 * Math.max(1, Math.abs(expected[i]!)))
  })
  return far.map((i) => `[${i}] ${actual![i]} for ${expected[i]}`)
}

const last = (x: Float64Array, i: number, n: number) => Array.from(x.subarray(i - n + 1, i + 1))
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const mean = (values: number[]) => sum(values) / values.length
const deviation = (values: number[]) => Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))

/** Exponential weights written out: the seed and every later value with its own power. */
function exponential(x: number[], n: number, weight: number): number {
  const seed = mean(x.slice(0, n))
  const later = x.slice(n)
  const decay = 1 - weight
  return seed * decay ** later.length + sum(later.map((value, k) => value * weight * decay ** (later.length - 1 - k)))
}

function ranges(bars: Bars, i: number): number[] {
  return Array.from({ length: i }, (_, k) => {
    const before = bars.close[k]!
    const [top, bottom] = [bars.high[k + 1]!, bars.low[k + 1]!]
    return Math.max(top, before) - Math.min(bottom, before)
  })
}

describe('closed forms', () => {
  test('averages of a ramp trail it by their mean age', () => {
    expect(
      apart(
        calc('sma', ramp, { timeperiod: 9 })[0],
        byHand(8, (i) => ramp.close[i]! - 2 * 4),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('wma', ramp, { timeperiod: 9 })[0],
        byHand(8, (i) => ramp.close[i]! - (2 * 8) / 3),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('ema', ramp, { timeperiod: 9 })[0],
        byHand(8, (i) => ramp.close[i]! - 2 * 4),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('dema', ramp, { timeperiod: 9 })[0],
        byHand(16, (i) => ramp.close[i]!),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('tema', ramp, { timeperiod: 9 })[0],
        byHand(24, (i) => ramp.close[i]!),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('trima', ramp, { timeperiod: 9 })[0],
        byHand(8, (i) => ramp.close[i]! - 2 * 4),
      ),
    ).toEqual([])
  })

  test('a ramp has full strength, a constant momentum and a straight regression', () => {
    expect(
      apart(
        calc('rsi', ramp)[0],
        byHand(14, () => 100),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('cmo', ramp)[0],
        byHand(14, () => 100),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('mom', ramp, { timeperiod: 7 })[0],
        byHand(7, () => 14),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('linearreg_slope', ramp)[0],
        byHand(13, () => 2),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('tsf', ramp)[0],
        byHand(13, (i) => ramp.close[i]! + 2),
      ),
    ).toEqual([])
    const [line, signal, hist] = calc('macd', ramp)
    expect(
      apart(
        line,
        byHand(33, () => 2 * (12.5 - 5.5)),
      ),
    ).toEqual([])
    expect(
      apart(
        signal,
        byHand(33, () => 14),
      ),
    ).toEqual([])
    expect(
      apart(
        hist,
        byHand(33, () => 0),
      ),
    ).toEqual([])
    // The first two bars of the ramp share their low, and the later one counts.
    expect(
      apart(
        calc('aroonosc', ramp)[0],
        byHand(14, (i) => (i === 14 ? 1300 / 14 : 100)),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('er', ramp)[0],
        byHand(10, () => 1),
      ),
    ).toEqual([])
  })

  test('a price that does not move has no deviation, no range and no strength, to the last bit', () => {
    for (const [name, value] of [
      ['sma', 42.42],
      ['ema', 42.42],
      ['wma', 42.42],
      ['kama', 42.42],
      ['stddev', 0],
      ['var', 0],
      ['rsi', 0],
      ['cci', 0],
      ['atr', 0],
      ['roc', 0],
    ] as const) {
      const [column] = calc(name, flat)
      expect([name, ...new Set(column!.filter((entry) => !Number.isNaN(entry)))]).toEqual([name, value])
    }
    const [upper, middle, lower] = calc('bbands', flat)
    expect([upper![119], middle![119], lower![119]]).toEqual([42.42, 42.42, 42.42])
  })

  test('an alternating price: the deviation is half the step, on-balance volume adds and takes away', () => {
    expect(
      apart(
        calc('stddev', alternating, { timeperiod: 4 })[0],
        byHand(3, () => 1),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('sma', alternating, { timeperiod: 4 })[0],
        byHand(3, () => 11),
      ),
    ).toEqual([])
    const volume = alternating.volume
    expect(
      apart(
        calc('obv', alternating)[0],
        byHand(
          0,
          (i) => volume[0]! + sum(Array.from({ length: i }, (_, k) => (k % 2 === 0 ? 1 : -1) * volume[k + 1]!)),
        ),
      ),
    ).toEqual([])
  })
})

describe('written out from the definition, bar by bar', () => {
  const { open, high, low, close, volume } = wave
  const closes = Array.from(close)

  test('averages', () => {
    expect(
      apart(
        calc('sma', wave, { timeperiod: 11 })[0],
        byHand(10, (i) => mean(last(close, i, 11))),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('ema', wave, { timeperiod: 11 })[0],
        byHand(10, (i) => exponential(closes.slice(0, i + 1), 11, 2 / 12)),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('rma', wave, { timeperiod: 11 })[0],
        byHand(10, (i) => exponential(closes.slice(0, i + 1), 11, 1 / 11)),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('wma', wave, { timeperiod: 11 })[0],
        byHand(10, (i) => sum(last(close, i, 11).map((value, k) => value * (k + 1))) / 66),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('vwma', wave, { timeperiod: 11 })[0],
        byHand(
          10,
          (i) => sum(last(close, i, 11).map((value, k) => value * volume[i - 10 + k]!)) / sum(last(volume, i, 11)),
        ),
      ),
    ).toEqual([])
  })

  test('extremes, sums and deviations', () => {
    expect(
      apart(
        calc('max', wave, { timeperiod: 8 })[0],
        byHand(7, (i) => Math.max(...last(close, i, 8))),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('min', wave, { timeperiod: 8 })[0],
        byHand(7, (i) => Math.min(...last(close, i, 8))),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('sum', wave, { timeperiod: 8 })[0],
        byHand(7, (i) => sum(last(close, i, 8))),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('stddev', wave, { timeperiod: 8 })[0],
        byHand(7, (i) => deviation(last(close, i, 8))),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('var', wave, { timeperiod: 8 })[0],
        byHand(7, (i) => deviation(last(close, i, 8)) ** 2),
      ),
    ).toEqual([])
    const [upper, middle, lower] = calc('donchian', wave, { timeperiod: 8 })
    const top = byHand(7, (i) => Math.max(...last(high, i, 8)))
    const bottom = byHand(7, (i) => Math.min(...last(low, i, 8)))
    expect(apart(upper, top)).toEqual([])
    expect(apart(lower, bottom)).toEqual([])
    expect(
      apart(
        middle,
        top.map((value, i) => (value + bottom[i]!) / 2),
      ),
    ).toEqual([])
  })

  test('extremes over short and long windows, around a missing value', () => {
    const x = Float64Array.from({ length: 400 }, (_, i) => (i === 170 ? Number.NaN : Math.round(50 * Math.sin(i * i))))
    for (const n of [2, 10, 64, 65, 100]) {
      const [top, bottom] = [rollingMax(x, n), rollingMin(x, n)]
      const windows = Array.from({ length: 400 - n + 1 }, (_, k) => Array.from(x.subarray(k, k + n)))
      expect(Array.from(top.subarray(n - 1))).toEqual(windows.map((values) => Math.max(...values)))
      expect(Array.from(bottom.subarray(n - 1))).toEqual(windows.map((values) => Math.min(...values)))
    }
  })

  test('a variance keeps its digits far from zero and after a spike has left the window', () => {
    for (const [offset, spike] of [
      [1e7, 0],
      [0, 1e6],
      [123.456, 1e9],
      [-5e8, 1e10],
    ] as const) {
      const x = Float64Array.from({ length: 600 }, (_, i) => offset + Math.sin(i * i) + (i % 200 === 50 ? spike : 0))
      for (const n of [2, 7, 40, 150]) {
        const variance = rollingVariance(x, n)
        const far = [...x.keys()].slice(n - 1).filter((i) => {
          // Two passes over distances from the window's first value, which are exact or nearly so.
          const distances = last(x, i, n).map((value) => value - x[i - n + 1]!)
          const expected = mean(distances.map((value) => (value - mean(distances)) ** 2))
          return !(Math.abs(variance[i]! - expected) <= 1e-9 * expected)
        })
        expect({ offset, spike, n, far }).toEqual({ offset, spike, n, far: [] })
      }
    }
  })

  test('bollinger bands and commodity channel', () => {
    const [upper, , lower] = calc('bbands', wave, { timeperiod: 8, nbdevup: 1.5, nbdevdn: 2.5 })
    expect(
      apart(
        upper,
        byHand(7, (i) => mean(last(close, i, 8)) + 1.5 * deviation(last(close, i, 8))),
      ),
    ).toEqual([])
    expect(
      apart(
        lower,
        byHand(7, (i) => mean(last(close, i, 8)) - 2.5 * deviation(last(close, i, 8))),
      ),
    ).toEqual([])
    const typical = close.map((value, i) => (value + high[i]! + low[i]!) / 3)
    expect(
      apart(
        calc('cci', wave, { timeperiod: 8 })[0],
        byHand(7, (i) => {
          const values = last(typical, i, 8)
          return (typical[i]! - mean(values)) / (0.015 * mean(values.map((value) => Math.abs(value - mean(values)))))
        }),
      ),
    ).toEqual([])
  })

  test('strength, true range and stochastic', () => {
    const moves = (i: number, sign: number) =>
      Array.from({ length: i }, (_, k) => Math.max(0, sign * (close[k + 1]! - close[k]!)))
    expect(
      apart(
        calc('rsi', wave, { timeperiod: 6 })[0],
        byHand(6, (i) => {
          const gain = exponential(moves(i, 1), 6, 1 / 6)
          const loss = exponential(moves(i, -1), 6, 1 / 6)
          return 100 - 100 / (1 + gain / loss)
        }),
      ),
    ).toEqual([])
    expect(
      apart(
        calc('atr', wave, { timeperiod: 6 })[0],
        byHand(6, (i) => exponential(ranges(wave, i), 6, 1 / 6)),
      ),
    ).toEqual([])
    const fastK = (i: number) => {
      const bottom = Math.min(...last(low, i, 5))
      return (100 * (close[i]! - bottom)) / (Math.max(...last(high, i, 5)) - bottom)
    }
    const slowK = (i: number) => mean([fastK(i), fastK(i - 1), fastK(i - 2)])
    const [k, d] = calc('stoch', wave)
    expect(apart(k, byHand(8, slowK))).toEqual([])
    expect(
      apart(
        d,
        byHand(8, (i) => mean([slowK(i), slowK(i - 1), slowK(i - 2)])),
      ),
    ).toEqual([])
  })

  test('directional movement', () => {
    const n = 5
    const summed = (values: number[]) => {
      // Wilder's running sum is n times his average of all but the first n - 1 values, which are added up as they are.
      return values.slice(n - 1).reduce((total, value) => total - total / n + value, sum(values.slice(0, n - 1)))
    }
    const part = (i: number, sign: number) =>
      Array.from({ length: i }, (_, k) => {
        const up = high[k + 1]! - high[k]!
        const down = low[k]! - low[k + 1]!
        const [own, other] = sign > 0 ? [up, down] : [down, up]
        return own > 0 && own > other ? own : 0
      })
    const plus = (i: number) => (100 * summed(part(i, 1))) / summed(ranges(wave, i))
    const minus = (i: number) => (100 * summed(part(i, -1))) / summed(ranges(wave, i))
    expect(apart(calc('plus_di', wave, { timeperiod: n })[0], byHand(n, plus))).toEqual([])
    expect(apart(calc('minus_di', wave, { timeperiod: n })[0], byHand(n, minus))).toEqual([])
    const index = (i: number) => (100 * Math.abs(plus(i) - minus(i))) / (plus(i) + minus(i))
    const indexes = (i: number) => Array.from({ length: i - n + 1 }, (_, k) => index(n + k))
    expect(
      apart(
        calc('adx', wave, { timeperiod: n })[0],
        byHand(2 * n - 1, (i) => exponential(indexes(i), n, 1 / n)),
      ),
    ).toEqual([])
  })

  test('supertrend turns on a close beyond the held band', () => {
    const expected = byHand(7, () => 0)
    let [upper, lower, side] = [Infinity, -Infinity, 1]
    for (let i = 7; i < rows; i++) {
      const width = 2 * exponential(ranges(wave, i), 7, 1 / 7)
      const middle = (high[i]! + low[i]!) / 2
      upper = i === 7 || close[i - 1]! > upper ? middle + width : Math.min(upper, middle + width)
      lower = i === 7 || close[i - 1]! < lower ? middle - width : Math.max(lower, middle - width)
      if (i > 7 && side === 1 && close[i]! < lower) side = -1
      else if (i > 7 && side === -1 && close[i]! > upper) side = 1
      expected[i] = side === 1 ? lower : upper
    }
    const [band, trend] = calc('supertrend', wave, { timeperiod: 7, multiplier: 2 })
    expect(apart(band, expected)).toEqual([])
    expect(new Set(trend!.slice(7))).toEqual(new Set([1, -1]))
  })

  test('candles: engulfing, doji and hammer drawn by hand', () => {
    const draw = (...candles: [number, number, number, number][]): Bars => {
      const padding = Array.from({ length: 12 }, (_, i): [number, number, number, number] =>
        i % 2 === 0 ? [20, 24, 19, 23] : [23, 24, 19, 20],
      )
      const all = [...padding, ...candles]
      const column = (k: number) => Float64Array.from(all, (candle) => candle[k]!)
      return {
        rows: all.length,
        ts: column(0),
        open: column(0),
        high: column(1),
        low: column(2),
        close: column(3),
        volume: column(0),
      }
    }
    const final = (name: string, bars: Bars) => calc(name, bars)[0]!.at(-1)
    const engulfing = draw([22, 22.5, 20.5, 21], [20.8, 23, 20.5, 22.4])
    expect(final('cdlengulfing', engulfing)).toBe(100)
    expect(final('cdlengulfing', draw([22, 22.5, 20.5, 21], [21, 23, 20.5, 22.4]))).toBe(80)
    expect(final('cdlengulfing', draw([22, 22.5, 20.5, 21], [21.2, 23, 20.5, 22.4]))).toBe(0)
    expect(final('cdldoji', draw([22, 24, 20, 22.1]))).toBe(100)
    expect(final('cdldoji', engulfing)).toBe(0)
    expect(final('cdlhammer', draw([21, 21.5, 19, 20], [19.5, 20.05, 17, 20]))).toBe(100)
  })

  test('inputs of the test are real bars', () => {
    expect(
      [...close.keys()].every(
        (i) => high[i]! >= Math.max(open[i]!, close[i]!) && low[i]! <= Math.min(open[i]!, close[i]!),
      ),
    ).toBe(true)
  })
})
