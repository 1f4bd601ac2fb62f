import type { DuckDBConnection } from '@duckdb/node-api'
import type { DatedAction } from '../contract/actions.ts'
import type { ColumnProfile, SqlResult } from '../contract/data.ts'
import type { Bars } from './bars.ts'

/** One immutable file of bars, named by the SHA-256 of its bytes. */
export interface Partition {
  readonly hash: string
  /** Path below the workspace's `data/`, with forward slashes. */
  readonly file: string
  readonly rows: number
  /** First and last bar start, Unix ms. */
  readonly from: number
  readonly to: number
  readonly bytes: number
  /** Columns beyond the six canonical ones, e.g. `dividend`. */
  readonly extra: readonly string[]
}

/** What the catalogue knows of one stored series: its partitions in time order, never overlapping. */
export interface SeriesRef {
  readonly symbol: string
  readonly timeframe: string
  readonly version: number
  /** Over the partition hashes, and the actions where there are any. */
  readonly hash: string
  readonly partitions: readonly Partition[]
  readonly actions?: SeriesActions
}

/** Splits and dividends of a symbol, in time order. */
export interface SeriesActions {
  readonly version: number
  readonly hash: string
  readonly items: readonly DatedAction[]
}

/** Rows of one source, read and checked row by row, waiting in a DuckDB temporary table. */
export interface StagedRows {
  /** Quoted name of the table: ts TIMESTAMP (microseconds, UTC, bar start), open, high, low, close, volume DOUBLE, then `extra`. Sorted by ts, one row a ts. */
  readonly table: string
  readonly connection: DuckDBConnection
  readonly symbol: string
  readonly timeframe: string
  readonly rows: number
  readonly extra: readonly string[]
}

export interface WriteResult {
  /** All partitions of the new version, in time order. */
  readonly partitions: readonly Partition[]
  /** Staged rows that stand in the store already with the same values. */
  readonly duplicates: number
  /** Staged rows that replace stored ones with other values; the old version keeps the old rows. */
  readonly corrected: number
  readonly added: number
}

export interface QueryTable {
  readonly name: string
  readonly series: SeriesRef
}

export interface QueryLimits {
  readonly rows: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** Stored bars. Partitions are immutable: writing gives new ones and never touches those of an older version. */
export interface MarketDataRepo {
  /**
   * Merges staged rows with the partitions of the current version that they touch, and joins small ones that they follow.
   * Files are complete and fsynced when this returns,
   * but belong to nothing until the catalogue lists them. Throws `no-space`, `corrupt-data`, `cancelled`.
   */
  write(staged: StagedRows, onto: readonly Partition[], signal: AbortSignal): Promise<WriteResult>
  /** The whole series as columns. Every partition's hash is checked before its first use; throws `corrupt-data` naming file, expected and found. */
  bars(series: SeriesRef): Promise<Bars>
  /** Reads every byte again and compares hashes; gives the partitions that differ. */
  verify(partitions: readonly Partition[]): Promise<readonly { partition: Partition; found: string }[]>
  /** Lowest, highest, median, spread of each column. */
  profile(series: SeriesRef): Promise<ColumnProfile[]>
  /** Writes csv, parquet, arrow, json or xlsx; text cells that a spreadsheet would run as a formula are quoted. */
  export(
    series: SeriesRef,
    format: 'csv' | 'parquet' | 'arrow' | 'json' | 'xlsx',
    out: string,
  ): Promise<{ rows: number; bytes: number }>
  /** One read-only statement over the given tables and the view `bars`, on a locked connection. Throws `sql-refused`, `sql-failed`, `timeout`, `cancelled`. */
  query(sql: string, tables: readonly QueryTable[], limits: QueryLimits): Promise<SqlResult>
  close(): Promise<void>
}
