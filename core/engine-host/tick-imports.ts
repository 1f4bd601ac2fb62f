import type { DuckDBConnection } from '@duckdb/node-api'
import { depthFlag, depthKind } from '../engine/depth/events.ts'
import { checkDepth } from '../market-data/depth/check.ts'
import { depthColumns } from '../market-data/depth/columns.ts'
import type { DepthColumns } from '../market-data/depth/columns.ts'
import { tickTimeframe } from '../market-data/depth/port.ts'
import type { DepthStore } from '../market-data/depth/port.ts'
import type { ReadResult } from '../market-data/import/types.ts'
import type { SeriesRef } from '../market-data/port.ts'
import type { ImportOutcome } from './contract.ts'

/** Stores ticks as they are, beside the bars of their symbol. */
export async function storeTicks(
  read: ReadResult,
  known: readonly SeriesRef[],
  store: DepthStore,
  signal: AbortSignal,
): Promise<ImportOutcome> {
  const { staged, accepted } = read
  const { symbol } = staged
  const current = known.find((series) => series.symbol === symbol && series.timeframe === tickTimeframe)
  const columns = await readTicks(staged.connection, staged.table, staged.rows, read.kind === 'quotes')
  const written = await store.write(
    { symbol, timeframe: tickTimeframe, columns, onto: current?.partitions ?? [] },
    signal,
  )
  const { partitions, added, repaired } = written
  const version = (current?.version ?? 0) + 1
  const whole =
    partitions.length === 1
      ? columns
      : await store.read({ symbol, timeframe: tickTimeframe, version, hash: '', partitions })
  const repeated = added === 0 ? accepted : 0
  return {
    symbol,
    timeframe: tickTimeframe,
    timezone: read.timezone,
    format: read.format,
    decimals: read.decimals,
    options: read.options,
    sourceHash: read.sourceHash,
    rowsIn: read.rowsIn,
    accepted: accepted - repeated,
    duplicates: read.duplicates + repeated,
    quarantined: read.quarantined,
    warnings: [...read.warnings, ...(repaired > 0 ? ['The damaged file of these ticks was replaced.'] : [])],
    baseVersion: current?.version ?? 0,
    partitions,
    added,
    corrected: 0,
    repaired,
    actions: [],
    quality: checkDepth(whole, { symbol, timeframe: tickTimeframe, version, now: Date.now() }),
  }
}

/** A quote becomes two rows, its bid and its ask; a trade one. Sizes that are not in the file are missing. */
async function readTicks(
  connection: DuckDBConnection,
  table: string,
  rows: number,
  quotes: boolean,
): Promise<DepthColumns> {
  const columns = depthColumns(quotes ? rows * 2 : rows)
  const [first, second] = quotes ? ['bid', 'ask'] : ['price', 'volume']
  const result = await connection.stream(
    `select epoch_us(ts)::double, ${first}::double, ${second}::double from ${table} order by rowid`,
  )
  let row = 0
  const add = (ts: number, kind: number, flags: number, side: number, price: number, quantity: number) => {
    columns.ts[row] = ts
    columns.exchangeTs[row] = ts
    columns.kind[row] = kind
    columns.flags[row] = flags
    columns.side[row] = side
    columns.price[row] = price
    columns.quantity[row] = quantity
    row += 1
  }
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return columns
    const [times, prices, others] = [0, 1, 2].map((column) => chunk.getColumnVector(column))
    for (let item = 0; item < chunk.rowCount; item++) {
      const ts = times!.getItem(item) as number
      const price = prices!.getItem(item) as number
      const other = (others!.getItem(item) as number | null) ?? Number.NaN
      if (quotes) {
        add(ts, depthKind.quote, depthFlag.first, 1, price, Number.NaN)
        add(ts, depthKind.quote, depthFlag.last, -1, other, Number.NaN)
      } else add(ts, depthKind.trade, depthFlag.first | depthFlag.last, 0, price, other)
    }
  }
}
