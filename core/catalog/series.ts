import { AppError } from '../contract/errors.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { isRecorded } from '../market-data/depth/port.ts'
import type { Partition } from '../market-data/port.ts'
import type { Catalog } from './open.ts'

export interface SeriesRow {
  id: number
  symbol: string
  timeframe: string
  timezone: string
  format: string
  decimals: number
  version: number
  removed: number
  updated_at: number
}

/** The series of a symbol. Without a timeframe the symbol must have exactly one; ticks and a recorded order book beside bars do not count. Throws `not-found` or `invalid-input`. */
export function findSeries(db: Catalog, symbol: string, timeframe?: string): SeriesRow {
  const rows = db
    .prepare('select * from series where symbol = ? and removed = 0 order by timeframe')
    .all(symbol) as SeriesRow[]
  if (rows.length === 0) throw unknownSymbol(db, symbol)
  const timeframes = rows.map((row) => row.timeframe).join(', ')
  if (timeframe !== undefined) {
    const row = rows.find((candidate) => candidate.timeframe === timeframe)
    if (row !== undefined) return row
    throw new AppError('not-found', `${symbol} is stored as ${timeframes}, not as ${timeframe}`, {
      hint: `Use one of: ${timeframes}.`,
    })
  }
  const bars = rows.filter((row) => !isRecorded(row.timeframe))
  if (bars.length === 1) return bars[0]!
  if (rows.length === 1) return rows[0]!
  throw new AppError('invalid-input', `${symbol} is stored in several timeframes: ${timeframes}`, {
    hint: 'Name one with --timeframe.',
  })
}

function unknownSymbol(db: Catalog, symbol: string): AppError {
  const known = (db.prepare('select distinct symbol from series where removed = 0').all() as { symbol: string }[]).map(
    (row) => row.symbol,
  )
  if (known.length === 0)
    return new AppError('not-found', `there is no data for ${symbol}: nothing has been imported yet`, {
      hint: 'Import a price file: sextant data import FILE.',
    })
  return new AppError('not-found', `there is no data for ${symbol}`, { hint: didYouMean(symbol, known) })
}

export function partitionsOf(db: Catalog, series: number, version: number): Partition[] {
  const rows = db
    .prepare(
      'select p.* from version_partitions v join partitions p on p.hash = v.hash where v.series = ? and v.version = ? order by v.ordinal',
    )
    .all(series, version) as {
    hash: string
    file: string
    rows: number
    from_ts: number
    to_ts: number
    bytes: number
    extra: string
  }[]
  return rows.map((row) => ({
    hash: row.hash,
    file: row.file,
    rows: row.rows,
    from: row.from_ts,
    to: row.to_ts,
    bytes: row.bytes,
    extra: JSON.parse(row.extra) as string[],
  }))
}
