import type { Bars } from '../market-data/bars.ts'

/** A seeded random walk of bars, daily where nothing else is said, for checks that need prices but no market. */
export function sampleBars(rows: number, seed = 1, barMs = 86_400_000): Bars {
  const next = generator(seed)
  const column = () => new Float64Array(rows)
  const bars = { ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
  let last = 100
  for (let row = 0; row < rows; row++) {
    const open = last * (1 + (next() - 0.5) * 0.01)
    const close = open * (1 + (next() - 0.5) * 0.04)
    bars.ts[row] = row * barMs
    bars.open[row] = open
    bars.high[row] = Math.max(open, close) * (1 + next() * 0.01)
    bars.low[row] = Math.min(open, close) * (1 - next() * 0.01)
    bars.close[row] = close
    bars.volume[row] = Math.round(1e5 * (0.5 + next()))
    last = close
  }
  return { rows, ...bars }
}

/** Mulberry32 (Tommy Ettinger, public domain): uniform in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
