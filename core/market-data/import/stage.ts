import type { Query } from './duckdb.ts'
import { badSql, clearlyGoodSql, extraFields, quoted } from './row-check-sql.ts'
import { literal } from './row-source.ts'
import { pricedFields } from './row-check.ts'
import type { Layout } from './shape.ts'
import { lengthOf } from './timeframe.ts'

/** Names of the temporary tables of one import. */
export interface Tables {
  readonly cells: string
  readonly staged: string
}

/** Condition for the rows of the wanted instrument. */
export function wantedSql(layout: Layout): string {
  return layout.pick === null ? 'true' : `"ticker of row" = ${literal(layout.pick)}`
}

/** Positions of rows that may not be stored, ascending; at most `limit`. */
export async function badPositions(
  query: Query,
  tables: Tables,
  layout: Layout,
  now: number,
  limit: number,
): Promise<number[]> {
  const found = await query.rows(
    `select rowid from ${tables.cells} where not coalesce(${clearlyGoodSql(layout, now)}, false) and (${badSql(layout, now)}) and ${wantedSql(layout)} order by rowid limit ${limit}`,
  )
  return found.map(([id]) => Number(id))
}

export interface Screen {
  /** Rows that are not clearly good; most files have none. */
  readonly doubtful: number
  /** Rows that do not stand after the row before them. */
  readonly disorder: number
}

/** A quick look over all rows. */
export async function screen(query: Query, tables: Tables, layout: Layout, now: number): Promise<Screen> {
  const [doubtful] = await query.numbers(
    `select count(*) filter (not coalesce(${clearlyGoodSql(layout, now)}, false)) from ${tables.cells}`,
  )
  const [disorder] = await query.numbers(
    `select count(*) filter (ts <= before) from (select ts, lag(ts) over () as before from ${tables.cells})`,
  )
  return { doubtful: doubtful!, disorder: disorder! }
}

export interface Survey {
  /** Rows that may be stored. */
  readonly good: number
  /** Those that do not stand after the good row before them. */
  readonly disorder: number
}

/** One pass over the good rows of the wanted instrument, in the order of the file. */
export async function survey(query: Query, tables: Tables, layout: Layout, now: number): Promise<Survey> {
  const [good, disorder] = await query.numbers(
    `select count(*), count(*) filter (ts <= before) from (select ts, lag(ts) over () as before from ${tables.cells}` +
      ` where not (${badSql(layout, now)}) and ${wantedSql(layout)})`,
  )
  return { good: good!, disorder: disorder! }
}

/** Replaces what SQL could not read of single rows, by position. */
export async function mend(
  query: Query,
  tables: Tables,
  layout: Layout,
  rows: readonly { position: number; ts: number; values: ReadonlyMap<string, number | null> }[],
): Promise<void> {
  const size = layout.kind === 'bars' ? 'volume' : 'size'
  const fields = [...pricedFields(layout), 'volume', ...extraFields(layout)]
  for (let from = 0; from < rows.length; from += 5000) {
    const list = rows.slice(from, from + 5000).map(({ position, ts, values }) => {
      const numbers = fields.map((field) => values.get(field === 'volume' ? size : field) ?? 'null')
      return `(${position}, ${ts}, ${numbers.join(', ')})`
    })
    const names = fields.map((_, index) => `v${index}`)
    await query.run(
      `update ${tables.cells} set ts = make_timestamp(t), ${fields.map((field, index) => `${quoted(field)} = v${index}::double`).join(', ')}` +
        ` from (values ${list.join(', ')}) m(position, t, ${names.join(', ')}) where ${tables.cells}.rowid = m.position`,
    )
  }
}

export interface Twins {
  readonly duplicates: number
  /** Rows with one time and different values: position, and the first other row of that time. */
  readonly conflicts: readonly { position: number; other: number }[]
}

/** Finds rows of one time. Exact repeats are listed in `<staged>_drop` with the conflicting ones. */
export async function findTwins(
  query: Query,
  tables: Tables,
  layout: Layout,
  now: number,
  limit: number,
): Promise<Twins> {
  const values = [...pricedFields(layout), 'volume', ...extraFields(layout)].map(quoted).join(', ')
  const good = `not (${badSql(layout, now)}) and ${wantedSql(layout)}`
  const drop = dropTable(tables)
  const key = layout.kind === 'bars' ? 'ts' : `ts, ${values}`
  await query.run(
    `create or replace temp table ${drop} as with doubled as (select ${key} from ${tables.cells} where ${good} group by ${key} having count(*) > 1),` +
      ` twin as (select c.rowid as id, c.ts, hash(${keyed(values)}) as same from ${tables.cells} c where ${good} and ${matching(layout, values)})` +
      ` select id, ts, min(id) over (partition by ${layout.kind === 'bars' ? 'ts' : 'ts, same'}) as first,` +
      ` min(same) over (partition by ts) <> max(same) over (partition by ts) and ${layout.kind === 'bars'} as conflict from twin`,
  )
  const [duplicates] = await query.numbers(`select count(*) from ${drop} where not conflict and id <> first`)
  const conflicts = await query.rows(
    `select id, (select min(o.id) from ${drop} o where o.ts = d.ts and o.id <> d.id) from ${drop} d where conflict order by id limit ${limit}`,
  )
  return {
    duplicates: duplicates!,
    conflicts: conflicts.map(([position, other]) => ({ position: Number(position), other: Number(other) })),
  }
}

function matching(layout: Layout, values: string): string {
  return layout.kind === 'bars'
    ? 'ts in (select ts from doubled)'
    : `(ts, hash(${keyed(values)})) in (select (ts, hash(${keyed(values)})) from doubled)`
}

/** Values as one text key, so that missing ones count as equal. */
function keyed(values: string): string {
  return `row(${values})`
}

function dropTable(tables: Tables): string {
  return quoted(`${tables.staged.slice(1, -1)}_drop`)
}

/** Makes the staged table of bars: good rows without repeats, in order. `sorted` says that no row has to move. */
export async function stageBars(
  query: Query,
  tables: Tables,
  layout: Layout,
  now: number,
  state: { readonly sorted: boolean; readonly clean: boolean },
): Promise<void> {
  if (state.sorted && (await columnsOf(query, tables.cells)) === barColumns(layout)) {
    const doubtful = `not coalesce(${clearlyGoodSql(layout, now)}, false)`
    if (!state.clean) await query.run(`delete from ${tables.cells} where ${doubtful} and (${badSql(layout, now)})`)
    await query.run(`alter table ${tables.cells} rename to ${tables.staged}`)
    return
  }
  await query.run(
    `create temp table ${tables.staged} as select ${barColumns(layout)} from ${tables.cells}` +
      ` where not (${badSql(layout, now)}) and ${wantedSql(layout)}${state.sorted ? '' : `${keep(tables)} order by ts`}`,
  )
  await query.run(`drop table ${tables.cells}`)
}

async function columnsOf(query: Query, table: string): Promise<string> {
  const name = literal(table.slice(1, -1))
  const found = await query.rows(
    `select column_name from duckdb_columns() where table_name = ${name} order by column_index`,
  )
  return found.map(([column]) => quoted(String(column))).join(', ')
}

function keep(tables: Tables): string {
  return ` and rowid not in (select id from ${dropTable(tables)} where conflict or id <> first)`
}

export function barColumns(layout: Layout): string {
  return ['ts', 'open', 'high', 'low', 'close', 'volume', ...extraFields(layout)].map(quoted).join(', ')
}

/** Keeps ticks as they are, in order. Returns their number. */
export async function stagePlainTicks(query: Query, tables: Tables, layout: Layout, now: number): Promise<number> {
  const prices = layout.kind === 'quotes' ? 'bid, ask' : 'price, volume'
  await query.run(
    `create temp table ${tables.staged} as select ts, ${prices} from ${tables.cells}` +
      ` where not (${badSql(layout, now)}) and ${wantedSql(layout)}${keep(tables)} order by ts, rowid`,
  )
  return (await query.numbers(`select count(*) from ${tables.staged}`))[0]!
}

/** Gathers ticks into bars of the mid price, or of the traded price with the sizes as volume. Returns the ticks used. */
export async function stageTicks(query: Query, tables: Tables, layout: Layout, now: number): Promise<number> {
  const { micros, months } = lengthOf(layout.timeframe)
  const width = months > 0 ? `interval ${months} month` : `to_microseconds(${micros})`
  const price = layout.kind === 'quotes' ? '(bid + ask) / 2' : 'price'
  const ticks = `select rowid as id, ts, ${price} as p, volume from ${tables.cells} where not (${badSql(layout, now)}) and ${wantedSql(layout)}${keep(tables)}`
  await query.run(
    `create temp table ${tables.staged} as select time_bucket(${width}, ts) as ts, arg_min(p, (ts, id)) as open, max(p) as high, min(p) as low,` +
      ` arg_max(p, (ts, id)) as "close", sum(volume) as volume from (${ticks}) group by 1 order by 1`,
  )
  return (await query.numbers(`select count(*) from (${ticks})`))[0]!
}
