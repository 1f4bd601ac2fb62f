import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { ExitReason, Simulation } from '../../../../core/engine/types.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import { constant, signalsOf } from '../../engine/reference.ts'

/** Facts of freqtrade's own detail cases; the header of the file says what each field is. */
interface Case {
  case: number
  bars: [open: number, high: number, low: number, close: number][]
  long: number[]
  exitLong: number[]
  short: number[]
  exitShort: number[]
  stop: number
  roi: Record<string, number>
  trailing?: boolean
  then?: number
  after?: number
  onlyAfter?: boolean
  custom?: number
  entry?: number
  leverage?: number
  profit: number
  trades: [reason: keyof typeof reasons, entry: number, exit: number, side: 'long' | 'short'][]
}

const reasons = {
  exit_signal: 'signal',
  stop_loss: 'stopLoss',
  roi: 'takeProfit',
  trailing_stop_loss: 'trailingStop',
} satisfies Record<string, ExitReason>

const pastHigh = 'fills a limit beyond the market at the far end of the bar; here it fills at the open'
const exitOrder = 'places an exit as a limit order of its own price; exits here are at the market or at a level'
const movedOrder = 'moves an entry order while it waits, and then fills it at its price though the market is better'
/** Cases of the 60 that are not compared, with the reason. */
const exceptions: Record<number, string> = {
  40: pastHigh,
  41: pastHigh,
  44: exitOrder,
  45: exitOrder,
  46: exitOrder,
  48: movedOrder,
  49: movedOrder,
  52: movedOrder,
  53: movedOrder,
  56: 'turns at the open of a bar whose low stops the old position out later',
  57: 'adds to a position and takes part of it away',
  58: exitOrder,
  59: exitOrder,
}

const { cases } = JSON.parse(readFileSync('test/fixtures/freqtrade-detail.json', 'utf8')) as { cases: Case[] }

describe('the profile freqtrade on the tool’s 60 detail cases', () => {
  it('has 47 of them, and names the others', () => {
    const all = [...cases.map((one) => one.case), ...Object.keys(exceptions).map(Number)].toSorted((a, b) => a - b)
    expect(all).toEqual(Array.from({ length: 60 }, (_, i) => i))
  })

  it.each(cases)('case $case: $trades', (given) => {
    const simulation = simulationOf(given)
    const { trades } = simulate(simulation)
    expect(simulateByEvents(simulation).trades).toEqual(trades)
    expect(trades.map((trade) => [trade.exitReason, trade.entryBar, trade.exitBar, trade.side])).toEqual(
      given.trades.map(([reason, ...rest]) => [reasons[reason], ...rest]),
    )
    const profit = trades.reduce((sum, trade) => sum + trade.return, 0) * (given.leverage ?? 1)
    expect(Math.abs(profit - given.profit)).toBeLessThanOrEqual(0.0005 + 1e-12)
  })
})

function simulationOf(given: Case): Simulation {
  const { stop, roi, trailing, then, after, onlyAfter, custom, entry, leverage = 1 } = given
  const bars = barsOf(given.bars)
  const column = (value: number | undefined) => (value === undefined ? null : constant(bars.rows, value))
  const truths = (rows: readonly number[]) => Uint8Array.from(bars.ts, (_, i) => (rows.includes(i) ? 1 : 0))
  return {
    bars,
    profile: findProfile('freqtrade').fields,
    costs: { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage },
    signals: signalsOf(bars.rows, {
      entryLong: truths(given.long),
      exitLong: truths(given.exitLong),
      entryShort: truths(given.short),
      exitShort: truths(given.exitShort),
      stopLoss: column(stop / leverage),
      targets: Object.entries(roi).map(([minutes, least]) => ({
        after: Number(minutes) * 60_000,
        fraction: least / leverage,
      })),
      ...(custom !== undefined
        ? { trailingStop: column(custom) }
        : {
            trailingStop: trailing === true && onlyAfter !== true ? column(stop / leverage) : null,
            trailingThen: column(then),
            trailingAfter: column(after),
          }),
      entryLimit: column(entry),
      sizing: { kind: 'value', value: 1000 * leverage },
    }),
  }
}

function barsOf(rows: Case['bars']): Bars {
  const column = (index: number) => Float64Array.from(rows, (row) => row[index]!)
  return {
    rows: rows.length,
    ts: Float64Array.from(rows, (_, i) => Date.UTC(2018, 9, 3, i)),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: constant(rows.length, 6172),
  }
}
