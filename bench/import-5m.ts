import { open, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { importFile } from '../core/engine-host/imports.ts'
import { createParquetRepo } from '../core/market-data/adapters/parquet.ts'
import { openDuckDb, quoteText } from '../core/market-data/duckdb.ts'
import { generatedBars } from './bars.ts'
import { row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

export const workload: Workload = {
  name: 'import-5m',
  title: 'Import of 5 M one-minute bars beside a bare copy by DuckDB',
  run,
}

const rows = 5_000_000
const minute = 60_000

/**
 * Ours detects the format, checks every row, keeps what is wrong, runs the quality suite and writes partitions; the copy
 * converts the same file to one Parquet file. Both by the same DuckDB with two threads.
 */
async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  const db = await openDuckDb({ memoryMb: 2048, threads: 2, scratch: join(dir, 'spill') })
  const lazy = () => Promise.resolve(db)
  const repo = createParquetRepo({ dir, db: lazy, threads: 2 })
  try {
    const file = join(dir, 'prices.csv')
    const bytes = await writePrices(file)
    const connection = await db.connect()
    const version = (await connection.runAndReadAll('select version()')).getRowsJS()[0]![0] as string
    const copy = await seconds(async () => {
      await connection.run(
        `copy (select * from read_csv(${quoteText(file)})) to ${quoteText(join(dir, 'copy.parquet'))} (format parquet, compression zstd)`,
      )
    })
    connection.closeSync()
    const context = {
      repo,
      db: lazy,
      scratch: join(dir, 'scratch'),
      path: (partition: { file: string }) => join(dir, 'data', partition.file),
    }
    let accepted = 0
    const ours = await seconds(async () => {
      const steps = importFile(
        {
          source: { path: file, name: 'prices.csv' },
          options: { symbol: 'X', timeframe: '1m', timezone: 'UTC' },
          known: [],
        },
        context,
        new AbortController().signal,
      )
      for (let step = await steps.next(); ; step = await steps.next()) {
        if (step.done !== true) continue
        accepted = step.value.accepted
        break
      }
    })
    if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows were accepted`)
    note(`${Math.round(bytes / 2 ** 20)} MB of text; ours checks and keeps every row, the copy does not`)
    return [
      row({
        workload: 'import-5m',
        figure: ours,
        unit: 's',
        peer: `DuckDB ${version}, bare copy`,
        peerFigure: copy,
        ratio: ours / copy,
        versions: versions({ duckdb: version }),
      }),
    ]
  } finally {
    await repo.close()
    db.close()
    await rm(dir, { recursive: true, force: true })
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

async function writePrices(path: string): Promise<number> {
  const { ts, open: first, high, low, close, volume } = generatedBars(rows, minute)
  const file = await open(path, 'w')
  let bytes = 0
  try {
    let text = 'time,open,high,low,close,volume\n'
    for (let i = 0; i < rows; i++) {
      text += `${new Date(ts[i]!).toISOString().slice(0, 19).replace('T', ' ')},${first[i]},${high[i]},${low[i]},${close[i]},${volume[i]}\n`
      if (text.length < 4_000_000 && i < rows - 1) continue
      bytes += (await file.write(text)).bytesWritten
      text = ''
    }
  } finally {
    await file.close()
  }
  return bytes
}
