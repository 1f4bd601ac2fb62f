import type { Layout } from './shape.ts'

/** Column index of each field, with stated mappings first, so that one column may feed several fields. */
export function fieldPlaces(layout: Pick<Layout, 'columns' | 'options'>): Map<string, number> {
  const places = new Map<string, number>()
  for (const [index, column] of layout.columns.entries()) if (column.field !== null) places.set(column.field, index)
  for (const [field, name] of Object.entries(layout.options.map ?? {})) {
    const index = layout.columns.findIndex((column) => column.name.trim() === name.trim())
    if (index >= 0) places.set(field, index)
  }
  if (places.has('ts') && layout.options.map?.['ts'] !== undefined) {
    places.delete('date')
    places.delete('time')
  }
  return places
}

/** The stamp of a row as one text: its column, or date and time joined. */
export function stampText(cells: readonly string[], places: ReadonlyMap<string, number>): string {
  const at = places.get('ts')
  if (at !== undefined) return cells[at] ?? ''
  return `${(cells[places.get('date') ?? -1] ?? '').trim()} ${(cells[places.get('time') ?? -1] ?? '').trim()}`
}
