import { describe, expect, it } from 'vitest'

import { findProfile, overrideProfile, profiles } from '../../../core/engine/conventions/profiles.ts'

const failure = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return error as { code: string; message: string; hint: string }
  }
  throw new Error('did not fail')
}

describe('profiles', () => {
  it('are seven, each with a hash of its own', () => {
    expect(profiles.map((profile) => profile.name)).toEqual([
      'sextant',
      'vectorbt',
      'backtesting.py',
      'backtrader',
      'zipline',
      'lean-daily',
      'freqtrade',
    ])
    expect(new Set(profiles.map((profile) => profile.hash)).size).toBe(7)
    for (const { hash } of profiles) expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('ask finer bars in our own convention only: no other tool does', () => {
    expect(profiles.filter(({ fields }) => fields.intrabar !== 'assumed').map(({ name }) => name)).toEqual(['sextant'])
  })

  it('are found by name; an unknown one lists those there are', () => {
    expect(findProfile('vectorbt').fields.annualDays).toBe(365)
    expect(failure(() => findProfile('moonshot'))).toMatchObject({
      code: 'not-found',
      hint: expect.stringContaining('backtesting.py') as string,
    })
  })

  it('are read from a file that changes some fields of another', () => {
    const profile = findProfile('{"name": "mine", "base": "vectorbt", "fields": {"annualDays": 252, "riskFree": 0.02}}')
    expect(profile.name).toBe('mine')
    expect(profile.fields).toMatchObject({ annualDays: 252, riskFree: 0.02, crossRule: 'lastDifference' })
    expect(failure(() => findProfile('{"fields": '))).toMatchObject({ code: 'invalid-input' })
  })

  it('take values as text, as typed after --set', () => {
    const { fields } = overrideProfile(findProfile('sextant'), {
      ddof: '0',
      slippageOnStops: 'false',
      annualDays: 'inferred',
      riskFree: '0.01',
      fillTiming: 'nextClose',
    })
    expect(fields).toMatchObject({
      ddof: 0,
      slippageOnStops: false,
      annualDays: 'inferred',
      riskFree: 0.01,
      fillTiming: 'nextClose',
    })
  })

  it('keep their hash where nothing changes, whatever the order of the fields', () => {
    const one = findProfile('sextant')
    expect(overrideProfile(one, { fillTiming: 'nextOpen' })).toBe(one)
    const changed = overrideProfile(one, { ddof: 0, annualDays: 365 })
    expect(changed.hash).not.toBe(one.hash)
    expect(changed.hash).toBe(overrideProfile(one, { annualDays: 365, ddof: 0 }).hash)
  })

  it.each([
    ['fillTiming', 'yesterday', 'Allowed: signalClose, nextOpen, nextClose.'],
    ['annualDays', '260', 'Allowed: 252, 365, inferred.'],
    ['slippageAtOpen', 'perhaps', 'Allowed: true, false.'],
    ['riskFree', 'low', 'Allowed: a number, e.g. 0.02.'],
  ])('refuse %s=%s and say what is allowed', (field, value, hint) => {
    const error = failure(() => overrideProfile(findProfile('sextant'), { [field]: value }))
    expect(error).toMatchObject({ code: 'invalid-input', hint })
    expect(error.message).toContain(field)
  })

  it('refuse a field that does not exist', () => {
    expect(failure(() => overrideProfile(findProfile('sextant'), { fillTimeing: 'nextOpen' }))).toMatchObject({
      code: 'invalid-input',
      hint: expect.stringContaining('fillTiming') as string,
    })
  })
})
