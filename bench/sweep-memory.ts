import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

export const workload: Workload = {
  name: 'sweep-memory',
  title: '1 M combinations of averages and stops to a CSV file: peak memory',
  run,
}

interface ChildOutput {
  readonly combinations: number
  readonly seconds: number
  readonly peakBytes: number
  readonly data: string
}

/** In a process of its own, whose peak is then the sweep's. */
async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  try {
    const out = join(dir, 'sweep.csv')
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, 'sweep-memory-child.ts'),
      out,
    ])
    const { combinations, seconds, peakBytes, data } = JSON.parse(stdout) as ChildOutput
    note(
      `${combinations.toLocaleString('en-US')} rows, ${Math.round((await stat(out)).size / 2 ** 20)} MB, ${seconds.toFixed(1)} s with 2 threads`,
    )
    const about = { workload: 'sweep-memory', versions: versions({ data }) }
    return [
      row({ ...about, figure: peakBytes / 2 ** 20, unit: 'MB, most resident at a time', limit: 500 }),
      row({ ...about, figure: combinations / seconds, unit: 'combinations/s, 2 threads' }),
    ]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
