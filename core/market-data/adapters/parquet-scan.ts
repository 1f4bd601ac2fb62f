import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteText } from '../duckdb.ts'

export interface ParquetColumn {
  readonly name: string
  /** DuckDB's name of the type. */
  readonly type: string
}

/** SQL that reads partition files in their order; a column that a file lacks is NULL there. */
export function parquetScan(paths: readonly string[]): string {
  return `read_parquet([${paths.map(quoteText).join(', ')}], union_by_name = true)`
}

export async function describeColumns(connection: DuckDBConnection, scan: string): Promise<ParquetColumn[]> {
  const reader = await connection.runAndReadAll(`select column_name, column_type from (describe select * from ${scan})`)
  return reader.getRowsJS().map(([name, type]) => ({ name: name as string, type: type as string }))
}
