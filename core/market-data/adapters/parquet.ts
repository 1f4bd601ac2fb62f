import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../contract/errors.ts'
import type { Bars } from '../bars.ts'
import { isRecorded, tickTimeframe } from '../depth/port.ts'
import type { DuckDb } from '../duckdb.ts'
import type { MarketDataRepo, Partition, SeriesRef } from '../port.ts'
import { createBarsCache } from './bars-cache.ts'
import { openColumnCache, sharedColumns, sliceColumns } from './column-cache.ts'
import { profileParquet } from './column-profile.ts'
import { exportTable } from './export-table.ts'
import { readParquetColumns } from './parquet-columns.ts'
import type { PartitionSlot } from './parquet-columns.ts'
import { queryParquet } from './parquet-query.ts'
import { openPartitionFiles } from './partition-file.ts'
import { writePartitions } from './partition-write.ts'

export interface ParquetRepoOptions {
  /** The workspace's folder. */
  readonly dir: string
  /** The shared engine; called, and so opened, only when a column is not in the cache. */
  readonly db: () => Promise<DuckDb>
  readonly threads: number
  /** Bytes of columns kept in memory; the series in use may exceed it. */
  readonly columnBytes?: number
  /** Memory of one typed query, which has an engine of its own. */
  readonly queryMemoryMb?: number
  /** Rows of one partition at most. */
  readonly partitionRows?: number
}

/** Bars in immutable Parquet files below `data/`, with a deletable cache of raw columns below `.cache/columns/`. */
export function createParquetRepo(options: ParquetRepoOptions): MarketDataRepo {
  const { dir, db, threads, columnBytes = 1 << 30, queryMemoryMb = 1024, partitionRows } = options
  const data = join(dir, 'data')
  const files = openPartitionFiles(data)
  const columnCache = openColumnCache(join(dir, '.cache', 'columns'))
  const scratch = join(dir, '.cache', 'scratch')
  const memory = createBarsCache(columnBytes)
  const saving = new Set<Promise<void>>()

  const withConnection = async <Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> => {
    const connection = await (await db()).connect()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }

  const checkedPaths = ({ partitions }: SeriesRef) => Promise.all(partitions.map((partition) => files.check(partition)))

  const loadSeries = async (partitions: readonly Partition[]): Promise<Bars> => {
    const rows = partitions.reduce((sum, part) => sum + part.rows, 0)
    const columns = sharedColumns(rows)
    const absent: PartitionSlot[] = []
    let at = 0
    for (let first = 0; first < partitions.length; first += 8) {
      const slots = partitions.slice(first, first + 8).map((partition) => {
        at += partition.rows
        return { partition, into: sliceColumns(columns, at - partition.rows, at) }
      })
      // Side by side: one waits for the disk while another hashes.
      const found = await Promise.all(
        slots.map(({ partition, into }) =>
          Promise.all([files.check(partition), columnCache.load(partition.hash, into)]),
        ),
      )
      found.forEach(([path, cached], index) => {
        if (!cached) absent.push({ path, ...slots[index]! })
      })
    }
    if (absent.length > 0) await withConnection((connection) => readParquetColumns(connection, absent))
    for (const { partition, into } of absent) {
      const save = columnCache.save(partition.hash, into).finally(() => saving.delete(save))
      saving.add(save)
    }
    return { rows, ...columns }
  }

  return {
    write: (staged, onto, signal) =>
      writePartitions(
        { data, files, ...(partitionRows === undefined ? {} : { maxRows: partitionRows }) },
        staged,
        onto,
        signal,
      ),
    bars: async ({ symbol, timeframe, partitions }: SeriesRef) => {
      if (isRecorded(timeframe)) throw recorded(symbol, timeframe)
      return memory.get(partitions.map(({ hash }) => hash).join(), () => loadSeries(partitions))
    },
    async verify(partitions) {
      const differing: { partition: Partition; found: string }[] = []
      for (const partition of partitions) {
        const found = await files.rehash(partition)
        if (found !== partition.hash) differing.push({ partition, found })
      }
      return differing
    },
    async profile(series) {
      if (series.partitions.length === 0) return []
      const paths = await checkedPaths(series)
      return withConnection((connection) => profileParquet(connection, paths))
    },
    async export(series, format, out) {
      const { symbol, timeframe, partitions } = series
      const title = `${symbol} ${timeframe}`
      if (partitions.length === 0)
        throw new AppError('not-found', `${title} has no bars to export.`, { hint: 'Import a file first.' })
      const paths = await checkedPaths(series)
      const rows = partitions.reduce((sum, part) => sum + part.rows, 0)
      return withConnection((connection) => exportTable({ connection, paths, title, rows, scratch }, format, out))
    },
    query: (sql, tables, limits) =>
      queryParquet({ files, scratch, memoryMb: queryMemoryMb, threads }, sql, tables, limits),
    async close() {
      await Promise.all(saving)
    },
  }
}

function recorded(symbol: string, timeframe: string): AppError {
  const what = timeframe === tickTimeframe ? 'is stored as ticks: they are' : 'is a recorded order book: it has'
  return new AppError('invalid-input', `${symbol} ${timeframe} ${what} no bars.`, {
    hint: 'Name a timeframe with bars, or import prices of this symbol. Ticks and recordings are read by strategies in TypeScript and by SQL.',
  })
}
