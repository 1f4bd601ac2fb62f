import type { ColumnDef, RowData } from '@tanstack/react-table'
import { createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { useSyncExternalStore } from 'react'
import { none } from '../lib/format.ts'
import { cx } from './cx.ts'

/** A column of a DataTable. Numbers are right-aligned with tabular figures, ids mono. */
export interface Column<Row> {
  id: string
  header: ReactNode
  /** What sorting compares and, without `cell`, what is shown. Null sorts last. A column without `value` does not sort. */
  value?: (row: Row) => string | number | boolean | null
  cell?: (row: Row, index: number) => ReactNode
  kind?: 'text' | 'number' | 'date' | 'mono'
  align?: 'left' | 'right' | 'centre'
  /** Pixels, or a CSS grid track such as `minmax(120px, 1fr)`. Default: an equal share of the width. */
  width?: number | string
}

export const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

export type Sorting = { id: string; desc: boolean }[]
export type SortState = 'ascending' | 'descending' | undefined

/** Numbers start with the largest; the third click goes back to the order of the data. */
export function nextSort(id: string, state: SortState, kind: Column<unknown>['kind']): Sorting {
  const first = kind === 'number' || kind === 'date' ? 'descending' : 'ascending'
  if (state === undefined) return [{ id, desc: first === 'descending' }]
  return state === first ? [{ id, desc: first !== 'descending' }] : []
}

export function toDef<Row extends RowData>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.id,
    header: column.id,
    // Undefined is what the library sorts last in both directions.
    accessorFn: (row: Row) => column.value?.(row) ?? undefined,
    enableSorting: column.value !== undefined,
    sortFn: (a, b, columnId) => compare(a.getValue(columnId), b.getValue(columnId)),
    sortUndefined: 'last',
  }
}

export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}

export function cellOf<Row>(column: Column<Row>, row: Row, index: number): ReactNode {
  if (column.cell !== undefined) return column.cell(row, index)
  const value = column.value?.(row) ?? null
  return value === null ? none : String(value)
}

export function cellClass(column: Pick<Column<never>, 'kind' | 'align'>, head = false): string {
  const align = column.align ?? (column.kind === 'number' ? 'right' : 'left')
  return cx(
    'cell',
    `cell-${align}`,
    (column.kind === 'number' || column.kind === 'date') && 'num',
    !head && column.kind === 'mono' && 'mono',
  )
}

export function trackOf(column: Pick<Column<never>, 'width'>): string {
  if (column.width === undefined) return 'minmax(0, 1fr)'
  return typeof column.width === 'number' ? `${column.width}px` : column.width
}

function watchDensity(notify: () => void): () => void {
  const observer = new MutationObserver(notify)
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] })
  return () => observer.disconnect()
}

function rowToken(): number {
  return Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 28
}

/** The row height in pixels: the token, followed when the density changes. */
export function useRowHeight(given: number | undefined): number {
  const token = useSyncExternalStore(watchDensity, rowToken)
  return given ?? token
}
