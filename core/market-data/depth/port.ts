import type { Partition, SeriesRef } from '../port.ts'
import type { DepthColumns } from './columns.ts'

/** Timeframes under which recorded order books and ticks are stored: rows of single events in place of bars. */
export const depthTimeframe = 'depth'
export const tickTimeframe = 'tick'

/** True where a series has no bars. */
export function isRecorded(timeframe: string): boolean {
  return timeframe === depthTimeframe || timeframe === tickTimeframe
}

/** Columns of a stored recording, for completion. */
export const depthTableColumns = [
  { name: 'ts', type: 'TIMESTAMP' },
  { name: 'exchange_ts', type: 'TIMESTAMP' },
  { name: 'kind', type: 'VARCHAR' },
  { name: 'side', type: 'TINYINT' },
  { name: 'price', type: 'DOUBLE' },
  { name: 'quantity', type: 'DOUBLE' },
  { name: 'id', type: 'BIGINT' },
  { name: 'flags', type: 'UTINYINT' },
]

export interface DepthWrite {
  readonly symbol: string
  readonly timeframe: typeof depthTimeframe | typeof tickTimeframe
  readonly columns: DepthColumns
  /** Partitions of the current version. */
  readonly onto: readonly Partition[]
}

/** Stored recordings of order books and ticks. As with bars, files are immutable and belong to nothing until the catalogue lists them. */
export interface DepthStore {
  /**
   * Adds a recording. `added` is 0 where the very same rows are stored; a damaged file of them is replaced and counted as `repaired`. Throws `conflict` where it overlaps another
   * recording in time: two books cannot be merged. Throws `no-space`, `cancelled`.
   */
  write(
    recording: DepthWrite,
    signal: AbortSignal,
  ): Promise<{ partitions: readonly Partition[]; added: number; repaired: number }>
  /** All rows in receive order; each file's hash is checked before its first use. Throws `corrupt-data`. */
  read(series: SeriesRef): Promise<DepthColumns>
}
