import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markCrossings, type CrossRule } from '../../../core/strategy/kernels/crossing.ts'
import { readBars, readReference, skipReason } from '../indicators/reference.ts'
import { createScratch } from '../../../core/strategy/run.ts'
import { createSeriesCache } from '../../../core/strategy/series-cache.ts'
import { compileStrategy } from '../../../core/strategy/compile.ts'
import { evaluateSignals } from '../../../core/strategy/evaluate.ts'
import { numbersOf, randomBars, signalsOf, strategyOf, truthsOf } from './evaluating.ts'

const nan = Number.NaN

function crossings(a: number[], b: number[], rule: CrossRule): { up: number[]; down: number[] } {
  const up = new Uint8Array(a.length).fill(7)
  const down = new Uint8Array(a.length).fill(7)
  markCrossings(up, down, Float64Array.from(a), Float64Array.from(b), rule)
  const marked = (c: Uint8Array): number[] => [...c].flatMap((v, i) => (v === 1 ? [i] : []))
  return { up: marked(up), down: marked(down) }
}

describe('crossing rules', () => {
  //             0  1  2  3  4  5  6  7  8
  const a = [1, 2, 3, 2, 2, 3, 2, 1, 3]
  const two = a.map(() => 2)
  it('touch: from at or below', () => {
    expect(crossings(a, two, 'touch')).toEqual({ up: [2, 5, 8], down: [7] })
  })
  it('strict: from below on the bar before', () => {
    expect(crossings(a, two, 'strict')).toEqual({ up: [8], down: [] })
  })
  it('lastDifference: from below on the last bar on which they differed', () => {
    expect(crossings(a, two, 'lastDifference')).toEqual({ up: [2, 8], down: [7] })
  })
  it.each(['touch', 'strict', 'lastDifference'] as const)(
    '%s: not out of a missing value, nor on the first bar',
    (rule) => {
      expect(crossings([3, 1, nan, 3, nan, 1], [2, 2, 2, 2, 2, 2], rule)).toEqual({ up: [], down: [1] })
      expect(crossings([1, 3], [nan, 2], rule)).toEqual({ up: [], down: [] })
      expect(crossings([3, 3], [2, 2], rule)).toEqual({ up: [], down: [] })
      expect(crossings([], [], rule)).toEqual({ up: [], down: [] })
    },
  )

  it('agree with their definitions bar by bar, on any series with ties and gaps', () => {
    const series = fc.array(fc.constantFrom(1, 2, 3, nan), { minLength: 0, maxLength: 40 })
    fc.assert(
      fc.property(series, series, (left, right) => {
        const rows = Math.min(left.length, right.length)
        const x = left.slice(0, rows)
        const y = right.slice(0, rows)
        const side = (i: number): number => (i < 0 ? nan : Math.sign(x[i]! - y[i]!))
        const before = (i: number): number => {
          for (let k = i - 1; k >= 0; k--) if (side(k) !== 0) return side(k)
          return nan
        }
        const rows0 = Array.from({ length: rows }, (_, i) => i)
        expect(crossings(x, y, 'touch')).toEqual({
          up: rows0.filter((i) => side(i) > 0 && side(i - 1) <= 0),
          down: rows0.filter((i) => side(i) < 0 && side(i - 1) >= 0),
        })
        expect(crossings(x, y, 'strict')).toEqual({
          up: rows0.filter((i) => side(i) > 0 && side(i - 1) < 0),
          down: rows0.filter((i) => side(i) < 0 && side(i - 1) > 0),
        })
        expect(crossings(x, y, 'lastDifference')).toEqual({
          up: rows0.filter((i) => side(i) > 0 && before(i) < 0),
          down: rows0.filter((i) => side(i) < 0 && before(i) > 0),
        })
      }),
      { numRuns: 2_000 },
    )
  })

  it('reach the rules of a strategy, also with plain numbers and without parameters', () => {
    const bars = randomBars(300, 5, { ties: true })
    const cache = createSeriesCache()
    for (const crossRule of ['touch', 'strict', 'lastDifference'] as const) {
      const found = truthsOf('crossover(close, 50)', bars, { crossRule, cache })
      const up = new Uint8Array(300)
      markCrossings(up, new Uint8Array(300), bars.close, new Float64Array(300).fill(50), crossRule)
      expect([crossRule, ...found]).toEqual([crossRule, ...up])
    }
  })
})

describe('crossings of the same pair in both directions', () => {
  it('are each their own, with and without parameters', () => {
    const bars = randomBars(400, 12)
    const params = [{ name: 'n', type: 'int', default: 9, min: 1, max: 50 }]
    const withParams = signalsOf(
      { params, entryLong: 'crossover(close, sma(close, $n))', exitLong: 'crossunder(close, sma(close, $n))' },
      bars,
    )
    const above = Array.from(numbersOf('close - sma(close, 9)', bars), Math.sign)
    const turned = (to: number): number[] => above.map((side, i) => +(side === to && above[i - 1] === -to))
    expect([...withParams.entryLong!]).toEqual(turned(1))
    expect([...withParams.exitLong!]).toEqual(turned(-1))
    expect([...truthsOf('crossunder(close, sma(close, 9))', bars)]).toEqual(turned(-1))
  })
})

interface Grid {
  readonly pairs: { fast: number[]; slow: number[]; entry_signals: number[]; exit_signals: number[] }
  readonly tie_differences: { fast: number; slow: number }[]
}

describe.skipIf(skipReason !== '')(`crossings of averages on GOOG against vectorbt${skipReason}`, () => {
  it('counts the same entries and exits for 4851 pairs, except where rounding made a tie', () => {
    const { pairs, tie_differences } = readReference<Grid>('vectorbt-sma-grid-goog')
    const bars = readBars('goog-daily.csv')
    const strategy = strategyOf({
      params: ['fast', 'slow'].map((name) => ({ name, type: 'int', default: 10, min: 2, max: 200 })),
      let: { f: 'sma(close, $fast)', s: 'sma(close, $slow)' },
      entryLong: 'crossover(f, s)',
      exitLong: 'crossunder(f, s)',
    })
    const program = compileStrategy(strategy)
    const cache = createSeriesCache()
    const scratch = createScratch()
    const unlike: string[] = []
    pairs.fast.forEach((fast, k) => {
      const slow = pairs.slow[k]!
      const { entryLong, exitLong, lookback } = evaluateSignals(
        program,
        bars,
        { fast, slow },
        { crossRule: 'lastDifference', cache, scratch },
      )
      expect(lookback).toBe(slow)
      const count = (column: Uint8Array): number => column.reduce((sum, v) => sum + v, 0)
      if (count(entryLong!) !== pairs.entry_signals[k] || count(exitLong!) !== pairs.exit_signals[k])
        unlike.push(`${fast}/${slow}`)
    })
    expect(pairs.fast).toHaveLength(4851)
    const allowed = tie_differences.map(({ fast, slow }) => `${fast}/${slow}`)
    expect(unlike.filter((pair) => !allowed.includes(pair))).toEqual([])
  })
})
