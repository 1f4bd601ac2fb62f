interface SparklineProps {
  values: readonly number[]
  width?: number
  height?: number
  /** Draws equal ratios as equal heights; for equity. */
  log?: boolean
  label?: string
}

/** A bare line of values; read as a picture with a label, since the figures stand beside it. */
export function Sparkline({ values, width = 84, height = 18, log = false, label }: SparklineProps) {
  const drawn = values.map((value) => (log ? Math.log(Math.max(value, 1e-9)) : value))
  const low = Math.min(...drawn)
  const high = Math.max(...drawn)
  const span = high - low
  const step = drawn.length > 1 ? width / (drawn.length - 1) : 0
  const points = drawn.map(
    (value, i) =>
      `${(i * step).toFixed(1)},${(span === 0 ? height / 2 : 1 + (1 - (value - low) / span) * (height - 2)).toFixed(1)}`,
  )
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={label === undefined ? 'presentation' : 'img'}
      aria-label={label}
    >
      {drawn.length > 1 && (
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke="var(--text-2)"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
      )}
    </svg>
  )
}

/** Counts of equal-width buckets as bars; heights are square-rooted so that thin tails stay visible. */
export function Bars({
  counts,
  width = 118,
  height = 22,
  label,
}: {
  counts: readonly number[]
  width?: number
  height?: number
  label?: string
}) {
  const most = Math.sqrt(Math.max(...counts, 1))
  const step = width / Math.max(counts.length, 1)
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role={label === undefined ? 'presentation' : 'img'}
      aria-label={label}
    >
      {counts.map((bucket, i) => {
        const size = bucket === 0 ? 0 : Math.max(1, (Math.sqrt(bucket) / most) * height)
        // Buckets have no identity beyond their place.
        // oxlint-disable-next-line react/no-array-index-key
        return (
          <rect
            key={i}
            x={i * step}
            y={height - size}
            width={Math.max(step - 1, 0.5)}
            height={size}
            fill="var(--series-2)"
          />
        )
      })}
    </svg>
  )
}
