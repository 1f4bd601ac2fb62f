import type { SweepInput } from '../core/backtest/sweep.ts'
import { findProfile } from '../core/engine/conventions/profiles.ts'
import type { Bars } from '../core/market-data/bars.ts'

export const smaCross = JSON.stringify({
  name: 'sma-cross',
  params: [
    { name: 'fast', type: 'int', default: 10, min: 2, max: 1000 },
    { name: 'slow', type: 'int', default: 30, min: 2, max: 1000 },
  ],
  let: { f: 'sma(close, $fast)', s: 'sma(close, $slow)' },
  entryLong: 'crossover(f, s)',
  exitLong: 'crossunder(f, s)',
})

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

/** All pairs of windows from 2 to `widest` with fast below slow, as vectorbt runs them: 4851 for 100. */
export function smaGrid(bars: Bars, workers: number, widest = 100): Omit<SweepInput, 'onRows'> {
  return {
    bars,
    strategyText: smaCross,
    params: {},
    where: 'fast < slow',
    workers,
    sizing: null,
    barMs: null,
    profile: findProfile('vectorbt').fields,
    axes: [
      { name: 'fast', values: range(2, widest) },
      { name: 'slow', values: range(2, widest) },
    ],
    costs: { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 },
  }
}
