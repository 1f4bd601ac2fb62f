import { earliest, stampSql } from './clock.ts'
import { numberSql, volumeSql } from './numbers.ts'
import { fieldPlaces } from './places.ts'
import { pricedFields, shifts } from './row-check.ts'
import type { Layout } from './shape.ts'
import { lengthOf } from './timeframe.ts'
import { toUtcSql, zoneSpans } from './zones.ts'

/** Columns of a DuckDB relation holding typed cells instead of text, by position. */
export type TypedCells = ReadonlyMap<number, string>

/** Names of a layout's columns that are stored beside the canonical six. */
export function extraFields(layout: Layout): string[] {
  if (layout.kind !== 'bars') return []
  const own = new Set(['ts', 'date', 'time', 'open', 'high', 'low', 'close', 'volume', 'symbol'])
  return [...fieldPlaces(layout).keys()].filter((field) => !own.has(field))
}

/** The select list that turns text cells x0, x1, ... into typed columns; a value that cannot be read is NULL (a volume: NaN). */
export function cellsSql(layout: Layout, typed: TypedCells = new Map()): string {
  const places = fieldPlaces(layout)
  const cell = (field: string) => `x${places.get(field)!}`
  const number = (field: string) =>
    typed.get(places.get(field)!) === undefined ? numberSql(cell(field), layout) : `try_cast(${cell(field)} as double)`
  const volume = (field: string) =>
    typed.get(places.get(field)!) === undefined ? volumeSql(cell(field), layout) : `try_cast(${cell(field)} as double)`
  const scaled = (field: string) => number(field) + (layout.priceScale === 1 ? '' : ` / ${layout.priceScale}::double`)
  const parts = [`${timeSql(layout, places, typed)} as ts`]
  for (const field of pricedFields(layout)) parts.push(`${scaled(field)} as ${quoted(field)}`)
  const size = layout.kind === 'bars' ? 'volume' : 'size'
  parts.push(`${places.has(size) ? volume(size) : 'null::double'} as volume`)
  for (const field of extraFields(layout))
    parts.push(`case when isfinite(${number(field)}) then ${number(field)} end as ${quoted(field)}`)
  if (places.has('symbol')) parts.push(`trim(${cell('symbol')}::varchar) as "ticker of row"`)
  return parts.join(', ')
}

function timeSql(layout: Layout, places: ReadonlyMap<string, number>, typed: TypedCells): string {
  const at = places.get('ts')
  const type = at === undefined ? undefined : typed.get(at)
  const text =
    at === undefined
      ? `(trim(x${places.get('date')!}::varchar) || ' ' || trim(x${places.get('time')!}::varchar))`
      : `x${at}`
  let time: string
  if (type === 'TIMESTAMP WITH TIME ZONE') time = `make_timestamp(epoch_us(${text}))`
  else if (type === 'DATE' || type?.startsWith('TIMESTAMP') === true) time = `${text}::timestamp`
  else time = stampSql(type === undefined ? text : `${text}::varchar`, layout.clock)
  const utc =
    type === 'TIMESTAMP WITH TIME ZONE' ||
    (layout.clock.kind === 'epoch' ? true : layout.clock.kind === 'iso' ? layout.clock.offset : layout.clock.utc)
  if (!utc && layout.daily && !(layout.clock.kind !== 'epoch' && layout.clock.dateOnly))
    time = `date_trunc('day', ${time})`
  if (!utc) time = toUtcSql(zoneSpans(layout.timezone), time)
  if (!shifts(layout)) return time
  const { micros, months } = lengthOf(layout.timeframe)
  return months > 0 ? `${time} - interval ${months} month` : `${time} - to_microseconds(${micros})`
}

/** Columns that DuckDB may parse as numbers while it reads, where they are written plainly. */
export function numericCells(layout: Layout): TypedCells {
  if (layout.locale || layout.decimal !== '.') return new Map()
  const texts = new Set(['ts', 'date', 'time', 'symbol'].map((field) => fieldPlaces(layout).get(field)))
  return new Map(
    [...fieldPlaces(layout).values()].filter((place) => !texts.has(place)).map((place) => [place, 'DOUBLE']),
  )
}

/** Clearly good rows by few comparisons: false or NULL says nothing yet, true implies that `badSql` is false. */
export function clearlyGoodSql(layout: Layout, now: number): string {
  const hasVolume = fieldPlaces(layout).has(layout.kind === 'bars' ? 'volume' : 'size')
  const [lowest, highest] = { bars: ['low', 'high'], quotes: ['bid', 'ask'], trades: ['price', 'price'] }[
    layout.kind
  ] as [string, string]
  const good = [
    `ts between make_timestamp(${earliest}) and make_timestamp(${now * 1000 + 86_400_000_000})`,
    `${lowest} > ${layout.allowNegative ? '-1e300' : '0'}`,
    `${highest} < 1e300`,
    // Not greatest() and least(): they pass over a missing value.
    ...(layout.kind === 'bars' ? ['high >= open and high >= "close" and low <= open and low <= "close"'] : []),
    ...(layout.kind === 'quotes' ? ['bid <= ask'] : []),
    ...(hasVolume ? ['coalesce(volume, 0) >= 0 and coalesce(volume, 0) < 1e300'] : []),
  ]
  return good.join(' and ')
}

/** True in SQL where a row of typed cells may not be stored. */
export function badSql(layout: Layout, now: number): string {
  const prices = pricedFields(layout)
  const slack = `least(1e-${layout.decimals}, abs(high) * 1e-4) * 1.000001`
  const fine = [
    `ts <= make_timestamp(${now * 1000 + 86_400_000_000})`,
    `ts >= make_timestamp(${earliest})`,
    ...prices.map((field) => `isfinite(${quoted(field)})`),
    ...(layout.allowNegative ? [] : prices.map((field) => `${quoted(field)} > 0`)),
    ...(layout.kind === 'bars'
      ? [
          `high >= low - ${slack}`,
          `greatest(open, "close") <= high + ${slack}`,
          `least(open, "close") >= low - ${slack}`,
        ]
      : []),
    ...(layout.kind === 'quotes' ? ['bid <= ask'] : []),
    '(volume is null or (isfinite(volume) and volume >= 0))',
  ]
  return `not coalesce(${fine.join(' and ')}, false)`
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
