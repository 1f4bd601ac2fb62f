import { calcIndicator } from '../core/indicators/calc.ts'
import { findIndicator } from '../core/indicators/registry.ts'
import { generatedBars } from './bars.ts'
import { python, runPeer } from './python.ts'
import { row } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

const rows = 1_000_000
const repeats = 9
const names = ['sma', 'ema', 'rsi', 'atr', 'macd', 'bbands', 'adx', 'stoch'] as const

/** Bars a second that each must reach; the rest are only reported. */
const limits: Partial<Record<(typeof names)[number], number>> = { sma: 100, ema: 100, rsi: 50, atr: 50 }

export const workload: Workload = {
  name: 'indicators',
  title: 'indicators with default parameters on 1 M bars, best of 9 runs, decimal-exact averages included',
  run,
}

async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const bars = generatedBars(rows, 60_000)
  const peer = await talib(note)
  return names.map((name) => {
    const indicator = findIndicator(name)!
    const seconds = Array.from({ length: repeats }, () => {
      const start = performance.now()
      calcIndicator(indicator, bars, {})
      return (performance.now() - start) / 1000
    })
    const figure = rows / Math.min(...seconds) / 1e6
    const theirs = peer === null ? null : rows / peer.seconds[name]! / 1e6
    return row({
      workload: 'indicators',
      figure,
      unit: `M bars/s, ${name}`,
      limit: limits[name] ?? null,
      ...(theirs === null ? {} : { peer: `TA-Lib ${peer!.version}`, peerFigure: theirs, ratio: figure / theirs }),
    })
  })
}

interface PeerOutput {
  readonly version: string
  readonly seconds: Readonly<Record<string, number>>
}

async function talib(note: (line: string) => void): Promise<PeerOutput | null> {
  try {
    return await runPeer<PeerOutput>('talib_indicators.py', [`${rows}`, `${repeats}`, ...names])
  } catch {
    note(`TA-Lib does not run in ${python}: pip install TA-Lib there, or name a Python that has it in SEXTANT_PYTHON`)
    return null
  }
}
