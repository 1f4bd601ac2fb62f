import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer'
import { AppError } from '../contract/errors.ts'
import type { RunPart } from './port.ts'

/** Writes equity.parquet, trades.parquet and orders.parquet of a run. Times are Unix ms as 64-bit integers. */
export async function writeRunTables(dir: string, parts: readonly RunPart[], equity: EquityColumns): Promise<void> {
  const write = (name: string, columnData: ColumnSource[]) =>
    writeFile(join(dir, name), new Uint8Array(parquetWriteBuffer({ columnData })))
  await write('equity.parquet', [
    times('ts', equity.ts),
    doubles('equity', equity.equity),
    doubles('cash', equity.cash),
    doubles('positionValue', equity.positionValue),
    doubles('drawdown', equity.drawdown),
  ])
  await write('trades.parquet', tradeColumns(parts))
  await write('orders.parquet', orderColumns(parts))
}

export interface EquityColumns {
  readonly ts: Float64Array
  readonly equity: Float64Array
  readonly cash: Float64Array
  readonly positionValue: Float64Array
  readonly drawdown: Float64Array
}

/** Reads a run's table as columns of numbers and texts. Throws `corrupt-data`. */
export async function readRunTable(file: string): Promise<Record<string, (number | string | boolean | null)[]>> {
  try {
    const buffer = await asyncBufferFromFile(file)
    const metadata = await parquetMetadataAsync(buffer)
    // The first element of a Parquet schema is its root; a run without trades still has its columns.
    const names = metadata.schema.slice(1).map((element) => element.name)
    const rows = await parquetReadObjects({ file: buffer, metadata })
    return Object.fromEntries(names.map((name) => [name, rows.map((row) => plain(row[name]))]))
  } catch (cause) {
    throw new AppError('corrupt-data', `${file} cannot be read: ${(cause as Error).message}`, {
      cause,
      hint: 'Run the backtest again with the command in its run card.',
      data: { path: file },
    })
  }
}

function tradeColumns(parts: readonly RunPart[]): ColumnSource[] {
  const rows = parts.flatMap(({ symbol, bars, result }) => result.trades.map((trade) => ({ symbol, bars, trade })))
  return [
    texts(
      'symbol',
      rows.map((row) => row.symbol),
    ),
    texts(
      'side',
      rows.map(({ trade }) => trade.side),
    ),
    doubles(
      'size',
      rows.map(({ trade }) => trade.size),
    ),
    times(
      'entryTime',
      rows.map(({ trade, bars }) => bars.ts[trade.entryBar]!),
    ),
    doubles(
      'entryPrice',
      rows.map(({ trade }) => trade.entryPrice),
    ),
    times(
      'exitTime',
      rows.map(({ trade, bars }) => bars.ts[trade.exitBar]!),
    ),
    doubles(
      'exitPrice',
      rows.map(({ trade }) => trade.exitPrice),
    ),
    doubles(
      'entryFee',
      rows.map(({ trade }) => trade.entryFee),
    ),
    doubles(
      'exitFee',
      rows.map(({ trade }) => trade.exitFee),
    ),
    doubles(
      'pnl',
      rows.map(({ trade }) => trade.pnl),
    ),
    doubles(
      'dividends',
      rows.map(({ trade }) => trade.dividends),
    ),
    doubles(
      'split',
      rows.map(({ trade }) => trade.split),
    ),
    doubles(
      'return',
      rows.map(({ trade }) => trade.return),
    ),
    { name: 'bars', type: 'INT32', data: rows.map(({ trade }) => trade.exitBar - trade.entryBar) },
    doubles(
      'mae',
      rows.map(({ trade }) => trade.mae),
    ),
    doubles(
      'mfe',
      rows.map(({ trade }) => trade.mfe),
    ),
    // Rules carry no tags of their own: the side that was entered names the rule.
    texts(
      'entryTag',
      rows.map(({ trade }) => (trade.side === 'long' ? 'entryLong' : 'entryShort')),
    ),
    texts(
      'exitReason',
      rows.map(({ trade }) => trade.exitReason),
    ),
    { name: 'open', type: 'BOOLEAN', data: rows.map(({ trade }) => trade.open) },
    // The order of high and low decided: by an assumption, by finer bars.
    { name: 'ambiguous', type: 'BOOLEAN', data: rows.map(({ trade }) => trade.ambiguous === true) },
    { name: 'resolved', type: 'BOOLEAN', data: rows.map(({ trade }) => trade.resolved === true) },
  ]
}

function orderColumns(parts: readonly RunPart[]): ColumnSource[] {
  const rows = parts.flatMap(({ symbol, bars, result }) => result.orders.map((order) => ({ symbol, bars, order })))
  return [
    texts(
      'symbol',
      rows.map((row) => row.symbol),
    ),
    times(
      'ts',
      rows.map(({ order, bars }) => bars.ts[order.bar]!),
    ),
    texts(
      'kind',
      rows.map(({ order }) => order.kind),
    ),
    texts(
      'side',
      rows.map(({ order }) => order.side),
    ),
    texts(
      'status',
      rows.map(({ order }) => order.status),
    ),
    doubles(
      'size',
      rows.map(({ order }) => order.size),
    ),
    doubles(
      'price',
      rows.map(({ order }) => order.price),
    ),
    doubles(
      'fee',
      rows.map(({ order }) => order.fee),
    ),
    texts(
      'reason',
      rows.map(({ order }) => order.reason),
    ),
  ]
}

function doubles(name: string, data: Float64Array | number[]): ColumnSource {
  return { name, type: 'DOUBLE', data }
}

function times(name: string, data: Float64Array | number[]): ColumnSource {
  return {
    name,
    type: 'INT64',
    data: BigInt64Array.from(data as ArrayLike<number>, (time) => BigInt(Math.round(time))),
  }
}

function texts(name: string, data: string[]): ColumnSource {
  return { name, type: 'STRING', data }
}

function plain(value: unknown): number | string | boolean | null {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value
  return null
}
