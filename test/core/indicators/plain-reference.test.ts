import { beforeAll, describe, expect, test } from 'vitest'
import { calcIndicator, paramValues } from '../../../core/indicators/calc.ts'
import { findIndicator, indicators } from '../../../core/indicators/registry.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { differences, readBars, readReference, skipReason } from './reference.ts'

interface Entry {
  indicator: string
  plain: Record<string, (number | null)[]>
}

interface Case {
  name: string
  /** Entry of the reference file. */
  entry: string
  params: Record<string, number>
  /** Our output by the reference's column. */
  outputs: Record<string, string>
}

const perBar = { timeperiod: 20, barsperyear: 1 }
const perYear = { timeperiod: 20, barsperyear: 252 }

const cases: readonly Case[] = [
  {
    name: 'supertrend',
    entry: 'supertrend',
    params: { timeperiod: 7, multiplier: 3 },
    outputs: { supertrend: 'supertrend', direction: 'trend' },
  },
  {
    name: 'ichimoku',
    entry: 'ichimoku',
    params: {},
    outputs: { tenkan: 'tenkan', kijun: 'kijun', span_a_unshifted: 'spana', span_b_unshifted: 'spanb' },
  },
  {
    name: 'keltner',
    entry: 'keltner',
    params: {},
    outputs: { upper: 'upperband', middle: 'middleband', lower: 'lowerband' },
  },
  {
    name: 'donchian',
    entry: 'donchian',
    params: {},
    outputs: { upper: 'upperband', middle: 'middleband', lower: 'lowerband' },
  },
  { name: 'vwma', entry: 'vwma', params: { timeperiod: 20 }, outputs: { vwma: 'real' } },
  { name: 'hma', entry: 'hma', params: { timeperiod: 21 }, outputs: { hma: 'real' } },
  { name: 'zlema', entry: 'zlema', params: { timeperiod: 20 }, outputs: { zlema: 'real' } },
  { name: 'alma', entry: 'alma', params: { timeperiod: 10 }, outputs: { alma: 'real' } },
  { name: 'cmf', entry: 'cmf', params: {}, outputs: { cmf: 'real' } },
  { name: 'chop', entry: 'chop', params: {}, outputs: { chop: 'real' } },
  { name: 'kst', entry: 'kst', params: {}, outputs: { kst: 'kst', signal: 'kstsignal' } },
  { name: 'tsi', entry: 'tsi', params: { firstperiod: 25, secondperiod: 13 }, outputs: { tsi: 'real' } },
  { name: 'vortex', entry: 'vortex', params: {}, outputs: { plus: 'plusvi', minus: 'minusvi' } },
  { name: 'sar', entry: 'psar', params: {}, outputs: { sar: 'real' } },
  { name: 'parkinson', entry: 'parkinson', params: perBar, outputs: { parkinson: 'real' } },
  { name: 'parkinson', entry: 'parkinson', params: perYear, outputs: { annualised_252: 'real' } },
  { name: 'garman_klass', entry: 'garman_klass', params: perBar, outputs: { garman_klass: 'real' } },
  { name: 'garman_klass', entry: 'garman_klass', params: perYear, outputs: { annualised_252: 'real' } },
  { name: 'rogers_satchell', entry: 'rogers_satchell', params: perBar, outputs: { rogers_satchell: 'real' } },
  { name: 'yang_zhang', entry: 'yang_zhang', params: perBar, outputs: { yang_zhang: 'real' } },
  { name: 'realised_vol', entry: 'close_to_close', params: perBar, outputs: { close_to_close: 'real' } },
  { name: 'realised_vol', entry: 'close_to_close', params: perYear, outputs: { annualised_252: 'real' } },
  { name: 'rvol', entry: 'rvol', params: {}, outputs: { rvol_prior: 'real' } },
]

describe.skipIf(skipReason !== '')(`plain definitions on GOOG${skipReason}`, () => {
  let bars = {} as Bars
  let entries: Entry[] = []

  beforeAll(() => {
    bars = readBars('goog-daily.csv')
    entries = readReference<{ indicators: Entry[] }>('ta-extra-goog').indicators
  })

  for (const { name, entry, params, outputs } of cases) {
    test(`${name} ${JSON.stringify(params)} against ${entry}`, () => {
      const indicator = findIndicator(name)!
      const columns = calcIndicator(indicator, bars, params)
      const lookback = indicator.lookback(paramValues(indicator, params))
      const { plain } = entries.find((candidate) => candidate.indicator === entry)!
      for (const [theirs, ours] of Object.entries(outputs)) {
        const k = indicator.outputs.findIndex((output) => output.name === ours)
        // An output that could start earlier than its companions waits for them.
        const expected = plain[theirs]!.map((value, i) => (i < lookback ? null : value))
        expect(differences(columns[k]!, expected, theirs)).toEqual([])
      }
    })
  }

  test('every entry of the registry that is not from TA-Lib was compared', () => {
    const compared = new Set(cases.map((candidate) => candidate.name))
    const own = indicators
      .filter((indicator) => !indicator.source.includes('TA-Lib'))
      .map((indicator) => indicator.name)
    // Those the file does not have are written out from their definitions in sessions.test.ts and memory.test.ts.
    expect(own.filter((name) => !compared.has(name))).toEqual(['pivot', 'session_vwap', 'zscore', 'hurst', 'fracdiff'])
  })
})
