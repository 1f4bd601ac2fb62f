import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import './layout.css'

interface CardProps {
  title?: ReactNode
  /** Quiet text beside the title: counts, units. */
  note?: ReactNode
  /** Right end of the header: a link, a segmented control, a button. */
  action?: ReactNode
  /** Content up to the edge, for tables. */
  flush?: boolean
  className?: string
  children: ReactNode
}

export function Card({ title, note, action, flush = false, className, children }: CardProps) {
  return (
    <section className={cx('card', className)} aria-label={typeof title === 'string' ? title : undefined}>
      {title !== undefined && (
        <header className="card-header">
          <h2 className="heading-small">{title}</h2>
          {note !== undefined && <span className="muted">{note}</span>}
          {action !== undefined && <div className="card-action">{action}</div>}
        </header>
      )}
      <div className={flush ? 'card-flush' : 'card-body'}>{children}</div>
    </section>
  )
}

/** A figure with its label and one line of context. The value stays neutral: colour is for table cells. */
export function MetricTile({
  label,
  value,
  context,
  tone,
}: {
  label: ReactNode
  value: ReactNode
  context?: ReactNode
  tone?: 'warn' | 'error'
}) {
  return (
    <div className="tile">
      <div className="label">{label}</div>
      <div className={cx('tile-value num', tone !== undefined && `status-${tone}`)}>{value}</div>
      {context !== undefined && <div className="tile-context num">{context}</div>}
    </div>
  )
}

/** Tiles in one card, split by hairlines. */
export function Tiles({ children }: { children: ReactNode }) {
  return <section className="card tiles">{children}</section>
}

/** Label and value pairs, as in an inspector. */
export function Facts({
  items,
  align = 'right',
}: {
  items: readonly (readonly [label: ReactNode, value: ReactNode])[]
  align?: 'left' | 'right'
}) {
  return (
    <dl className={cx('facts', align === 'left' && 'facts-left')}>
      {items.map(([label, value], index) => (
        // Pairs have no identity beyond their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index}>
          <dt>{label}</dt>
          <dd className="selectable">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
