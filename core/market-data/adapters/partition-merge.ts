import type { DuckDBConnection } from '@duckdb/node-api'
import { quoteIdentifier } from '../duckdb.ts'
import type { Partition, StagedRows } from '../port.ts'
import { parquetScan } from './parquet-scan.ts'

export const prices = ['open', 'high', 'low', 'close', 'volume']

/** How staged rows and the stored rows of the partitions they touch become one. */
export interface Merge {
  /** SQL of every row of the new version. */
  readonly rows: string
  /** True where `rows` yields them in time order without a sort. */
  readonly sorted: boolean
  readonly extra: readonly string[]
  /** Staged rows with the time of a stored one. */
  readonly matched: number
  /** Those of them with the same values. */
  readonly duplicates: number
}

/**
 * Compares staged with stored rows. Most imports repeat a stored range and go on from there: their times are then
 * equal row by row, and a positional comparison does at a fraction of a join's cost.
 */
export async function planMerge(
  staged: StagedRows,
  range: { readonly from: number; readonly to: number },
  overlapped: readonly Partition[],
  stored: readonly string[],
): Promise<Merge> {
  const storedExtra = overlapped.flatMap((part) => part.extra)
  const extra = [...new Set([...storedExtra, ...staged.extra])]
  const own = quoted(staged.extra)
  const source = `(select ts, ${[...own].join(', ')} from ${staged.table})`
  if (stored.length === 0) return { rows: source, sorted: true, extra, matched: 0, duplicates: 0 }

  const old = quoted(storedExtra)
  const scan = `(select ts, ${[...old].join(', ')} from ${parquetScan(stored)})`
  const same = [...own]
    .map((name) => (old.has(name) ? `s.${name} is not distinct from o.${name}` : `s.${name} is null`))
    .join(' and ')
  const joined = joinedRows(quoted(extra), own, old, scan, source)

  const common = `ts between ${stamp(Math.max(range.from, overlapped[0]!.from))} and ${stamp(Math.min(range.to, overlapped.at(-1)!.to))}`
  const [inStaged = 0, inStored = 0, aligned = 0, repeated = 0] = await numbers(
    staged.connection,
    `select count(s.ts), count(o.ts), count(*) filter (where s.ts = o.ts), count(*) filter (where s.ts = o.ts and ${same})
     from (from ${scan} where ${common}) o positional join (from ${source} where ${common}) s`,
  )
  if (aligned === inStaged && aligned === inStored) {
    const covered = [...old].every((name) => own.has(name))
    const outside = [
      `from ${scan} where ts < ${stamp(range.from)}`,
      `from ${source}`,
      `from ${scan} where ts > ${stamp(range.to)}`,
    ]
    return {
      rows: covered ? `(${outside.join(' union all by name ')})` : joined,
      sorted: covered,
      extra,
      matched: aligned,
      duplicates: repeated,
    }
  }
  const [matched = 0, duplicates = 0] = await numbers(
    staged.connection,
    `select count(*), count(*) filter (where ${same}) from ${source} s join ${scan} o on s.ts = o.ts`,
  )
  return { rows: joined, sorted: false, extra, matched, duplicates }
}

/** Staged values stand in for stored ones, except in columns the staged rows do not have. */
function joinedRows(
  all: ReadonlySet<string>,
  own: ReadonlySet<string>,
  old: ReadonlySet<string>,
  scan: string,
  source: string,
): string {
  const values = [...all].map((name) => {
    if (!own.has(name)) return `o.${name}`
    if (!old.has(name)) return `s.${name}`
    return `case when s.ts is not null then s.${name} else o.${name} end as ${name}`
  })
  return `(select coalesce(s.ts, o.ts) as ts, ${values.join(', ')} from ${scan} o full join ${source} s on o.ts = s.ts)`
}

/** Quoted names of the price columns and further ones. */
function quoted(extra: readonly string[]): Set<string> {
  return new Set([...prices, ...extra].map(quoteIdentifier))
}

/** SQL of a time; Unix ms with microseconds in the fraction. */
export function stamp(time: number): string {
  return `make_timestamp(${Math.round(time * 1000)})`
}

export async function numbers(connection: DuckDBConnection, sql: string): Promise<number[]> {
  const [row = []] = (await connection.runAndReadAll(sql)).getRowsJS()
  return row.map(Number)
}
