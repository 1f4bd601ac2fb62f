import type { Table } from '@uwdata/flechette'
import { tableFromIPC } from '@uwdata/flechette'

/** Decodes an Arrow IPC stream. Times become Unix milliseconds, 64-bit integers plain numbers. */
export async function decodeArrow(blob: Blob): Promise<Table> {
  return tableFromIPC(new Uint8Array(await blob.arrayBuffer()), { useDate: false, useBigInt: false })
}

/** One column as numbers; a missing value is NaN. Throws RangeError where the table has no such column. */
export function numbers(table: Table, name: string): Float64Array {
  const column = columnOf(table, name)
  const out = new Float64Array(column.length)
  for (let i = 0; i < out.length; i += 1) {
    const value: unknown = column.at(i)
    out[i] = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : Number.NaN
  }
  return out
}

/** One column as text; a missing value is the empty string. */
export function texts(table: Table, name: string): string[] {
  const column = columnOf(table, name)
  return Array.from({ length: column.length }, (_, i) => {
    const value: unknown = column.at(i)
    return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)
  })
}

export function hasColumn(table: Table, name: string): boolean {
  return table.names.includes(name)
}

function columnOf(table: Table, name: string) {
  const column = table.getChild(name)
  if (column === undefined || column === null) throw new RangeError(`the table has no column ${name}`)
  return column
}

/** Splits a column-after-column Float64 Blob into views, without copying. */
export async function float64Columns(blob: Blob, columns: number): Promise<Float64Array[]> {
  const buffer = await blob.arrayBuffer()
  const rows = columns === 0 ? 0 : buffer.byteLength / 8 / columns
  return Array.from({ length: columns }, (_, i) => new Float64Array(buffer, i * rows * 8, rows))
}
