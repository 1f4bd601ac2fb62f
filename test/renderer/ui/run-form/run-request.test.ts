import { describe, expect, it } from 'vitest'
import { RunRequest } from '../../../../core/contract/backtest.ts'
import {
  checkForm,
  formFrom,
  percentText,
  requestOf,
  type RunForm,
} from '../../../../renderer/ui/run-form/run-request.ts'

const form: RunForm = {
  data: 'GOOG\n1d',
  profile: 'sextant',
  cash: '100,000',
  fees: '0.05',
  slippage: '0.02',
  from: '2004-08-19',
  to: '2013-03-01',
}

describe('the run sheet', () => {
  it('stands for a request the contract takes, in fractions and whole last days', () => {
    const request = RunRequest.parse(requestOf(form, { text: '{}', params: { fast: 10 } }))
    expect(request).toMatchObject({
      data: ['GOOG'],
      timeframe: '1d',
      from: Date.UTC(2004, 7, 19),
      to: Date.UTC(2013, 2, 2) - 1,
    })
    expect(request.account.fees).toBeCloseTo(0.0005, 12)
    expect(request.account.cash).toBe(100_000)
  })

  it('leaves dates out where none were typed', () => {
    const request = requestOf({ ...form, from: '', to: '' }, { strategy: 's', params: {} })
    expect(request).not.toHaveProperty('from')
    expect(request).not.toHaveProperty('to')
  })

  it('says which field is wrong', () => {
    expect(checkForm(form)).toEqual({})
    expect(
      Object.keys(checkForm({ ...form, data: '', cash: '0', fees: '-1', slippage: 'x', from: '2004', to: '' })),
    ).toEqual(['data', 'cash', 'fees', 'slippage', 'from'])
    expect(checkForm({ ...form, from: '2013-03-02' }).to).toBe('Before the start')
    expect(checkForm({ ...form, fees: '' }).fees).toBeDefined()
  })

  it('starts from the settings, in percent without binary noise', () => {
    const settings: Record<string, number | string> = {
      'backtest.cash': 250_000,
      'backtest.fees': 0.0007,
      'backtest.profile': 'vectorbt',
    }
    expect(formFrom([], (key) => settings[key])).toMatchObject({
      cash: '250,000',
      fees: '0.07',
      slippage: '0',
      profile: 'vectorbt',
      data: '',
    })
    expect(percentText(0.0007)).toBe('0.07')
  })
})
