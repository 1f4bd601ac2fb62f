import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { runSweep } from '../core/backtest/sweep.ts'
import type { Bars } from '../core/market-data/bars.ts'
import { dailyBars, generatedBars } from './bars.ts'
import { packageVersion, python, runPeer } from './python.ts'
import { smaGrid } from './sma-strategy.ts'
import { median, row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

interface PeerOutput {
  readonly firstSeconds: number
  readonly warmSeconds: readonly number[]
  /** Total return, Sharpe ratio, drawdown and closed trades of every pair. */
  readonly figures: readonly (readonly number[])[]
}

export const workload: Workload = {
  name: 'sma-grid',
  title: '4851 pairs of averages on 2148 daily bars: return, Sharpe, drawdown, trades',
  run,
}

async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const { bars, source } = dailyBars()
  const seconds: number[] = []
  let figures: number[][] = []
  for (let i = 0; i < 8; i++) {
    const once = await grid(bars)
    seconds.push(once.seconds)
    figures = once.figures
  }
  const first = figures.length / seconds[0]!
  const warm = figures.length / median(seconds.slice(3))
  const peer = await vectorbt(bars, note)
  if (peer !== null) note(agreement(figures, peer.figures))
  const about = { workload: 'sma-grid', versions: versions({ data: source }) }
  return [
    row({ ...about, figure: warm, unit: 'pairs/s, 1 thread', limit: 20_000 }),
    row({ ...about, figure: first, unit: 'pairs/s, first run in a process' }),
    ...(peer === null ? [] : [...besides(peer, 30, 'warm', warm, median(peer.warmSeconds))]),
    ...(peer === null ? [] : [...besides(peer, 100, 'first run, nothing compiled yet', first, peer.firstSeconds)]),
    ...(peer === null ? [] : [...besides(peer, null, 'first run, compiled code on disk', first, peer.storedSeconds)]),
    row({ ...about, figure: await speedUp(), unit: 'times as fast with 2 threads', limit: 1.7 }),
  ]

  function besides(given: Measured, limit: number | null, state: string, ours: number, peerSeconds: number) {
    const theirs = figures.length / peerSeconds
    const [figure, unit] = [ours / theirs, `times as fast as vectorbt, ${state}`]
    return [
      row({
        ...about,
        figure,
        unit,
        limit,
        peer: `vectorbt ${given.version}, pairs/s`,
        peerFigure: theirs,
        ratio: figure,
      }),
    ]
  }
}

interface Measured extends PeerOutput {
  readonly version: string
  /** Of a first run in a process that finds compiled code of an earlier one on disk. */
  readonly storedSeconds: number
}

async function grid(bars: Bars): Promise<{ seconds: number; figures: number[][] }> {
  const figures: number[][] = []
  const { elapsedMs } = await runSweep({
    ...smaGrid(bars, 1),
    onRows: ({ count, columns, values }) => {
      for (let i = 0; i < count; i++)
        figures.push(Array.from(values.subarray(i * columns.length + 2, i * columns.length + 6)))
    },
  })
  return { seconds: elapsedMs / 1000, figures }
}

/** 79,401 pairs on 20,000 bars: long enough that the start of the threads no longer counts. */
async function speedUp(): Promise<number> {
  const bars = generatedBars(20_000, 60_000)
  const seconds = async (workers: number) => {
    const { elapsedMs } = await runSweep({ ...smaGrid(bars, workers, 400), onRows: () => {} })
    return elapsedMs / 1000
  }
  const one = await seconds(1)
  return one / (await seconds(2))
}

async function vectorbt(bars: Bars, note: (line: string) => void): Promise<Measured | null> {
  const version = await packageVersion('vectorbt')
  if (version === null) {
    note(
      `vectorbt is not in ${python}: skipped. To have it: python3 -m venv .venv && .venv/bin/pip install "vectorbt==1.2.0" "plotly<6", then SEXTANT_PYTHON=.venv/bin/python`,
    )
    return null
  }
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  try {
    const file = join(dir, 'prices.csv')
    const lines = Array.from(bars.ts, (time, i) => `${new Date(time).toISOString().slice(0, 10)},${bars.close[i]}`)
    await writeFile(file, `date,close\n${lines.join('\n')}\n`)
    // Numba keeps what it compiles on disk: an empty folder is what a first call after installing meets, a filled one what
    // the first call of any later process meets. The import of the package is in neither, nor is ours.
    const env = { NUMBA_CACHE_DIR: join(dir, 'numba') }
    const cold = await runPeer<PeerOutput>('vectorbt_grid.py', [file, '3'], python, env)
    const stored = await runPeer<PeerOutput>('vectorbt_grid.py', [file, '0'], python, env)
    return { version, ...cold, storedSeconds: stored.firstSeconds }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** A pair counts as equal where all four figures are, within 1e-9. */
function agreement(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]): string {
  const order = [0, 1, 2, 3]
  const equal = ours.filter((figures, pair) =>
    order.every((i) => Math.abs(figures[i]! - theirs[i]![pair]!) <= 1e-9 * Math.max(1e-3, Math.abs(theirs[i]![pair]!))),
  ).length
  return `${equal} of ${ours.length} pairs have the same figures as vectorbt within 1e-9; the others have averages that are exactly equal on some bar, or no trade`
}
