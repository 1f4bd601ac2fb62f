import { createHash } from 'node:crypto'
import type { ColumnProfile } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { barColumns } from '../bars.ts'
import { fromDuckDbError, quoteIdentifier } from '../duckdb.ts'
import type { MarketDataRepo, Partition, StagedRows } from '../port.ts'
import { folderOfSymbol } from './partition-file.ts'

/** Values of one bar by column, `ts` in Unix ms; null where missing. */
type Row = Readonly<Record<string, number | string | boolean | null>>

/** The port in its plainest form, for tests and for reading: rows in arrays, nothing on disk, no SQL and no export. */
export function createMemoryRepo(): MarketDataRepo {
  const stored = new Map<string, readonly Row[]>()

  const rowsOf = (partition: Partition): readonly Row[] => {
    const rows = stored.get(partition.hash)
    if (rows !== undefined) return rows
    throw new AppError(
      'corrupt-data',
      `${partition.file} is missing: expected SHA-256 ${partition.hash}, found nothing`,
      {
        hint: 'Import its source again.',
        data: { file: partition.file, expected: partition.hash, found: 'missing' },
      },
    )
  }

  const keep = (staged: StagedRows, rows: readonly Row[], extra: readonly string[]): Partition => {
    const text = JSON.stringify(rows)
    const hash = createHash('sha256').update(text).digest('hex')
    stored.set(hash, rows)
    const file = `${folderOfSymbol(staged.symbol)}/${staged.timeframe}/${hash}.parquet`
    return { hash, file, rows: rows.length, from: time(rows[0]!), to: time(rows.at(-1)!), bytes: text.length, extra }
  }

  return {
    async write(staged, onto, signal) {
      if (signal.aborted)
        throw new AppError('cancelled', `${staged.symbol} ${staged.timeframe} could not be written: cancelled`)
      const incoming = await readStaged(staged)
      if (incoming.length === 0) return { partitions: onto, duplicates: 0, corrected: 0, added: 0 }
      const [from, to] = [time(incoming[0]!), time(incoming.at(-1)!)]
      const overlapped = onto.filter((part) => part.from <= to && part.to >= from)
      const merged = new Map(overlapped.flatMap(rowsOf).map((row) => [time(row), row]))

      const counts = { duplicates: 0, corrected: 0, added: 0 }
      for (const row of incoming) {
        const old = merged.get(time(row))
        if (old === undefined) counts.added++
        else if (Object.keys(row).every((name) => Object.is(row[name], old[name] ?? null))) counts.duplicates++
        else counts.corrected++
        merged.set(time(row), { ...old, ...row })
      }
      if (counts.added + counts.corrected === 0) return { partitions: onto, ...counts }
      const extra = [...new Set([...overlapped.flatMap((part) => part.extra), ...staged.extra])]
      const rows = [...merged.values()].sort((a, b) => time(a) - time(b))
      const partitions = [...onto.filter((part) => !overlapped.includes(part)), keep(staged, rows, extra)]
      return { partitions: partitions.sort((a, b) => a.from - b.from), ...counts }
    },

    async bars({ partitions }) {
      const rows = partitions.flatMap(rowsOf)
      const [ts, open, high, low, close, volume] = barColumns.map((name) =>
        Float64Array.from(rows, (row) => Number(row[name] ?? Number.NaN)),
      )
      return { rows: rows.length, ts: ts!, open: open!, high: high!, low: low!, close: close!, volume: volume! }
    },

    async verify(partitions) {
      return partitions.flatMap((partition) => {
        const rows = stored.get(partition.hash)
        const found = rows === undefined ? 'missing' : createHash('sha256').update(JSON.stringify(rows)).digest('hex')
        return found === partition.hash ? [] : [{ partition, found }]
      })
    },

    async profile({ partitions }) {
      const rows = partitions.flatMap(rowsOf)
      if (rows.length === 0) return []
      const names = [...barColumns, ...new Set(partitions.flatMap((part) => part.extra))]
      return names.map((name) =>
        profileOf(
          name,
          rows.map((row) => row[name] ?? null),
        ),
      )
    },

    async export() {
      throw new AppError('unavailable', 'Bars held in memory cannot be exported.', {
        hint: 'Import the file into a workspace first.',
      })
    },
    async query() {
      throw new AppError('unavailable', 'Bars held in memory cannot be queried with SQL.', {
        hint: 'Import the file into a workspace first.',
      })
    },
    async close() {
      stored.clear()
    },
  }
}

async function readStaged({ connection, table, extra, symbol, timeframe }: StagedRows): Promise<Row[]> {
  const names = [...barColumns, ...extra]
  const select = names.map((name) => (name === 'ts' ? 'epoch_us(ts) / 1000.0' : quoteIdentifier(name)))
  try {
    const reader = await connection.runAndReadAll(`select ${select.join(', ')} from ${table}`)
    return reader
      .getRowsJson()
      .map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] as Row[string]])))
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: `${symbol} ${timeframe} could not be read` })
  }
}

function profileOf(name: string, values: readonly Row[string][]): ColumnProfile {
  const present = values.filter((value) => value !== null)
  const numbers = present.filter((value) => typeof value === 'number').sort((a, b) => a - b)
  const [lowest = null, highest = null] = [numbers[0], numbers.at(-1)]
  const middle = numbers.length / 2
  const median = lowest === null ? null : (numbers[Math.ceil(middle) - 1]! + numbers[Math.floor(middle)]!) / 2
  const spread = lowest === null || highest === null ? [] : spreadOf(numbers, lowest, highest)
  const type = name === 'ts' ? 'TIMESTAMP' : typeof present[0] === 'string' ? 'VARCHAR' : 'DOUBLE'
  return {
    name,
    type,
    spread,
    lowest,
    highest,
    median,
    empty: values.length - present.length,
    distinct: new Set(present).size,
  }
}

/** 24 buckets of equal width; the highest value falls into the last one. */
function spreadOf(numbers: readonly number[], lowest: number, highest: number): number[] {
  const counts = Array.from({ length: 24 }, () => 0)
  const width = (highest - lowest) / counts.length
  for (const value of numbers) {
    const bucket = width > 0 ? Math.min(counts.length - 1, Math.floor((value - lowest) / width)) : 0
    counts[bucket] = counts[bucket]! + 1
  }
  return counts
}

function time(row: Row): number {
  return Number(row.ts)
}
