import type { ReactNode } from 'react'
import { useSyncExternalStore } from 'react'
import { none } from '../lib/format.ts'
import { cx } from './cx.ts'
import type { SortValue } from './sort-order.ts'
import { sortOrder } from './sort-order.ts'

/** A column of a DataTable. Numbers are right-aligned with tabular figures, ids mono. */
export interface Column<Row> {
  id: string
  header: ReactNode
  /** What sorting compares and, without `cell`, what is shown. Null sorts last. A column without `value` does not sort. */
  value?: (row: Row) => SortValue
  cell?: (row: Row, index: number) => ReactNode
  kind?: 'text' | 'number' | 'date' | 'mono'
  align?: 'left' | 'right' | 'centre'
  /** Pixels, or a CSS grid track such as `minmax(120px, 1fr)`. Default: an equal share of the width. */
  width?: number | string
}

/** The column that is sorted by; null leaves the order of the data. */
export type Sorting = { id: string; descending: boolean } | null
export type SortState = 'ascending' | 'descending' | undefined

/** Numbers start with the largest; the third click goes back to the order of the data. */
export function nextSort(id: string, state: SortState, kind: Column<unknown>['kind']): Sorting {
  const first = kind === 'number' || kind === 'date' ? 'descending' : 'ascending'
  if (state === undefined) return { id, descending: first === 'descending' }
  return state === first ? { id, descending: first !== 'descending' } : null
}

/** Indices of the rows as the table shows them. */
export function orderOf<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting,
): ArrayLike<number> {
  const value = sorting === null ? undefined : columns.find(({ id }) => id === sorting.id)?.value
  if (sorting === null || value === undefined) return Uint32Array.from(rows, (_, index) => index)
  return sortOrder(rows.map(value), sorting.descending)
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
