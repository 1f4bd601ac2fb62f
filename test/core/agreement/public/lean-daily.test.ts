import { existsSync, readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'

import { runBacktest } from '../../../../core/backtest/run.ts'
import type { BacktestResult } from '../../../../core/backtest/port.ts'
import type { CostSpec } from '../../../../core/contract/costs.ts'
import { metricsFor } from '../../../../core/engine/metrics.ts'
import { findProfile, overrideProfile } from '../../../../core/engine/conventions/profiles.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'

const file = '../shared/data/lean-spy-daily.zip'
const absent = !existsSync(file)

/**
 * Price factors by the last day they hold for, of the tool's own factor file of 2018. The file of the time of its figures is
 * not at hand: later dividends have scaled all of it, by what makes both end equities of October 2013 agree to the cent.
 */
const factors: readonly [string, number][] = [
  ['20031218', 0.7473],
  ['20040318', 0.7508311],
  ['20040617', 0.753463],
  ['20040916', 0.7562133],
  ['20041112', 0.7593608],
  ['20041216', 0.7616114],
  ['20050317', 0.7652094],
  ['20050616', 0.7682154],
  ['20050915', 0.7713161],
  ['20051215', 0.7745997],
  ['20060316', 0.7787058],
  ['20060615', 0.7818025],
  ['20060914', 0.7852585],
  ['20061214', 0.7887122],
  ['20070315', 0.7931044],
  ['20070614', 0.7962504],
  ['20070920', 0.7996827],
  ['20071220', 0.8034767],
  ['20080319', 0.8077407],
  ['20080619', 0.8117394],
  ['20080918', 0.8157996],
  ['20081218', 0.8205217],
  ['20090319', 0.8271822],
  ['20090618', 0.8331031],
  ['20090917', 0.837809],
  ['20091217', 0.8418],
  ['20100318', 0.8463321],
  ['20100617', 0.8498206],
  ['20100916', 0.8538637],
  ['20101216', 0.8584349],
  ['20110317', 0.8629498],
  ['20110616', 0.8666982],
  ['20110915', 0.8709948],
  ['20111215', 0.875501],
  ['20120315', 0.8810543],
  ['20120614', 0.8849152],
  ['20120920', 0.8895006],
  ['20121220', 0.894249],
  ['20130314', 0.900591],
  ['20130620', 0.9046312],
  ['20130919', 0.9094242],
  ['20131219', 0.9138664],
  ['20140320', 0.9188778],
  ['20140619', 0.9229577],
  ['20140918', 0.9273944],
  ['20141218', 0.9317352],
  ['20150319', 0.9368999],
]
const ofOctober2013 = 0.8646268
const factorOf = (day: string) => (factors.find(([last]) => last >= day)![1] / 0.9138664) * ofOctober2013

/** Interactive Brokers' tariff for US shares, as the tool charges it. */
const tariff: CostSpec = {
  fees: {
    kind: 'maximum',
    maximum: 0.005,
    of: { kind: 'minimum', minimum: 1, of: { kind: 'perShare', amount: 0.005 } },
  },
}
const costs = { cash: 100_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 2, costs: tariff }
const sizing = 'percent(99.75)'

/** The text of a zip archive of one entry. */
function onlyEntry(archive: Buffer): string {
  const start = 30 + archive.readUInt16LE(26) + archive.readUInt16LE(28)
  return inflateRawSync(archive.subarray(start)).toString('utf8')
}

/** SPY as the tool sees it: whole ten-thousandths of a dollar, times the factor. */
function spy(from: string, to: string): Bars {
  const rows = onlyEntry(readFileSync(file))
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .filter(([time]) => time!.slice(0, 8) >= from && time!.slice(0, 8) <= to)
  const days = rows.map(([time]) => time!.slice(0, 8))
  const price = (index: number) =>
    Float64Array.from(rows, (cells, i) => (Number(cells[index]) / 10_000) * factorOf(days[i]!))
  return {
    rows: rows.length,
    ts: Float64Array.from(days, (day) => Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`)),
    open: price(1),
    high: price(2),
    low: price(3),
    close: price(4),
    volume: Float64Array.from(rows, (cells) => Number(cells[5])),
  }
}

function run(bars: Bars, riskFree: number, rules: object): BacktestResult {
  return runBacktest({
    text: JSON.stringify({ name: 'lean', ...rules }),
    params: {},
    series: [{ symbol: 'SPY', timeframe: '1d', bars }],
    profile: overrideProfile(findProfile('lean-daily'), { riskFree }).fields,
    costs,
    sizing,
    seed: 0,
    benchmark: null,
  })
}

/**
 * Figures that Lean states of its own algorithms (Algorithm.CSharp, ExpectedStatistics, Apache-2.0). Its risk-free rate is
 * the mean of a central bank's rate over the time. Not compared: the growth a year, which is counted over 365 days and to the
 * end of the last day; alpha, beta, tracking error and capacity, whose benchmark samples and minute data are not at hand; the
 * hash of the orders.
 */
describe.skipIf(absent)(`what Lean states of daily algorithms${absent ? ' (skipped: no ../shared/data)' : ''}`, () => {
  it('BasicTemplateDaily: all of 100 000 at the open after the first close of the time, held to its last close', () => {
    const { result, metrics } = run(spy('20131008', '20131017'), 0.0075, { entryLong: 'close > 0' })
    expect(result.trades).toHaveLength(1)
    expect(result.trades[0]).toMatchObject({ size: 697, entryBar: 1, open: true })
    // Stated as 3.49, of 3.485.
    expect(result.trades[0]!.entryFee).toBeCloseTo(3.485, 9)
    expect(metrics.finalEquity).toBeCloseTo(104_486.22, 2)
    expect(metrics.sharpe).toBeCloseTo(17.304, 3)
    expect(metrics.psr! * 100).toBeCloseTo(96.71, 3)
  })

  it('the same in an older version, which has the bar of the day before too', () => {
    const bars = spy('20131007', '20131017')
    const { result, metrics } = run(bars, 0.0075, { entryLong: 'close > 0' })
    expect(result.trades[0]).toMatchObject({ size: 689, entryBar: 1 })
    // Stated as 3.45, of 3.445.
    expect(result.trades[0]!.entryFee).toBeCloseTo(3.445, 9)
    expect(metrics.finalEquity).toBeCloseTo(103_463.69, 2)
    expect(-metrics.maxDrawdown! * 100).toBeCloseTo(1.2, 1)
    // Its returns are those after the first day, here after the second bar.
    const later = (riskFree: number) =>
      metricsFor({
        bars: { rows: bars.rows - 1, ts: bars.ts.subarray(1) },
        result: { ...result, equity: result.equity.subarray(1), trades: [] },
        profile: overrideProfile(findProfile('lean-daily'), { riskFree }).fields,
        cash: 100_000,
      })
    expect(later(0.0075).volatility).toBeCloseTo(0.138, 3)
    expect(later(0.0075).sharpe).toBeCloseTo(19.094, 3)
    // That version takes no rate off for the probability.
    expect(later(0).psr! * 100).toBeCloseTo(97.754, 3)
  })

  it('MACDTrend: 84 orders in eleven years', () => {
    const rules = {
      let: { fast: 'ema(close, 12)', macd: 'fast - ema(close, 26)', share: '(macd - ema(macd, 9)) / fast' },
      entryLong: 'share > 0.0025',
      exitLong: 'share < -0.0025',
    }
    const bars = spy('20031231', '20141231')
    const { result, metrics } = run(bars, 0.0227, rules)
    expect(result.trades).toHaveLength(42)
    expect(result.trades.every((trade) => !trade.open)).toBe(true)
    const { wins, losses } = shares(result.trades.map((trade) => trade.pnl))
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const [win, loss] = [mean(wins), mean(losses)]
    // Stated: 57 %, 4.78 %, -4.16 %, 1.15, 0.228.
    expect([wins.length, losses.length]).toEqual([24, 18])
    expect(win * 100).toBeCloseTo(4.78, 2)
    expect(loss * 100).toBeCloseTo(-4.16, 2)
    expect(win / -loss).toBeCloseTo(1.15, 2)
    expect((24 / 42) * (win / -loss) - 18 / 42).toBeCloseTo(0.228, 3)
    expect(-metrics.maxDrawdown! * 100).toBeCloseTo(34.9, 1)
    expect(metrics.volatility).toBeCloseTo(0.103, 3)
    expect(metrics.sharpe).toBeCloseTo(0.029, 3)
    // Of the older version too.
    expect(run(bars, 0, rules).metrics.psr! * 100).toBeCloseTo(0.141, 3)
    // A factor that differs in its last places turns some order by a share.
    expect(Math.abs(metrics.finalEquity! / 137_751.04 - 1)).toBeLessThan(5e-5)
    expect(Math.abs(metrics.totalFees! - 468.54)).toBeLessThan(0.02)
  })
})

/** The tool's average win and loss are of the capital before each trade. */
function shares(pnl: readonly number[]): { wins: number[]; losses: number[] } {
  let capital = 100_000
  const all = pnl.map((value) => {
    const share = value / capital
    capital += value
    return share
  })
  return { wins: all.filter((share) => share > 0), losses: all.filter((share) => share <= 0) }
}
