import { describe, expect, it } from 'vitest'

import { compileStrategy } from '../../../core/strategy/compile.ts'
import { evaluateSignals } from '../../../core/strategy/evaluate.ts'
import { parseStrategy, requireStrategy } from '../../../core/strategy/parse-strategy.ts'
import { strategyOf } from './evaluating.ts'
import { wanderingBars } from '../backtest/fixtures.ts'

const minute = 60_000
const bars = wanderingBars(60)
const file = (more: object) => JSON.stringify({ name: 'x', entryLong: 'close > open', ...more })
const signals = (more: object, params = {}) =>
  evaluateSignals(compileStrategy(requireStrategy(file(more))), bars, params, { crossRule: 'touch' })
const messages = (more: object) => parseStrategy(file(more)).problems.map((one) => one.message)

describe('take profit by time held', () => {
  it('is read as steps in order of time, with parameters', () => {
    const params = [{ name: 'later', default: 0.02 }]
    const more = { params, targets: { 90: '$later / 2', 0: 0.1, 30.5: '$later', 240: -1 } }
    expect(signals(more, { later: 0.04 }).targets).toEqual([
      { after: 0, fraction: 0.1 },
      { after: 30.5 * minute, fraction: 0.04 },
      { after: 90 * minute, fraction: 0.02 },
      { after: 240 * minute, fraction: -1 },
    ])
  })

  it('belongs to the identity of a strategy, which stays as it is without', () => {
    const hashOf = (more: object) => requireStrategy(file(more)).hash
    expect(hashOf({ targets: { 0: 0.1 } })).not.toBe(hashOf({ targets: { 0: 0.2 } }))
    expect(hashOf({ targets: { 0: 0.1 } })).not.toBe(hashOf({}))
    expect(hashOf({ targets: { 30: 0.1, 0: '0.2' } })).toBe(hashOf({ targets: { 0: 0.2, 30: 0.1 } }))
    expect(strategyOf({ entryLong: 'close > open' }).targets).toBeNull()
  })

  it('says what is wrong', () => {
    expect(messages({ targets: { soon: 0.1 } })).toEqual(['"soon" is no number of minutes, 0 or more'])
    expect(messages({ targets: { 0: 'close' } })).toEqual(['a target must be the same on every bar'])
    expect(messages({ targets: { 0: '' } })).toEqual(['the target from 0 minutes on is empty'])
    expect(messages({ targets: { 0: -2 } })).toEqual([
      'a target is a fraction of the entry price, -1 or more: -1 leaves at once',
    ])
    expect(messages({ targets: [0.1] })).toEqual(['"targets" must be an object'])
    expect(messages({ targets: { 0: 0.1 }, takeProfit: '0.1' })).toEqual(['give takeProfit or targets, not both'])
    expect(messages({ trailingAfter: '0.1' })).toEqual([
      'trailingAfter says when trailingThen begins, and there is no trailingThen',
    ])
  })
})

describe('bars before every indicator has a value', () => {
  it.each([
    ['crossover(sma(close, 10), sma(close, 30))', 29],
    ['sma(close, 10)[5] > close', 9],
    ['highest(high, 20)[1] < close', 19],
    ['close > close[3]', 0],
    ['rsi(sma(close, 4), 5) > 50', 8],
  ])('of %s are %d', (entryLong, bars) => expect(signals({ entryLong }).warmUp).toBe(bars))
})
