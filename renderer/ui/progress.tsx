/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the native bars cannot be drawn to the tokens */
import { cx } from './cx.ts'
import './layout.css'

/** `fraction` 0 to 1; null where the end is not known. The label names what is going on. */
export function Progress({
  fraction,
  label,
  slim = false,
}: {
  fraction: number | null
  label: string
  slim?: boolean
}) {
  const percent = fraction === null ? undefined : Math.round(Math.min(1, Math.max(0, fraction)) * 100)
  return (
    <div
      className={cx('progress', slim && 'progress-slim', fraction === null && 'progress-unknown')}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div style={{ width: `${percent ?? 30}%` }} />
    </div>
  )
}

/** A share of a limit, such as memory used. */
export function Meter({ value, limit, label }: { value: number; limit: number; label: string }) {
  const share = limit > 0 ? Math.min(1, value / limit) : 0
  return (
    <span
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuenow={value}
    >
      <span style={{ width: `${Math.max(share * 100, value > 0 ? 4 : 0)}%` }} />
    </span>
  )
}

/** Rows of the layout to come, while it loads. */
export function Skeleton({ rows = 5, height = 28 }: { rows?: number; height?: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} style={{ height }}>
          <span style={{ width: `${30 + ((row * 37) % 55)}%` }} />
        </div>
      ))}
    </div>
  )
}
