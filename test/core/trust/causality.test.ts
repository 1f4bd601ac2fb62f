import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indicators } from '../../../core/indicators/registry.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import { compileStrategy } from '../../../core/strategy/compile.ts'
import { findFunction } from '../../../core/strategy/functions.ts'
import { evaluateSignals } from '../../../core/strategy/evaluate.ts'
import { checkCausality } from '../../../core/trust/causality.ts'
import { expressions, indicatorCall, someCalls } from '../strategy/expressions.ts'
import { randomBars, signalsOf, strategyOf } from '../strategy/evaluating.ts'

const bars = randomBars(400, 21)

function check(fields: Record<string, unknown>, on = bars): ReturnType<typeof checkCausality> {
  const program = compileStrategy(strategyOf(fields))
  return checkCausality({
    evaluate: (changed) => changed.map((one) => evaluateSignals(program, one, {}, { crossRule: 'lastDifference' })),
    series: [on],
    points: 5,
    seed: 3,
  })
}

const alone =
  (evaluate: (bars: Bars) => Signals) =>
  (series: readonly Bars[]): Signals[] =>
    series.map(evaluate)

const asNumber = (text: string): Record<string, unknown> => ({ entryLong: 'true', takeProfit: text })

describe('causality', () => {
  it.each(someCalls.map((c) => [c.text, c.type] as const))('of %s', (text, type) => {
    expect(check(type === 'number' ? asNumber(text) : { entryLong: text })).toEqual({ points: 5, passed: true })
  })

  it.each(
    indicators
      .filter((i) => findFunction(i.name) === undefined)
      .map((indicator) => [indicatorCall(indicator)] as const),
  )('of %s', (text) => {
    expect(check(asNumber(text))).toEqual({ points: 5, passed: true })
  })

  it.each(['1d', '1w', '2w', '1mo', '3mo'])('of htf over %s, on days with gaps and on weeks', (timeframe) => {
    const text = `htf(sma(close, 2), "${timeframe}")`
    expect(check(asNumber(text)).passed).toBe(true)
    const everyThird = {
      ...bars,
      ts: bars.ts.map((_, i) => bars.ts[0]! + i * 86_400_000 + (i % 3 === 2 ? 3_600_000 : 0)),
    }
    expect(check(asNumber(text), everyThird).passed).toBe(true)
  })

  const { number, truth } = expressions()
  it('of any nested expression', () => {
    fc.assert(
      fc.property(number, truth, (takeProfit, entryLong) => {
        let fields: Record<string, unknown> = { entryLong, takeProfit }
        try {
          strategyOf(fields)
        } catch {
          // Too deep, or a constant that has no value: not what this is about.
          fields = { entryLong: 'close > open' }
        }
        expect(check(fields)).toEqual({ points: 5, passed: true })
      }),
      { numRuns: 300 },
    )
  })

  it.each(['entryLong', 'exitShort', 'stopLoss', 'entryLimit'] as const)(
    'catches a leak in %s, with the bar',
    (rule) => {
      const evaluate = (given: Bars): Signals => {
        const honest = signalsOf(
          {
            entryLong: 'close > open',
            exitShort: 'close < open',
            entryShort: 'close > open',
            stopLoss: '0.01',
            entryLimit: 'close',
          },
          given,
        )
        const leaking = honest[rule]!.slice()
        for (let i = 0; i + 1 < given.rows; i++)
          leaking[i] =
            rule === 'entryLong' || rule === 'exitShort'
              ? +(given.close[i + 1]! > given.close[i]!)
              : given.close[i + 1]!
        return { ...honest, [rule]: leaking }
      }
      const report = checkCausality({ evaluate: alone(evaluate), series: [bars], points: 6, seed: 1 })
      expect(report.passed).toBe(false)
      expect(report.firstViolation?.rule).toBe(rule)
      expect(report.firstViolation?.ts).toBe(bars.ts[report.firstViolation!.bar])
    },
  )

  it.each([
    ['the mean of the whole sample', (b: Bars) => b.close.reduce((sum, v) => sum + v, 0) / b.rows],
    ['the last close', (b: Bars) => b.close[b.rows - 1]!],
    ['the number of bars', (b: Bars) => b.rows],
    ['the highest price to come', (b: Bars) => b.high.reduce((max, v) => Math.max(max, v), 0)],
  ])('catches %s', (_, leak) => {
    const evaluate = (given: Bars): Signals => ({
      ...signalsOf(asNumber('0.1'), given),
      takeProfit: new Float64Array(given.rows).fill(leak(given)),
    })
    expect(checkCausality({ evaluate: alone(evaluate), series: [bars], points: 3, seed: 1 }).passed).toBe(false)
  })

  it('catches a leak that only the last bars show', () => {
    const evaluate = (given: Bars): Signals => {
      const entryLong = Uint8Array.from(given.close, (v, i) =>
        i > 380 && i + 3 < given.rows ? +(given.close[i + 3]! > v) : 0,
      )
      return { ...signalsOf({ entryLong: 'close > open' }, given), entryLong }
    }
    expect(
      checkCausality({ evaluate: alone(evaluate), series: [bars], points: 40, seed: 1 }).firstViolation?.bar,
    ).toBeGreaterThan(380)
  })

  it('has nothing to check on one bar, and repeats itself for a seed', () => {
    expect(
      checkCausality({
        evaluate: alone((given) => signalsOf({ entryLong: 'close > open' }, given)),
        series: [randomBars(1, 1)],
        points: 5,
        seed: 1,
      }),
    ).toEqual({ points: 0, passed: true })
    expect(check({ entryLong: 'close > open' })).toEqual(check({ entryLong: 'close > open' }))
  })
})
