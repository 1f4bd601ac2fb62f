import { describe, expect, it } from 'vitest'
import type { RunDetail } from '../../../../core/contract/backtest.ts'
import type { Profile } from '../../../../core/contract/profile.ts'
import type { Dataset } from '../../../../core/contract/data.ts'
import { repeatOf } from '../../../../renderer/features/runs/repeat.ts'

const fields = { fillTiming: 'nextOpen', ddof: 1, units: 'fractional' }
const run = (over: Record<string, unknown> = {}): RunDetail =>
  ({
    id: 'a',
    strategy: { name: 's', hash: 'h', text: '{"name":"s"}' },
    params: { fast: 10 },
    engine: 'vector',
    seed: 7,
    stale: false,
    data: [{ symbol: 'GOOG', timeframe: '1d', from: 1000, to: 9000 }],
    profile: { name: 'sextant', hash: 'p', title: '', fields },
    account: { cash: 5000, fees: 0.001, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 },
    ...over,
  }) as unknown as RunDetail
const stored = (from: number, to: number) => [{ symbol: 'GOOG', timeframe: '1d', from, to } as Dataset]
const profiles = [{ name: 'sextant', hash: 'p', title: '', fields } as unknown as Profile]

describe('running a run again', () => {
  it('repeats text, parameters, money and seed', () => {
    expect(repeatOf(run(), stored(1000, 9000), profiles)).toMatchObject({
      text: '{"name":"s"}',
      data: ['GOOG'],
      timeframe: '1d',
      params: { fast: 10 },
      engine: 'vector',
      seed: 7,
      profile: 'sextant',
      set: {},
      account: { cash: 5000, fees: 0.001 },
    })
  })

  it('names dates only where the run left bars out', () => {
    const whole = repeatOf(run(), stored(1000, 9000), profiles)
    expect(whole).not.toHaveProperty('from')
    expect(whole).not.toHaveProperty('to')
    expect(repeatOf(run(), stored(0, 20_000), profiles)).toMatchObject({ from: 1000, to: 9000 })
  })

  it('takes in bars that were added since', () => {
    expect(repeatOf(run({ stale: true }), stored(1000, 20_000), profiles)).not.toHaveProperty('to')
  })

  it('sets the fields that differ from the named profile, one by one', () => {
    const changed = run({ profile: { name: 'sextant', hash: 'q', title: '', fields: { ...fields, ddof: 0 } } })
    expect(repeatOf(changed, stored(1000, 9000), profiles).set).toEqual({ ddof: 0 })
  })
})
