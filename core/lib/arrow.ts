import { float64, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette'

export type ArrowColumn = Float64Array | readonly (number | string | boolean | null)[]

/** Columns as an Arrow IPC stream, the form in which every table crosses a process edge. NaN and null are null. */
export function toArrow(columns: Record<string, ArrowColumn>): Blob {
  const types = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      typeof values.find((value) => value !== null) === 'string' ? utf8() : float64(),
    ]),
  )
  const arrays = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, values instanceof Float64Array ? values : values.map(cell)]),
  )
  const bytes = tableToIPC(tableFromArrays(arrays as never, { types } as never), { format: 'stream' })
  return new Blob([bytes as Uint8Array<ArrayBuffer>])
}

function cell(value: number | string | boolean | null): number | string | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' && Number.isNaN(value) ? null : value
}

/** Float64 columns one after the other, as `data.window` and `indicator.calc` send them. */
export function packColumns(columns: readonly Float64Array[]): Blob {
  return new Blob(columns.map((column) => new Float64Array(column)))
}
