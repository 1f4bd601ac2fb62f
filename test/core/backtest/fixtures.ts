import type { Bars } from '../../../core/market-data/bars.ts'

/** A strategy of two averages with a stop, every number of it a parameter. */
export const smaCross = JSON.stringify({
  name: 'sma-cross',
  params: [
    { name: 'fast', type: 'int', default: 10, min: 2, max: 100 },
    { name: 'slow', type: 'int', default: 30, min: 2, max: 200 },
    { name: 'stop', default: 0.05, min: 0.001, max: 0.5 },
  ],
  let: { f: 'sma(close, $fast)', s: 'sma(close, $slow)' },
  entryLong: 'crossover(f, s)',
  exitLong: 'crossunder(f, s)',
  stopLoss: '$stop',
})

/** Prices in cents that wander, from a generator of fixed seed. */
export function wanderingBars(rows: number, seed = 1): Bars {
  let state = seed >>> 0
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const column = () => new Float64Array(rows)
  const bars = { rows, ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
  let last = 100
  const cents = (value: number) => Math.round(value * 100) / 100
  for (let i = 0; i < rows; i++) {
    bars.ts[i] = Date.UTC(2010, 0, 1) + i * 86_400_000
    bars.open[i] = cents(last * (1 + (random() - 0.5) * 0.01))
    bars.close[i] = cents(last * (1 + (random() - 0.49) * 0.04))
    bars.high[i] = cents(Math.max(bars.open[i]!, bars.close[i]!) * (1 + random() * 0.01))
    bars.low[i] = cents(Math.min(bars.open[i]!, bars.close[i]!) * (1 - random() * 0.01))
    bars.volume[i] = Math.round(random() * 1e6)
    last = bars.close[i]!
  }
  return bars
}

export const costs = { cash: 10_000, fees: 0.001, feeFixed: 1, slippage: 0.0005, spread: 0.0002, leverage: 1 }

export function range(from: number, to: number, step = 1): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)
}
