import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { calcIndicator, paramValues } from '../../../core/indicators/calc.ts'
import { findIndicator } from '../../../core/indicators/registry.ts'
import type { Bars } from '../../../core/market-data/bars.ts'

const folder = '../shared/data/indicators/'
const skipReason = existsSync(folder) ? '' : ' (skipped: ../shared/data/indicators is not there)'

interface Case {
  file: string
  name: string
  params: Record<string, number>
  /** Our output's number by the file's column. */
  columns: Record<string, number>
  /** Largest difference: the vendors work in single precision and round their prices. */
  within: number
  /** Bars to leave out after the look-back: averages without an end take over from the vendor's earlier history. */
  settle?: number
}

const cases: readonly Case[] = [
  {
    file: 'spy_aroon_oscillator.txt',
    name: 'aroonosc',
    params: {},
    columns: { 'Aroon Oscillator 14': 0 },
    within: 1e-4,
  },
  {
    file: 'spy_bollinger_bands.txt',
    name: 'bbands',
    params: {},
    within: 1e-4,
    columns: { 'Moving Average 20': 1, 'Bollinger Bands® 20 2 Top': 0, 'Bollinger Bands® 20 2 Bottom': 2 },
  },
  {
    file: 'spy_with_cci.txt',
    name: 'cci',
    params: {},
    columns: { 'Commodity Channel Index (CCI) 14': 0 },
    within: 5e-3,
  },
  {
    file: 'spy_with_don50.txt',
    name: 'donchian',
    params: { timeperiod: 50 },
    within: 1e-6,
    columns: { 'Donchian Channels 50 Top': 0, 'Donchian Channels 50 Bottom': 2, 'Donchian Channels 50 Mean': 1 },
  },
  { file: 'spy_with_williamsR14.txt', name: 'willr', params: {}, columns: { 'Williams %R 14': 0 }, within: 1e-3 },
  {
    file: 'spy_with_stoch12k3.txt',
    name: 'stoch',
    within: 1e-3,
    params: { fastk_period: 12, slowk_period: 3, slowd_period: 5 },
    columns: { 'Stochastics 12 %K 3': 0, '%D 5': 1 },
  },
  {
    file: 'spy_atr_wilder.txt',
    name: 'atr',
    params: {},
    columns: { 'Average True Range 14': 0 },
    within: 1e-3,
    settle: 100,
  },
  { file: 'spy_mfi.txt', name: 'mfi', params: { timeperiod: 20 }, columns: { 'Money Flow Index 20': 0 }, within: 1e-3 },
  { file: 'spy_with_ichimoku.csv', name: 'ichimoku', params: {}, columns: { Tenkan: 0, Kijun: 1 }, within: 1e-6 },
]

function read(file: string): { bars: Bars; cells: (column: string) => Float64Array } {
  const [head, ...lines] = readFileSync(`${folder}${file}`, 'utf8').trim().split(/\r?\n/)
  const names = head!.split(',').map((name) => name.trim())
  const rows = lines.map((row) => row.split(','))
  const cells = (column: string) => {
    const k = names.indexOf(column)
    return Float64Array.from(rows, (row) => (row[k] === undefined || row[k] === '' ? Number.NaN : Number(row[k])))
  }
  const bars = {
    rows: rows.length,
    ts: Float64Array.from(rows, (row) => Date.parse(row[0]!)),
    open: cells('Open'),
    high: cells('High'),
    low: cells('Low'),
    close: cells('Close'),
    volume: cells('Volume'),
  }
  return { bars, cells }
}

describe.skipIf(skipReason !== '')(`charting vendors on SPY${skipReason}`, () => {
  for (const { file, name, params, columns, within, settle = 0 } of cases) {
    test(`${name} as in ${file}`, () => {
      const { bars, cells } = read(file)
      const indicator = findIndicator(name)!
      const outputs = calcIndicator(indicator, bars, params)
      const begin = indicator.lookback(paramValues(indicator, params)) + settle
      for (const [column, k] of Object.entries(columns)) {
        const expected = cells(column)
        const compared = [...expected.keys()].filter((i) => i >= begin && !Number.isNaN(expected[i]!))
        const far = compared.filter((i) => !(Math.abs(outputs[k]![i]! - expected[i]!) <= within))
        expect(compared.length).toBeGreaterThan(50)
        expect(far.map((i) => `${column}[${i}] ${outputs[k]![i]} for ${expected[i]}`)).toEqual([])
      }
    })
  }
})
