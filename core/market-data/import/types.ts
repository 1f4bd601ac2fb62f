import type { DuckDBConnection } from '@duckdb/node-api'
import type { Format, ImportOptions } from '../../contract/data.ts'
import type { Progress } from '../../contract/jobs.ts'
import type { StagedRows } from '../port.ts'

export interface Source {
  /** Absolute path of the file to read. */
  readonly path: string
  /** The name the analyst knows it by; symbols and timeframes are guessed from it. */
  readonly name: string
}

export interface ReadContext {
  /** A private connection; temporary tables made on it live until it closes. */
  readonly connection: DuckDBConnection
  /** A folder of this import alone, removed by the caller. */
  readonly scratch: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

export interface QuarantinedLine {
  readonly line: number
  readonly text: string
  readonly reason: string
}

/** rowsIn = accepted + quarantined.length + duplicates, to the row. */
export interface ReadResult {
  /** Bars, or with the timeframe `tick` the ticks themselves: ts, and bid and ask or price and volume. */
  readonly staged: StagedRows
  readonly kind: 'bars' | 'quotes' | 'trades'
  /** Names of the columns of the file, as written. */
  readonly columns: readonly string[]
  readonly format: Format
  readonly timezone: string
  /** The options with every guess filled in. */
  readonly options: ImportOptions
  readonly rowsIn: number
  /** Rows of the file that were taken: `staged.rows` for bars; for ticks the ticks that the staged bars were made of. */
  readonly accepted: number
  readonly quarantined: readonly QuarantinedLine[]
  /** Rows of the file that repeat another row of it exactly. */
  readonly duplicates: number
  readonly warnings: readonly string[]
  /** SHA-256 of the file's bytes, the same before and after reading. */
  readonly sourceHash: string
  readonly bytes: number
  /** Decimals of the finest price in the file. */
  readonly decimals: number
}
