import type { DuckDBConnection } from '@duckdb/node-api'
import type { ColumnProfile } from '../../contract/data.ts'
import { fromDuckDbError, quoteIdentifier } from '../duckdb.ts'
import { describeColumns, parquetScan } from './parquet-scan.ts'
import type { ParquetColumn } from './parquet-scan.ts'

const buckets = 24

/** Up to so many values the median and the count of distinct ones are exact. */
const exactValues = 100_000

/**
 * Profile of each column of checked Parquet files; stamps count as Unix ms. In longer columns the median is that of
 * about 100,000 rows picked by a hash of their time, the same ones every time, and `distinct` is a HyperLogLog
 * estimate. Text columns have no lowest, highest, median or spread.
 */
export async function profileParquet(connection: DuckDBConnection, paths: readonly string[]): Promise<ColumnProfile[]> {
  const scan = parquetScan(paths)
  const row = async (select: readonly string[], from = scan) =>
    select.length === 0
      ? []
      : (await connection.runAndReadAll(`select ${select.join(', ')} from ${from}`)).getRowsJS()[0]!
  try {
    const columns = await describeColumns(connection, scan)
    const rows = Number((await row(['count(*)']))[0])
    const summary = await row(columns.flatMap((column) => summarySql(column, rows)))
    const profiles = columns.map(({ name, type }, index) => {
      const [filled, distinct, lowest, highest] = summary
        .slice(index * 4, index * 4 + 4)
        .map((value) => (value === null ? null : Number(value)))
      return {
        name,
        type,
        filled: filled ?? 0,
        distinct: distinct ?? 0,
        lowest: lowest ?? null,
        highest: highest ?? null,
      }
    })

    const medians = new Map<string, number>()
    const measured = profiles.filter(({ lowest }) => lowest !== null)
    for (const short of [true, false]) {
      const group = measured.filter(({ filled }) => filled <= exactValues === short)
      const from = short ? scan : `${scan} where hash(ts) % ${Math.ceil(rows / exactValues)} = 0`
      const values = await row(
        group.map((column) => `median(${numeric(column)})`),
        from,
      )
      group.forEach(({ name }, index) => medians.set(name, Number(values[index])))
    }

    const result: ColumnProfile[] = []
    for (const { filled, ...profile } of profiles) {
      const spread = await spreadOf(connection, scan, profile)
      result.push({ ...profile, empty: rows - filled, median: medians.get(profile.name) ?? null, spread })
    }
    return result
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: 'The columns could not be profiled' })
  }
}

/** SQL of a column as a double; undefined for text. */
function numeric({ name, type }: ParquetColumn): string | undefined {
  const column = quoteIdentifier(name)
  if (/^(TIMESTAMP|DATE)/.test(type)) return `epoch_us(${column}::timestamp) / 1000.0`
  if (/INT$|^(DOUBLE|FLOAT|DECIMAL|BOOLEAN)/.test(type)) return `${column}::double`
  return undefined
}

function summarySql(column: ParquetColumn, rows: number): string[] {
  const name = quoteIdentifier(column.name)
  const value = numeric(column)
  const distinct = rows <= exactValues ? `count(distinct ${name})` : `approx_count_distinct(${name})`
  return [`count(${name})`, distinct, ...(value === undefined ? ['null', 'null'] : [`min(${value})`, `max(${value})`])]
}

interface Range extends ParquetColumn {
  readonly lowest: number | null
  readonly highest: number | null
}

/** Counts of equal-width buckets; the highest value falls into the last one. */
async function spreadOf(
  connection: DuckDBConnection,
  scan: string,
  { name, type, lowest, highest }: Range,
): Promise<number[]> {
  if (lowest === null || highest === null) return []
  const value = numeric({ name, type })
  // Quoted: a bare literal would be read as a decimal and lose the last bits.
  const width = (highest - lowest) / buckets
  const bucket =
    width > 0 ? `least(${buckets - 1}, floor((${value} - '${lowest}'::double) / '${width}'::double))::int` : '0'
  const sql = `select ${bucket} as bucket, count(*) from ${scan} where ${quoteIdentifier(name)} is not null group by 1`
  const counts = Array.from({ length: buckets }, () => 0)
  for (const [index, count] of (await connection.runAndReadAll(sql)).getRowsJS()) counts[Number(index)] = Number(count)
  return counts
}
