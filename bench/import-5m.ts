import { open, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createInlineEngine } from '../core/engine-host/adapters/inline.ts'
import { drain } from '../core/lib/drain.ts'
import { openDuckDb, quoteText } from '../core/market-data/duckdb.ts'
import { generatedBars } from './bars.ts'
import { median, row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

export const workload: Workload = {
  name: 'import-5m',
  title: 'Import of 5 M one-minute bars beside a bare copy by DuckDB',
  memory: null,
  run,
}

const rows = 5_000_000
const minute = 60_000
const rounds = 3

/**
 * Ours detects the format, checks every row, keeps what is wrong, runs the quality suite and writes partitions; the copy
 * converts the same file to one Parquet file. Both by the same DuckDB with two threads.
 */
async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  const db = await openDuckDb({ memoryMb: 2048, threads: 2, scratch: join(dir, 'spill') })
  const { engine, close } = await createInlineEngine(
    { workspace: dir, resources: 'resources', memoryMb: 2048, threads: 2 },
    () => {},
  )
  try {
    const file = join(dir, 'prices.csv')
    const bytes = await writePrices(file)
    const connection = await db.connect()
    const version = (await connection.runAndReadAll('select version()')).getRowsJS()[0]![0] as string
    const copyOnce = () =>
      seconds(async () => {
        const to = quoteText(join(dir, 'copy.parquet'))
        await connection.run(
          `copy (select * from read_csv(${quoteText(file)})) to ${to} (format parquet, compression zstd)`,
        )
      })
    const importOnce = (symbol: string) =>
      seconds(async () => {
        const source = { path: file, name: 'prices.csv' }
        const options = { symbol, timeframe: '1m', timezone: 'UTC' }
        const { accepted } = await drain(await engine.importFile({ source, options, known: [] }), () => {})
        if (accepted !== rows) throw new Error(`${accepted} of ${rows} rows were accepted`)
      })
    // In turn, so that both meet the same machine; the first pair warms the file and is not counted.
    const copies: number[] = []
    const ours: number[] = []
    for (let round = 0; round <= rounds; round++) {
      const pair = [await copyOnce(), await importOnce(`X${round}`)] as const
      if (round > 0) {
        copies.push(pair[0])
        ours.push(pair[1])
      }
    }
    connection.closeSync()
    note(`${Math.round(bytes / 2 ** 20)} MB of text; ours checks and keeps every row, the copy does not`)
    const peer = {
      peer: `DuckDB ${version}, bare copy`,
      peerFigure: median(copies),
      versions: versions({ duckdb: version }),
    }
    const ratio = median(ours.map((one, round) => one / copies[round]!))
    return [
      row({ workload: 'import-5m', figure: median(ours), unit: 's', ...peer, ratio }),
      row({ workload: 'import-5m', figure: ratio, unit: 'times the bare copy', limit: 2, versions: peer.versions }),
    ]
  } finally {
    await close()
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
