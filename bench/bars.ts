import { existsSync, readFileSync } from 'node:fs'

import { sliceBars } from '../core/market-data/bars.ts'
import type { Bars } from '../core/market-data/bars.ts'

const goog = '../shared/data/goog-daily.csv'

/** 2148 daily bars: those of GOOG from 2004 to 2013 where that file is at hand, else as many generated ones. */
export function dailyBars(): { bars: Bars; source: string } {
  if (!existsSync(goog)) return { bars: generatedBars(2148, 86_400_000), source: 'generated, 2148 daily bars' }
  const cells = readFileSync(goog, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const column = (index: number) => Float64Array.from(cells, (row) => Number(row[index]))
  const ts = Float64Array.from(cells, ([date]) => Date.parse(date!))
  return {
    bars: {
      rows: cells.length,
      ts,
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: column(5),
    },
    source: 'goog-daily.csv',
  }
}

/** A random walk in cents from a generator of fixed seed, as good as prices for measuring speed. */
export function generatedBars(rows: number, step: number): Bars {
  let state = 20_240_101
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const column = () => new Float64Array(rows)
  const bars = { rows, ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
  const cents = (value: number) => Math.round(value * 100) / 100
  let last = 100
  for (let i = 0; i < rows; i++) {
    bars.ts[i] = Date.UTC(2015, 0, 5) + i * step
    bars.open[i] = cents(last)
    // Drawn back towards 100, so that long series stay in the range of prices.
    last = Math.max(5, last * (1 + (random() - 0.5) * 0.03) + (100 - last) * 0.0005)
    bars.close[i] = cents(last)
    bars.high[i] = cents(Math.max(bars.open[i]!, bars.close[i]!) * (1 + random() * 0.01))
    bars.low[i] = cents(Math.min(bars.open[i]!, bars.close[i]!) * (1 - random() * 0.01))
    bars.volume[i] = Math.floor(random() * 1_000_000)
  }
  return sliceBars(bars, 0, rows)
}
