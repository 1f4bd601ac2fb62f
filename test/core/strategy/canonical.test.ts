import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expressions } from './expressions.ts'
import { strategyOf } from './evaluating.ts'

const params = [
  { name: 'fast', type: 'int', default: 10, min: 2, max: 100 },
  { name: 'slow', type: 'int', default: 30, min: 2, max: 200 },
]
const base = { params, entryLong: 'crossover(sma(close, $fast), sma(close, $slow)) and close[1] > open' }
const hash = (fields: Record<string, unknown>): string => strategyOf(fields).hash

describe('canonical form', () => {
  it.each([
    ['spacing', { ...base, entryLong: '  crossover( sma(close,$fast),sma( close , $slow ) )and close [1]>open ' }],
    [
      'redundant brackets',
      { ...base, entryLong: '((crossover((sma(close, ($fast))), sma(close, $slow))) and ((close)[(1)] > (open)))' },
    ],
    [
      'lag for an index',
      { ...base, entryLong: 'crossover(sma(close, $fast), sma(close, $slow)) and lag(close, 1) > open' },
    ],
    [
      'nested lags',
      { ...base, entryLong: 'crossover(sma(close, $fast), sma(close, $slow)) and lag(close[1], 0) > open' },
    ],
    ['the order of and', { ...base, entryLong: 'close[1] > open and crossover(sma(close, $fast), sma(close, $slow))' }],
    [
      'a turned comparison',
      { ...base, entryLong: 'crossover(sma(close, $fast), sma(close, $slow)) and open < close[1]' },
    ],
    [
      'let',
      {
        ...base,
        let: { fst: 'sma(close, $fast)', before: 'close[1]' },
        entryLong: 'crossover(fst, sma(close, $slow)) and before > open',
      },
    ],
    [
      'defaults and names of arguments',
      { ...base, entryLong: 'crossover(sma($fast), sma(timeperiod=$slow, real=close)) and close[1] > open' },
    ],
    [
      'folded constants',
      { ...base, entryLong: 'crossover(sma(close, $fast), sma(close, $slow)) and close[3 - 2 * 1] > open' },
    ],
    [
      'the order of params and of keys',
      { entryLong: base.entryLong, params: params.toReversed().map(({ max, ...p }) => ({ max, ...p })) },
    ],
    [
      'labels, name and rationale',
      { ...base, name: 'other', params: params.map((p) => ({ ...p, label: 'L' })), rationale: { hypothesis: 'h' } },
    ],
    [
      'empty rules and the settings that go without saying',
      {
        ...base,
        exitLong: '',
        stopLoss: null,
        sizing: 'percent( 100 )',
        cooldown: 0,
        constraints: { maxPositions: 1, allowShort: true },
      },
    ],
  ])('does not depend on %s', (_, fields) => {
    expect(hash(fields)).toBe(hash(base))
    expect(hash(fields)).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each([
    ['a constant', { ...base, entryLong: base.entryLong.replace('[1]', '[2]') }],
    [
      'the order of crossover',
      {
        ...base,
        entryLong: base.entryLong.replace(
          'crossover(sma(close, $fast), sma(close, $slow))',
          'crossover(sma(close, $slow), sma(close, $fast))',
        ),
      },
    ],
    [
      'the order of a difference',
      { ...base, entryLong: 'close - open > 0' },
      { ...base, entryLong: 'open - close > 0' },
    ],
    ['a default', { ...base, params: params.map((p) => ({ ...p, default: p.default + 1 })) }],
    ['a range', { ...base, params: params.map((p) => ({ ...p, max: p.max + 1 })) }],
    ['sizing', { ...base, sizing: 'percent(99)' }],
    ['cooldown', { ...base, cooldown: 1 }],
    ['constraints', { ...base, constraints: { lotSize: 1 } }],
    ['a tick size', { ...base, constraints: { tickSize: 0.01 } }],
    ['a smallest order', { ...base, constraints: { minSize: 1 } }, { ...base, constraints: { minValue: 1 } }],
    ['a stop', { ...base, stopLoss: '0.03' }],
    [
      'which rule it is',
      { params: [], exitLong: 'close > open', entryLong: 'close < open' },
      { params: [], entryLong: 'close > open', exitLong: 'close < open' },
    ],
    ['strict or not', { entryLong: 'close > open' }, { entryLong: 'close >= open' }],
    ['an output', { entryLong: 'macd(close, 3, 6, 4).hist > 0' }, { entryLong: 'macd(close, 3, 6, 4).signal > 0' }],
  ])('depends on %s', (_, fields, other = base) => {
    expect(hash(fields)).not.toBe(hash(other))
  })

  it('can be parsed again and is then itself', () => {
    const { number, truth } = expressions()
    let tried = 0
    const refused = new Set<string>()
    fc.assert(
      fc.property(number, truth, (takeProfit, entryLong) => {
        let canonical: Readonly<Record<string, string>>
        try {
          ;({ canonical } = strategyOf({ takeProfit, entryLong }))
        } catch {
          return
        }
        let again: typeof canonical
        try {
          ;({ canonical: again } = strategyOf({
            takeProfit: canonical['takeProfit'],
            entryLong: canonical['entryLong'],
          }))
        } catch (error) {
          const problems = JSON.parse(String(error).slice('Error: '.length)) as { message: string; severity: string }[]
          for (const { message, severity } of problems) if (severity === 'error') refused.add(message)
          return
        }
        tried++
        expect(again).toEqual(canonical)
      }),
      { numRuns: 500 },
    )
    expect(tried).toBeGreaterThan(250)
    // The written-out form may be deeper than a file may have it; every other refusal is a fault.
    expect([...refused].filter((message) => !/levels deep|parts, allowed/.test(message))).toEqual([])
  })

  it('stays small for let names that double each time', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`v${i}`, i === 0 ? 'close' : `v${i - 1} + v${i - 1}`]),
    )
    const started = performance.now()
    expect(() => strategyOf({ let: chain, entryLong: 'v29 > 0' })).toThrow(/with \\"let\\" written out/)
    expect(() => strategyOf({ let: chain, entryLong: 'close > open' })).toThrow(/with \\"let\\" written out/)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
