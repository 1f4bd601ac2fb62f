import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { memberColumn } from '../../../core/engine/portfolio/membership.ts'
import { mergedTimes } from '../../../core/engine/portfolio/merged-times.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { compileStrategy } from '../../../core/strategy/compile.ts'
import { createTogether, type SeriesInput } from '../../../core/strategy/evaluate-together.ts'
import { lookback } from '../../../core/strategy/lookback.ts'
import { createSeriesCache } from '../../../core/strategy/series-cache.ts'
import { checkCausality } from '../../../core/trust/causality.ts'
import { numbersOf, randomBars, strategyOf } from '../strategy/evaluating.ts'
import { readFixture, universe } from './generated.ts'

interface Case {
  expression: string
  /** The number of a time, then the value of each symbol. */
  rows: (number | null)[][]
}

const symbols = universe(12, 320, true)
const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const spells: Record<string, { from: number; to: number | null }[]> = {
  S01: [{ from: day('2018-03-01'), to: day('2018-06-01') }],
  S07: [{ from: 0, to: day('2018-08-15') }],
}
const everybody: SeriesInput[] = symbols.map((one) => ({ ...one, members: null }))
const members: SeriesInput[] = symbols.map((one) => ({
  ...one,
  members: memberColumn(one.bars, spells[one.symbol] ?? [{ from: 0, to: null }]),
}))

const programOf = (expression: string) => compileStrategy(strategyOf({ entryLong: 'true', takeProfit: expression }))

/** A number expression on all bars of all symbols. */
function together(expression: string, series: readonly SeriesInput[]): Float64Array[] {
  const signals = createTogether(programOf(expression), series, { crossRule: 'touch' })({})
  return signals.map(({ takeProfit }) => takeProfit!)
}

function differencesFrom({ expression, rows }: Case, series: readonly SeriesInput[]): string[] {
  const found = together(expression, series)
  const ts = mergedTimes(series)
  return rows.flatMap(([time, ...values]) =>
    values.flatMap((expected, s) => {
      const at = series[s]!.bars.ts.indexOf(ts[time!]!)
      const value = at < 0 ? Number.NaN : found[s]![at]!
      const same =
        expected === null ? Number.isNaN(value) : Math.abs(value - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
      return same ? [] : [`${series[s]!.symbol} at ${time}: ${value} instead of ${expected}`]
    }),
  )
}

describe('cross-sections are those of pandas', () => {
  const fixture = readFixture<{ everybody: Case[]; members: Case[] }>('cross-section')
  it.each(fixture.everybody.map((one) => [one.expression, one] as const))('%s', (_, one) => {
    expect(differencesFrom(one, everybody)).toEqual([])
  })
  it.each(fixture.members.map((one) => [one.expression, one] as const))('%s among members', (_, one) => {
    expect(differencesFrom(one, members)).toEqual([])
  })
})

/** Each function again, in the plainest way, for the values of one time. */
const plain: Record<string, (values: number[]) => number[]> = {
  cs_rank: (values) =>
    values.map((v) => {
      const below = values.filter((w) => w < v).length
      const equal = values.filter((w) => w === v).length
      return (below + (equal + 1) / 2) / values.length
    }),
  cs_zscore: (values) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    const deviation = Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / (values.length - 1))
    return values.map((v) => (new Set(values).size < 2 ? Number.NaN : (v - mean) / deviation))
  },
  cs_demean: (values) => values.map((v) => v - values.reduce((a, b) => a + b, 0) / values.length),
  topk: (values) => {
    const best = values.map((v, i) => [v, i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1])
    const chosen = new Set(best.slice(0, 3).map(([, i]) => i))
    return values.map((_, i) => +chosen.has(i))
  },
}
const written: Record<string, string> = {
  cs_rank: 'cs_rank(close)',
  cs_zscore: 'cs_zscore(close)',
  cs_demean: 'cs_demean(close)',
  topk: 'if(topk(close, 3), 1, 0)',
}

describe('cross-sections on any data', () => {
  it.each(Object.keys(plain))('%s is what its definition says, with ties, gaps and calendars of their own', (name) => {
    const series = fc.array(
      fc.record({ seed: fc.nat(), rows: fc.integer({ min: 1, max: 30 }), skip: fc.integer({ min: 0, max: 12 }) }),
      { minLength: 2, maxLength: 7 },
    )
    fc.assert(
      fc.property(series, (given) => {
        const inputs = given.map(({ seed, rows, skip }, i): SeriesInput => {
          const bars = randomBars(rows, seed, { gaps: 0.2, ties: true })
          return {
            symbol: `X${i}`,
            bars: { ...bars, ts: bars.ts.map((time) => time + skip * 86_400_000) },
            members: null,
          }
        })
        const found = together(written[name]!, inputs)
        for (const time of mergedTimes(inputs)) {
          const rows = inputs.map(({ bars }) => bars.ts.indexOf(time))
          const who = rows.flatMap((row, s) => (row >= 0 && !Number.isNaN(inputs[s]!.bars.close[row]!) ? [s] : []))
          const expected = who.length === 0 ? [] : plain[name]!(who.map((s) => inputs[s]!.bars.close[rows[s]!]!))
          who.forEach((s, k) => {
            const value = found[s]![rows[s]!]!
            if (Number.isNaN(expected[k]!)) expect(value).toBeNaN()
            else expect(value).toBeCloseTo(expected[k]!, 10)
          })
          inputs.forEach((_, s) => {
            if (rows[s]! >= 0 && !who.includes(s))
              expect(found[s]![rows[s]!]).toSatisfy((v) => Number.isNaN(v) || v === 0)
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('one symbol alone in a universe ranks 1, has no z-score and differs by nothing from the mean', () => {
    const alone = [{ ...members[0]! }]
    expect(new Set(together('cs_rank(close)', alone)[0])).toEqual(new Set([1]))
    expect(together('cs_zscore(close)', alone)[0]!.every(Number.isNaN)).toBe(true)
    expect(new Set(together('cs_demean(close)', alone)[0])).toEqual(new Set([0]))
  })

  it('one symbol outside a universe has nobody to be compared with', () => {
    expect(() => together('cs_rank(close)', [everybody[0]!])).toThrow('cs_rank needs several symbols')
    expect(() => numbersOf('cs_rank(close)', symbols[0]!.bars)).toThrow('cs_rank needs several symbols')
  })

  it('looks back as far as what it compares', () => {
    const strategy = strategyOf({
      entryLong: 'cs_rank(roc(close, 252)) > 0.8',
      exitLong: 'mean(cs_rank(close), 5) < 0.5',
    })
    expect(lookback(strategy, {})).toBe(252)
  })

  it('is the same from a cache, for changing parameters', () => {
    const program = compileStrategy(
      strategyOf({
        params: [{ name: 'n', type: 'int', default: 5, min: 1, max: 50 }],
        entryLong: 'topk(roc(close, $n), 3) and cs_rank(close) > 0.2',
      }),
    )
    const swept = createTogether(program, members, { crossRule: 'touch', cache: createSeriesCache() })
    for (const n of [3, 20, 3, 7]) {
      const alone = createTogether(program, members, { crossRule: 'touch' })({ n })
      expect(swept({ n }).map(({ entryLong }) => Array.from(entryLong!))).toEqual(
        alone.map(({ entryLong }) => Array.from(entryLong!)),
      )
    }
  })

  it('refuses to stand where bars are not those of the run, with its place in the file', () => {
    const wrong = (expression: string) => () => strategyOf({ entryLong: expression })
    expect(wrong('htf(cs_rank(close), "1w") > 0.5')).toThrow(
      'cs_rank compares the symbols of the run, so it cannot stand in htf',
    )
    expect(wrong('ref("SPY", topk(close, 3))')).toThrow(
      'topk compares the symbols of the run, so it cannot stand in ref',
    )
  })
})

describe('causality over all symbols', () => {
  const series = everybody.map(({ bars }) => bars)
  const evaluate = (expression: string) => {
    const program = programOf(expression)
    return (given: readonly Bars[]) =>
      createTogether(
        program,
        given.map((bars, i) => ({ symbol: `S${i}`, bars, members: null })),
        { crossRule: 'touch' },
      )({})
  }
  it.each([
    'cs_rank(roc(close, 20))',
    'cs_zscore(close)',
    'if(topk(-std(returns, 20), 4), 1, 0)',
    'mean(cs_demean(close), 5)',
  ])('proves %s', (expression) => {
    const report = checkCausality({ evaluate: evaluate(expression), series, points: 5, seed: 4 })
    expect(report).toEqual({ points: 5, passed: true })
  })

  it('catches a value that depends on the future of another symbol only', () => {
    const honest = evaluate('cs_rank(close)')
    const leaking = (given: readonly Bars[]) =>
      honest(given).map((signals, s) => {
        const other = given[(s + 1) % given.length]!
        const takeProfit = signals.takeProfit!.map((value, i) => value + (other.close[i + 3] ?? 0))
        return { ...signals, takeProfit }
      })
    expect(checkCausality({ evaluate: leaking, series, points: 5, seed: 4 }).firstViolation?.rule).toBe('takeProfit')
  })
})
