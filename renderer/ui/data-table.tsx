/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows are placed by a virtual list, which a table element cannot do */
/* oxlint-disable react/incompatible-library -- no React Compiler runs over this code */
import { useVirtualizer } from '@tanstack/react-virtual'
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { cx } from './cx.ts'
import type { Column, SortState, Sorting } from './table-model.ts'
import { cellClass, cellOf, nextSort, orderOf, trackOf, useRowHeight } from './table-model.ts'
import './table.css'

export type { Column }

interface DataTableProps<Row> {
  /** Read by screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
  selected?: string | null
  /** Click or arrow keys. */
  onSelect?: (row: Row) => void
  /** Double click or Enter; with `onSelect` absent a single click too. */
  onOpen?: (row: Row) => void
  onHover?: (row: Row | null) => void
  sort?: { id: string; descending: boolean }
  /** `content` grows with its rows, `fill` scrolls inside its parent and draws only what is in view. */
  height?: 'content' | 'fill'
  rowHeight?: number
  empty?: ReactNode
  rowClass?: (row: Row) => string | undefined
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    selected = null,
    onSelect,
    onOpen,
    onHover,
    sort,
    height = 'content',
    empty,
    rowClass,
  } = props
  const id = useId()
  const viewport = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState(-1)
  const [sorting, setSorting] = useState<Sorting>(sort ?? null)
  const rowHeight = useRowHeight(props.rowHeight)
  const order = useMemo(() => orderOf(rows, columns, sorting), [rows, columns, sorting])
  const virtual = useVirtualizer({
    count: order.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: height === 'fill',
  })
  useEffect(() => virtual.measure(), [virtual, rowHeight])

  const rowAt = (at: number): Row | undefined => rows[order[at] ?? -1]
  const moveTo = (at: number): void => {
    const row = rowAt(at)
    if (row === undefined) return
    setCursor(at)
    if (height === 'fill') virtual.scrollToIndex(at)
    else document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
    onSelect?.(row)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((viewport.current?.clientHeight ?? 0) / rowHeight) - 1)
    const at = cursor === -1 ? indexOfSelected(order, rows, rowKey, selected) : cursor
    const last = order.length - 1
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: last,
    }
    const target = targets[event.key]
    const current = rowAt(at)
    if (target !== undefined) moveTo(Math.min(last, Math.max(0, target)))
    else if (event.key === 'Enter' && current !== undefined) (onOpen ?? onSelect)?.(current)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const template = useMemo(() => columns.map(trackOf).join(' '), [columns])
  const line = (at: number, style?: CSSProperties): ReactNode => {
    const row = rowAt(at)
    if (row === undefined) return null
    const key = rowKey(row, order[at] ?? at)
    return (
      // Keys are taken by the grid, which keeps the focus.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
      <div
        key={key}
        id={`${id}-${at}`}
        role="row"
        tabIndex={-1}
        aria-rowindex={at + 2}
        aria-selected={onSelect === undefined ? undefined : key === selected}
        className={cx(
          'table-row',
          (onSelect ?? onOpen) !== undefined && 'table-row-live',
          at === cursor && 'table-cursor',
          rowClass?.(row),
        )}
        style={{ gridTemplateColumns: template, height: rowHeight, ...style }}
        onClick={() => {
          setCursor(at)
          ;(onSelect ?? onOpen)?.(row)
        }}
        onDoubleClick={onSelect === undefined ? undefined : () => onOpen?.(row)}
        onMouseEnter={onHover === undefined ? undefined : () => onHover(row)}
        onMouseLeave={onHover === undefined ? undefined : () => onHover(null)}
      >
        {columns.map((column) => (
          <div key={column.id} role="gridcell" className={cellClass(column)}>
            {cellOf(column, row, order[at] ?? at)}
          </div>
        ))}
      </div>
    )
  }

  return (
    <div
      ref={viewport}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={cursor >= 0 ? `${id}-${cursor}` : undefined}
      tabIndex={0}
      className={cx('table', height === 'fill' && 'table-fill')}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className="table-head" style={{ gridTemplateColumns: template }}>
        {columns.map((column) => {
          const state = sorting?.id === column.id ? (sorting.descending ? 'descending' : 'ascending') : undefined
          return (
            <div key={column.id} role="columnheader" aria-sort={state} className={cellClass(column, true)}>
              {column.value === undefined ? (
                column.header === '' ? (
                  <span className="visually-hidden">{column.id}</span>
                ) : (
                  column.header
                )
              ) : (
                <SortButton state={state} onClick={() => setSorting(nextSort(column.id, state, column.kind))}>
                  {column.header}
                </SortButton>
              )}
            </div>
          )
        })}
      </div>
      {order.length === 0 && empty !== undefined && <div className="table-empty muted">{empty}</div>}
      {height === 'fill' ? (
        <div role="rowgroup" className="table-space" style={{ height: virtual.getTotalSize() }}>
          {virtual
            .getVirtualItems()
            .map((item) => line(item.index, { position: 'absolute', insetInline: 0, top: item.start }))}
        </div>
      ) : (
        <div role="rowgroup">{Array.from(order, (_, at) => line(at))}</div>
      )}
    </div>
  )
}

function SortButton({ state, onClick, children }: { state: SortState; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className="table-sort" onClick={onClick}>
      {children}
      {state !== undefined && (
        <svg width="7" height="6" viewBox="0 0 7 6" aria-hidden>
          <path d={state === 'ascending' ? 'M3.5 0 7 6H0z' : 'M0 0h7L3.5 6z'} fill="currentColor" />
        </svg>
      )}
    </button>
  )
}

function indexOfSelected<Row>(
  order: ArrayLike<number>,
  rows: readonly Row[],
  rowKey: (row: Row, index: number) => string,
  selected: string | null,
): number {
  if (selected === null) return -1
  return Array.from(order).findIndex((index) => {
    const row = rows[index]
    return row !== undefined && rowKey(row, index) === selected
  })
}
