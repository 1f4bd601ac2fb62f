import { describe, expect, it } from 'vitest'
import { languageFunctions } from '../../../core/strategy/functions.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { differences, numbersOf, randomBars, truthsOf } from './evaluating.ts'

const missing = Number.NaN
const total = (w: number[]): number => w.reduce((a, b) => a + b, 0)
const average = (w: number[]): number => total(w) / w.length
const spread = (w: number[], power: number): number => total(w.map((v) => (v - average(w)) ** power))
const deviation = (w: number[]): number => Math.sqrt(spread(w, 2) / (w.length - 1))
const varies = (w: number[]): boolean => new Set(w).size > 1
const ordered = (w: number[]): number[] => [...w].sort((a, b) => a - b)

function quantileOf(w: number[], q: number): number {
  const s = ordered(w)
  const at = (s.length - 1) * q
  const floor = Math.floor(at)
  return floor + 1 < s.length ? s[floor]! * (1 - (at - floor)) + s[floor + 1]! * (at - floor) : s[floor]!
}

function line(w: number[]): { slope: number; explained: number } {
  const n = w.length
  const mx = (n - 1) / 2
  let sxy = 0
  let sxx = 0
  w.forEach((v, k) => {
    sxy += (k - mx) * (v - average(w))
    sxx += (k - mx) ** 2
  })
  return { slope: sxy / sxx, explained: sxy ** 2 / (sxx * spread(w, 2)) }
}

function skewness(w: number[]): number {
  const n = w.length
  return varies(w) ? (n / ((n - 1) * (n - 2))) * total(w.map((v) => ((v - average(w)) / deviation(w)) ** 3)) : missing
}

function kurtosis(w: number[]): number {
  const n = w.length
  if (!varies(w)) return missing
  const fourth = total(w.map((v) => ((v - average(w)) / deviation(w)) ** 4))
  return ((n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3))) * fourth - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3))
}

function covariance(x: number[], y: number[]): number {
  return total(x.map((v, k) => (v - average(x)) * (y[k]! - average(y)))) / (x.length - 1)
}

/** One value a window of the last n, missing where the window is short or holds a missing value. */
function over(n: number, f: (w: number[], i: number) => number): (b: Bars) => number[] {
  return (b) =>
    Array.from(b.close, (_, i) => {
      const w = i < n - 1 ? [missing] : Array.from(b.close.subarray(i - n + 1, i + 1))
      return w.some(Number.isNaN) ? missing : f(w, i)
    })
}

function pairs(n: number, f: (x: number[], y: number[]) => number): (b: Bars) => number[] {
  return (b) =>
    Array.from(b.close, (_, i) => {
      const cut = (c: Float64Array): number[] => (i < n - 1 ? [missing] : Array.from(c.subarray(i - n + 1, i + 1)))
      return [...cut(b.close), ...cut(b.volume)].some(Number.isNaN) ? missing : f(cut(b.close), cut(b.volume))
    })
}

const each =
  (f: (b: Bars, i: number) => number) =>
  (b: Bars): number[] =>
    Array.from({ length: b.rows }, (_, i) => f(b, i))
const last = (n: number, i: number, f: (k: number) => boolean): boolean[] =>
  Array.from({ length: n }, (_, k) => i - k >= 0 && f(i - k))
const up =
  (b: Bars) =>
  (i: number): boolean =>
    b.close[i]! > b.open[i]!

/** Every function of the language, each written again in the plainest way. */
const numbers: readonly [string, (b: Bars) => number[]][] = [
  ['open + high * low - close', each((b, i) => b.open[i]! + b.high[i]! * b.low[i]! - b.close[i]!)],
  [
    '-(close / (open - high))',
    each((b, i) => (b.open[i] === b.high[i] ? missing : -(b.close[i]! / (b.open[i]! - b.high[i]!)))),
  ],
  ['close % 7', each((b, i) => b.close[i]! - 7 * Math.trunc(b.close[i]! / 7))],
  ['close % (open - open)', each(() => missing)],
  ['hl2', each((b, i) => (b.high[i]! + b.low[i]!) / 2)],
  ['hlc3', each((b, i) => (b.high[i]! + b.low[i]! + b.close[i]!) / 3)],
  ['ohlc4', each((b, i) => (b.open[i]! + b.high[i]! + b.low[i]! + b.close[i]!) / 4)],
  ['returns', each((b, i) => (i === 0 ? missing : b.close[i]! / b.close[i - 1]! - 1))],
  ['logret', each((b, i) => (i === 0 ? missing : Math.log(b.close[i]!) - Math.log(b.close[i - 1]!)))],
  ['abs(open - close)', each((b, i) => Math.abs(b.open[i]! - b.close[i]!))],
  [
    'sign(open - close)',
    each((b, i) =>
      Number.isNaN(b.close[i]!) ? missing : b.open[i]! > b.close[i]! ? 1 : b.open[i]! < b.close[i]! ? -1 : 0,
    ),
  ],
  ['sqrt(open - close)', each((b, i) => (b.open[i]! < b.close[i]! ? missing : Math.sqrt(b.open[i]! - b.close[i]!)))],
  ['log(open - close)', each((b, i) => (b.open[i]! > b.close[i]! ? Math.log(b.open[i]! - b.close[i]!) : missing))],
  ['exp(close - open)', each((b, i) => Math.exp(b.close[i]! - b.open[i]!))],
  ['exp(close * 100)', each((b, i) => (b.close[i]! * 100 > 709.7 ? missing : Math.exp(b.close[i]! * 100)))],
  ['floor(close)', each((b, i) => Math.floor(b.close[i]!))],
  ['ceil(close)', each((b, i) => Math.ceil(b.close[i]!))],
  ['round(close, 1)', each((b, i) => Math.round(b.close[i]! * 10) / 10)],
  ['round(close)', each((b, i) => Math.round(b.close[i]!))],
  ['pow(close, 0)', each((b, i) => (Number.isNaN(b.close[i]!) ? missing : 1))],
  ['pow(close, 2)', each((b, i) => b.close[i]! * b.close[i]!)],
  ['pow(open - close, -1)', each((b, i) => (b.open[i] === b.close[i] ? missing : 1 / (b.open[i]! - b.close[i]!)))],
  [
    'max(open, close)',
    each((b, i) => (Number.isNaN(b.close[i]!) ? missing : b.open[i]! > b.close[i]! ? b.open[i]! : b.close[i]!)),
  ],
  [
    'min(open, close)',
    each((b, i) => (Number.isNaN(b.close[i]!) ? missing : b.open[i]! < b.close[i]! ? b.open[i]! : b.close[i]!)),
  ],
  ['clamp(close, low + 0.2, open)', each((b, i) => Math.min(Math.max(b.close[i]!, b.low[i]! + 0.2), b.open[i]!))],
  ['nz(close, open)', each((b, i) => (Number.isNaN(b.close[i]!) ? b.open[i]! : b.close[i]!))],
  ['nz(close)', each((b, i) => (Number.isNaN(b.close[i]!) ? 0 : b.close[i]!))],
  ['if(close > open, high, low)', each((b, i) => (b.close[i]! > b.open[i]! ? b.high[i]! : b.low[i]!))],
  [
    'if(close > open[3], high, low)',
    each((b, i) => (i < 3 ? missing : b.close[i]! > b.open[i - 3]! ? b.high[i]! : b.low[i]!)),
  ],
  ['close[3]', each((b, i) => (i < 3 ? missing : b.close[i - 3]!))],
  ['lag(close, 0)', each((b, i) => b.close[i]!)],
  ['delta(close, 4)', each((b, i) => (i < 4 ? missing : b.close[i]! - b.close[i - 4]!))],
  [
    'pct_change(volume, 2)',
    each((b, i) => (i < 2 || b.volume[i - 2] === 0 ? missing : b.volume[i]! / b.volume[i - 2]! - 1)),
  ],
  ['count_true(close > open, 5)', each((b, i) => (i < 4 ? missing : last(5, i, up(b)).filter(Boolean).length))],
  [
    'bars_since(close > open)',
    each((b, i) => {
      for (let k = i; k >= 0; k--) if (up(b)(k)) return i - k
      return missing
    }),
  ],
  [
    'value_when(close > open, high, 2)',
    each((b, i) => {
      let seen = 0
      for (let k = i; k >= 0; k--) if (up(b)(k) && seen++ === 2) return b.high[k]!
      return missing
    }),
  ],
  [
    'value_when(close > open, high)',
    each((b, i) => {
      for (let k = i; k >= 0; k--) if (up(b)(k)) return b.high[k]!
      return missing
    }),
  ],
  ['mean(close, 7)', over(7, average)],
  ['mean(close, 1)', over(1, average)],
  ['sum(close, 7)', over(7, total)],
  ['std(close, 7)', over(7, deviation)],
  ['zscore(close, 7)', over(7, (w) => (varies(w) ? (w.at(-1)! - average(w)) / deviation(w) : missing))],
  ['skew(close, 9)', over(9, skewness)],
  ['kurt(close, 9)', over(9, kurtosis)],
  ['median(close, 8)', over(8, (w) => quantileOf(w, 0.5))],
  ['quantile(close, 9, 0.3)', over(9, (w) => quantileOf(w, 0.3))],
  ['highest(close, 6)', over(6, (w) => Math.max(...w))],
  ['lowest(close, 6)', over(6, (w) => Math.min(...w))],
  ['argmax(close, 6)', over(6, (w) => w.length - 1 - w.lastIndexOf(Math.max(...w)))],
  ['argmin(close, 6)', over(6, (w) => w.length - 1 - w.lastIndexOf(Math.min(...w)))],
  ['rank(close, 6)', over(6, (w) => average(ordered(w).flatMap((v, k) => (v === w.at(-1) ? [k + 1] : []))) / w.length)],
  ['decay_linear(close, 5)', over(5, (w) => total(w.map((v, k) => v * (k + 1))) / 15)],
  ['slope(close, 6)', over(6, (w) => line(w).slope)],
  ['r2(close, 6)', over(6, (w) => (varies(w) ? line(w).explained : missing))],
  [
    'corr(close, volume, 8)',
    pairs(8, (x, y) => (varies(x) && varies(y) ? covariance(x, y) / (deviation(x) * deviation(y)) : missing)),
  ],
  ['cov(close, volume, 8)', pairs(8, covariance)],
]

const truths: readonly [string, (b: Bars, i: number) => boolean][] = [
  ['close > open', (b, i) => b.close[i]! > b.open[i]!],
  ['close >= open', (b, i) => b.close[i]! >= b.open[i]!],
  ['close < open', (b, i) => b.close[i]! < b.open[i]!],
  ['close <= open', (b, i) => b.close[i]! <= b.open[i]!],
  ['close == open', (b, i) => b.close[i]! === b.open[i]!],
  ['close != open', (b, i) => !Number.isNaN(b.close[i]!) && b.close[i]! !== b.open[i]!],
  ['between(close, low, open)', (b, i) => b.low[i]! <= b.close[i]! && b.close[i]! <= b.open[i]!],
  ['defined(close)', (b, i) => !Number.isNaN(b.close[i]!)],
  ['close > open and high > 55 or low < 45', (b, i) => (b.close[i]! > b.open[i]! && b.high[i]! > 55) || b.low[i]! < 45],
  ['not close > open', (b, i) => !(b.close[i]! > b.open[i]!)],
  ['not close > open[3]', (b, i) => i >= 3 && !(b.close[i]! > b.open[i - 3]!)],
  ['(close > open)[2]', (b, i) => i >= 2 && up(b)(i - 2)],
  ['rising(close, 2)', (b, i) => i >= 2 && b.close[i]! > b.close[i - 1]! && b.close[i - 1]! > b.close[i - 2]!],
  ['falling(close, 2)', (b, i) => i >= 2 && b.close[i]! < b.close[i - 1]! && b.close[i - 1]! < b.close[i - 2]!],
  ['rising(close)', (b, i) => i >= 1 && b.close[i]! > b.close[i - 1]!],
  ['falling(close)', (b, i) => i >= 1 && b.close[i]! < b.close[i - 1]!],
  ['all_of(close > open, 3)', (b, i) => last(3, i, up(b)).every(Boolean)],
  ['any_of(close > open, 3)', (b, i) => last(3, i, up(b)).some(Boolean)],
  ['crossover(close, open)', (b, i) => i > 0 && b.close[i]! > b.open[i]! && b.close[i - 1]! <= b.open[i - 1]!],
  ['crossunder(close, open)', (b, i) => i > 0 && b.close[i]! < b.open[i]! && b.close[i - 1]! >= b.open[i - 1]!],
]

const kinds = [
  ['whole', {}],
  ['with gaps', { gaps: 0.06 }],
  ['with ties', { ties: true }],
  ['with gaps and ties', { gaps: 0.06, ties: true }],
] as const

describe.each(kinds)('functions on data %s', (_, options) => {
  it.each(numbers)('%s', (expression, slow) => {
    for (let seed = 1; seed <= 6; seed++) {
      const bars = randomBars(160, seed, options)
      expect({ seed, unlike: differences(numbersOf(expression, bars), slow(bars)) }).toEqual({ seed, unlike: [] })
    }
  })

  it.each(truths)('%s', (expression, slow) => {
    for (let seed = 1; seed <= 6; seed++) {
      const bars = randomBars(160, seed, options)
      expect(differences(truthsOf(expression, bars), each((b, i) => +slow(b, i))(bars)), `seed ${seed}`).toEqual([])
    }
  })
})

describe('functions', () => {
  it('are all compared here, except those over several symbols', () => {
    const written = [...numbers, ...truths].map(([text]) => text).join(' ')
    const named = (name: string): boolean =>
      /\w/.test(name) ? new RegExp(`\\b${name}\\b`).test(written) : written.includes(name)
    const left = languageFunctions.filter(
      (f) => f.group !== 'cross-section' && !named(f.name === 'neg' ? '-(' : f.name === 'lag' ? 'lag' : f.name),
    )
    expect(left.map((f) => f.name)).toEqual([])
  })

  it('give nothing but missing on windows longer than the data', () => {
    const bars = randomBars(20, 3)
    const rolling = languageFunctions.filter((f) => f.group === 'rolling').map((f) => f.name)
    for (const [expression] of numbers.filter(([text]) => rolling.includes(text.split('(')[0]!))) {
      const longer = expression.replace(/, \d+(?=[,)])/, ', 50')
      expect([longer, numbersOf(longer, bars).every(Number.isNaN)]).toEqual([longer, true])
    }
  })

  it('stay exact over long windows, behind spikes and on steep trends', () => {
    const bars = randomBars(600, 6)
    const close = bars.close.map((v, i) => v + i * 3 + (i === 200 ? 1e9 : 0) + (i > 350 && i < 480 ? 1e-4 * v - v : 0))
    const wild = { ...bars, close }
    for (const [expression, slow] of [
      ['std(close, 60)', over(60, deviation)],
      ['zscore(close, 60)', over(60, (w) => (w.at(-1)! - average(w)) / deviation(w))],
      ['skew(close, 60)', over(60, skewness)],
      ['kurt(close, 60)', over(60, kurtosis)],
      ['slope(close, 60)', over(60, (w) => line(w).slope)],
      ['r2(close, 60)', over(60, (w) => line(w).explained)],
      ['corr(close, volume, 60)', pairs(60, (x, y) => covariance(x, y) / (deviation(x) * deviation(y)))],
      ['rank(close, 60)', over(60, (w) => w.filter((v) => v <= w.at(-1)!).length / 60)],
      ['quantile(close, 60, 0.9)', over(60, (w) => quantileOf(w, 0.9))],
    ] as const) {
      const unlike = differences(numbersOf(expression, wild), slow(wild), 1e-8)
      expect({ expression, unlike }).toEqual({ expression, unlike: [] })
    }
  })

  it('keep constant windows apart from varying ones', () => {
    const bars = randomBars(60, 1)
    const flat = { ...bars, close: new Float64Array(60).fill(0.1 + 0.2) }
    for (const f of ['zscore', 'skew', 'kurt', 'r2'])
      expect([f, numbersOf(`${f}(close, 10)`, flat).every(Number.isNaN)]).toEqual([f, true])
    expect(
      numbersOf('std(close, 10)', flat)
        .subarray(9)
        .every((v) => v === 0),
    ).toBe(true)
    expect(numbersOf('corr(close, open, 10)', flat).every(Number.isNaN)).toBe(true)
  })
})
