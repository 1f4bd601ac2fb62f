import { earliest, readStamp } from './clock.ts'
import { ofOtherUnit } from './clock-guess.ts'
import { isMissing, parseNumber } from './numbers.ts'
import { fieldPlaces, stampText } from './places.ts'
import { fitWidth } from './recognise.ts'
import type { Layout, Row } from './shape.ts'
import { lengthOf } from './timeframe.ts'
import { toUtc, zoneSpans } from './zones.ts'

/** A row as it will be stored, or why it cannot be. */
export type Checked =
  | { readonly ts: number; readonly values: ReadonlyMap<string, number | null>; readonly mended?: string }
  | { readonly problem: string; readonly column?: number; readonly otherUnit?: true }

export interface RowCheck {
  (row: Row): Checked
}

/** How far open and close may stand outside high and low: one step of the last decimal, but never more than 0.01 %. */
export function tolerance(price: number, decimals: number): number {
  return Math.min(10 ** -decimals, price * 1e-4) * (1 + 1e-6)
}

/** Checks rows one at a time, with reasons in words. `checkSql` in row-check-sql.ts decides the same for whole tables. */
export function rowCheck(layout: Layout, now: number): RowCheck {
  const places = fieldPlaces(layout)
  const spans = zoneSpans(layout.timezone)
  const width = layout.columns.length
  const latest = now * 1000 + 86_400_000_000
  const numeric = [...places.keys()].filter((field) => !['ts', 'date', 'time', 'symbol'].includes(field))
  const priced = pricedFields(layout)

  const time = (row: Row): { ts: number; mended?: string } | { problem: string; column?: number; otherUnit?: true } => {
    const text = stampText(row.cells, places)
    const column = places.get('ts') ?? places.get('date') ?? 0
    if (text.trim() === '') return { problem: 'the time is empty', column }
    const strict = readStamp(text, layout.clock)
    const stamp = strict ?? readStamp(text, layout.clock, true)
    if (stamp === null) {
      const other = layout.clock.kind === 'epoch' && ofOtherUnit(text, layout.clock.unit)
      return {
        problem: `"${clip(text)}" is not a time of the form the file uses`,
        column,
        ...(other ? { otherUnit: true as const } : {}),
      }
    }
    const utc = stamp.utc
      ? stamp.micros
      : toUtc(spans, layout.daily ? Math.floor(stamp.micros / 86_400e6) * 86_400e6 : stamp.micros)
    if (utc === 'gap')
      return { problem: `${text.trim()} does not exist in ${layout.timezone}: the clocks were put forward`, column }
    if (utc === 'overlap')
      return {
        problem: `${text.trim()} happened twice in ${layout.timezone}: the clocks were put back, and the stamp carries no offset`,
        column,
      }
    const ts = shiftBack(utc, layout)
    if (ts > latest) return { problem: `${text.trim()} lies in the future`, column }
    if (ts < earliest) return { problem: `${text.trim()} lies before 1800`, column }
    return strict === null ? { ts, mended: `${text.trim()} was read as ${new Date(utc / 1000).toISOString()}` } : { ts }
  }

  return (found) => {
    const row = fitWidth(found, width)
    if (row.malformed !== undefined) return { problem: row.malformed }
    if (row.cells.length !== width) return { problem: `${row.cells.length} cells where ${width} columns are expected` }
    const stamp = time(row)
    if ('problem' in stamp) return stamp
    const values = new Map<string, number | null>()
    for (const field of numeric) {
      const column = places.get(field)!
      const cell = row.cells[column] ?? ''
      const price = priced.includes(field)
      if (isMissing(cell)) {
        if (price) return { problem: `${field} is empty${cell.trim() === '' ? '' : ` ("${clip(cell)}")`}`, column }
        values.set(field, null)
        continue
      }
      const value = parseNumber(cell, layout) / (price ? layout.priceScale : 1)
      if (!Number.isFinite(value)) {
        if (price || field === 'volume' || field === 'size')
          return { problem: `${field} "${clip(cell)}" is not a finite number`, column }
        values.set(field, null)
        continue
      }
      if (price && value <= 0 && !layout.allowNegative)
        return { problem: `${field} ${cell.trim()} is not above zero`, column }
      if ((field === 'volume' || field === 'size') && value < 0)
        return { problem: `${field} ${cell.trim()} is negative`, column }
      values.set(field, value)
    }
    const order =
      layout.kind === 'bars' ? barOrder(values, layout.decimals) : layout.kind === 'quotes' ? quoteOrder(values) : null
    if (order !== null) return { problem: order.problem, column: places.get(order.field)! }
    return { ...stamp, values }
  }
}

export function pricedFields(layout: Pick<Layout, 'kind'>): readonly string[] {
  return { bars: ['open', 'high', 'low', 'close'], quotes: ['bid', 'ask'], trades: ['price'] }[layout.kind]
}

/** A stamp that marks a bar's close moves back by the bar's length; dates of sessions stay. */
function shiftBack(micros: number, layout: Layout): number {
  if (!shifts(layout)) return micros
  const { micros: length, months } = lengthOf(layout.timeframe)
  if (months === 0) return micros - length
  const date = new Date(micros / 1000)
  return micros - (date.getTime() - new Date(date).setUTCMonth(date.getUTCMonth() - months)) * 1000
}

export function shifts(layout: Layout): boolean {
  return layout.kind === 'bars' && layout.stamp === 'close' && !layout.daily
}

function barOrder(
  values: ReadonlyMap<string, number | null>,
  decimals: number,
): { problem: string; field: string } | null {
  const of = (field: string) => values.get(field)!
  const slack = tolerance(Math.abs(of('high')), decimals)
  if (of('high') < of('low') - slack) return { problem: `high ${of('high')} is below low ${of('low')}`, field: 'high' }
  for (const field of ['open', 'close']) {
    if (of(field) > of('high') + slack) return { problem: `${field} ${of(field)} is above high ${of('high')}`, field }
    if (of(field) < of('low') - slack) return { problem: `${field} ${of(field)} is below low ${of('low')}`, field }
  }
  return null
}

function quoteOrder(values: ReadonlyMap<string, number | null>): { problem: string; field: string } | null {
  const [bid, ask] = [values.get('bid')!, values.get('ask')!]
  return bid > ask ? { problem: `bid ${bid} is above ask ${ask}`, field: 'bid' } : null
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
