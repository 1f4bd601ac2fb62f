import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFunction, languageFunctions } from '../../../core/strategy/functions.ts'
import { parseStrategy } from '../../../core/strategy/parse-strategy.ts'
import { lookback } from '../../../core/strategy/lookback.ts'
import { indicators } from '../../../core/indicators/registry.ts'
import { expressions, indicatorCall, someCalls } from './expressions.ts'
import { numbersOf, randomBars, strategyOf, truthsOf } from './evaluating.ts'

const bars = randomBars(600, 11)

/** These wait for an event beyond their arguments. */
const waiting = /^(bars_since|value_when)/

function lookbackOf(expression: string): number {
  return lookback(strategyOf({ entryLong: 'true', takeProfit: expression }), {})
}

function firstDefined(expression: string): number {
  return numbersOf(expression, bars).findIndex((v) => !Number.isNaN(v))
}

describe('look-back', () => {
  it.each(
    indicators
      .filter((i) => findFunction(i.name) === undefined)
      .map((indicator) => [indicatorCall(indicator)] as const),
  )('of %s is its first value', (call) => {
    expect(firstDefined(call)).toBe(lookbackOf(call))
  })

  it.each(someCalls.filter((c) => c.type === 'number' && !waiting.test(c.text)).map((c) => [c.text] as const))(
    'of %s is its first value',
    (text) => {
      expect(firstDefined(text)).toBe(lookbackOf(text))
    },
  )

  it.each(someCalls.filter((c) => waiting.test(c.text)).map((c) => [c.text] as const))(
    'of %s is no later than its first value',
    (text) => {
      expect(firstDefined(text)).toBeGreaterThanOrEqual(lookbackOf(text))
    },
  )

  it.each([
    ['sma(sma(close, 5), 10)', 13],
    ['rsi(returns, 14)[3]', 18],
    ['mean(close, 4) + std(close, 9)', 8],
    ['if(close > close[5], sma(close, 3), open)', 5],
    ['delta(highest(high, 5)[2], 3)', 9],
    ['2 * atr(14) / close', 14],
    ['0.03', 0],
  ])('of %s adds up to %i', (text, bars_) => {
    expect(lookbackOf(text)).toBe(bars_)
    expect(firstDefined(text)).toBe(bars_)
  })

  it('of any nested expression is never after its first value', () => {
    // nz() gives a value where there is none, if() may take the branch that is ready first, and the bars of htf() are
    // counted rounded up.
    const { number } = expressions()
    const early: string[] = []
    let defined = 0
    fc.assert(
      fc.property(
        number.filter((text) => !/nz|htf|if\(/.test(text)),
        (text) => {
          const file = JSON.stringify({ name: 'x', entryLong: 'true', takeProfit: text })
          const { strategy } = parseStrategy(file)
          if (strategy === null) return
          const first = firstDefined(text)
          if (first >= 0) defined++
          if (first >= 0 && first < lookback(strategy, {}))
            early.push(`${text}: ${first} before ${lookback(strategy, {})}`)
        },
      ),
      { numRuns: 500 },
    )
    expect(early).toEqual([])
    expect(defined).toBeGreaterThan(150)
  })

  it('of a condition is the first bar on which all its numbers are present', () => {
    const of = (entryLong: string): number => lookback(strategyOf({ entryLong }), {})
    expect(of('crossover(sma(close, 10), sma(close, 30))')).toBe(30)
    expect(of('close > sma(close, 20)')).toBe(19)
    expect(of('rising(close, 3) and all_of(close > open, 7)')).toBe(6)
    const everUp = truthsOf('close < sma(close, 20) or close >= sma(close, 20)', bars)
    expect(everUp.indexOf(1)).toBe(19)
  })

  it('is that of the longest rule, for the given parameters', () => {
    const strategy = strategyOf({
      params: [{ name: 'n', type: 'int', default: 20, min: 1, max: 300 }],
      entryLong: 'close > sma(close, $n)',
      stopLoss: '2 * atr(50) / close',
    })
    expect(lookback(strategy, {})).toBe(50)
    expect(lookback(strategy, { n: 200 })).toBe(199)
  })

  it('covers every function that returns a number', () => {
    const covered = someCalls.map((c) => c.text).join(' ')
    expect(
      languageFunctions
        .filter(
          (f) =>
            f.kernel !== undefined &&
            f.result === 'number' &&
            f.operator !== true &&
            !new RegExp(`\\b${f.name}\\(`).test(covered),
        )
        .map((f) => f.name),
    ).toEqual([])
  })
})
