import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { dailyBars } from './bars.ts'
import { smaCross } from './sma-strategy.ts'
import { median, row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

export const workload: Workload = {
  name: 'cold-start',
  title: 'One backtest on 2148 daily bars from the start of the process',
  run,
}

const execute = promisify(execFile)
const command = join(import.meta.dirname, '..', 'cli', 'sextant.mjs')

/** Each run is a process of its own: it opens the workspace, reads the bars, runs, and writes the run's folder. */
async function run(): Promise<readonly BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  const sextant = async (...args: string[]) => {
    const started = performance.now()
    const { stdout } = await execute(
      process.execPath,
      [command, '--workspace', join(dir, 'workspace'), '--json', '--quiet', ...args],
      { maxBuffer: 2 ** 26 },
    )
    return { elapsedMs: performance.now() - started, value: JSON.parse(stdout) as unknown }
  }
  try {
    const { bars, source } = dailyBars()
    const lines = Array.from(bars.ts, (time, i) =>
      [
        new Date(time).toISOString().slice(0, 10),
        bars.open[i],
        bars.high[i],
        bars.low[i],
        bars.close[i],
        bars.volume[i],
      ].join(','),
    )
    await writeFile(join(dir, 'prices.csv'), `Date,Open,High,Low,Close,Volume\n${lines.join('\n')}\n`)
    await writeFile(join(dir, 'sma.strategy.json'), smaCross)
    await sextant('init', join(dir, 'workspace'))
    await sextant('data', 'import', join(dir, 'prices.csv'), '--symbol', 'X', '--timeframe', '1d')
    const wall: number[] = []
    const engine: number[] = []
    for (let i = 0; i < 5; i++) {
      const { elapsedMs, value } = await sextant('backtest', 'run', join(dir, 'sma.strategy.json'), '--data', 'X')
      wall.push(elapsedMs)
      engine.push((value as { engineMs: number }).engineMs)
    }
    const about = { workload: 'cold-start', versions: versions({ data: source }) }
    return [
      row({ ...about, figure: median(wall), unit: 'ms, whole process' }),
      row({ ...about, figure: median(engine), unit: 'ms in signals, fills and figures', limit: 20 }),
    ]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
