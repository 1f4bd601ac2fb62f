import type { DuckDBConnection } from '@duckdb/node-api'
import type { ColumnProfile } from '../../contract/data.ts'
import { describeColumns, parquetScan } from './parquet-scan.ts'
import { fromDuckDbError, quoteIdentifier } from '../duckdb.ts'

const buckets = 24

/**
 * Profile of each column of checked Parquet files. Stamps count as Unix ms; `distinct` and `median` are DuckDB's
 * sketches (HyperLogLog, t-digest) above 100,000 rows and exact below. Text columns have no lowest, highest or spread.
 */
export async function profileParquet(connection: DuckDBConnection, paths: readonly string[]): Promise<ColumnProfile[]> {
  const scan = parquetScan(paths)
  const read = async (sql: string) => (await connection.runAndReadAll(sql)).getRowsJS()
  try {
    const columns = await describeColumns(connection, scan)
    const exact = Number((await read(`select count(*) from ${scan}`))[0]?.[0]) <= 100_000
    const [summary = []] = await read(
      `select ${columns.map((column) => summarySql(column, exact)).join(', ')} from ${scan}`,
    )
    const profiles = columns.map(({ name, type }, index) => {
      const [empty, distinct, lowest, highest, median] = summary
        .slice(index * 5, index * 5 + 5)
        .map((value) => (value === null ? null : Number(value)))
      return {
        name,
        type,
        empty: empty ?? 0,
        distinct: distinct ?? 0,
        lowest: lowest ?? null,
        highest: highest ?? null,
        median: median ?? null,
      }
    })
    const spreads = profiles.filter(({ lowest, highest }) => lowest !== null && highest !== null)
    const counts =
      spreads.length === 0 ? [] : ((await read(`select ${spreads.map(spreadSql).join(', ')} from ${scan}`))[0] ?? [])
    return profiles.map((profile) => ({ ...profile, spread: spreadOf(counts[spreads.indexOf(profile)]) }))
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: 'The columns could not be profiled' })
  }
}

function numeric({ name, type }: { name: string; type: string }): string | undefined {
  const column = quoteIdentifier(name)
  if (/^(TIMESTAMP|DATE)/.test(type)) return `epoch_us(${column}::timestamp) / 1000.0`
  if (/INT$|^(DOUBLE|FLOAT|DECIMAL|BOOLEAN)/.test(type)) return `${column}::double`
  return undefined
}

function summarySql(column: { name: string; type: string }, exact: boolean): string {
  const value = numeric(column)
  const name = quoteIdentifier(column.name)
  const counts = `count(*) - count(${name}), ${exact ? `count(distinct ${name})` : `approx_count_distinct(${name})`}`
  if (value === undefined) return `${counts}, null, null, null`
  return `${counts}, min(${value}), max(${value}), ${exact ? `median(${value})` : `approx_quantile(${value}, 0.5)`}`
}

/** Counts of equal-width buckets; the highest value falls into the last one. */
function spreadSql({ name, type, lowest, highest }: ColumnRange): string {
  const width = (highest! - lowest!) / buckets
  const bucket =
    width > 0
      ? `least(${buckets - 1}, floor((${numeric({ name, type })} - '${lowest}'::double) / '${width}'::double))::int`
      : '0'
  return `[${Array.from({ length: buckets }, (_, index) => `count(*) filter (where ${quoteIdentifier(name)} is not null and ${bucket} = ${index})`).join(', ')}]`
}

interface ColumnRange {
  readonly name: string
  readonly type: string
  readonly lowest: number | null
  readonly highest: number | null
}

function spreadOf(counts: unknown): number[] {
  return Array.isArray(counts) ? counts.map(Number) : []
}
