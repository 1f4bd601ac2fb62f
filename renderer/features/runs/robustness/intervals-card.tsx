import type { Interval, Intervals } from '../../../../core/contract/analysis.ts'
import { count, integer, none, number, percent, signedPercent } from '../../../lib/format.ts'
import { Card } from '../../../ui/card.tsx'
import { spanOf } from './interval-span.ts'

/** How far the headline could have fallen elsewhere by the luck of the draw. */
export function IntervalsCard({ intervals }: { readonly intervals: Intervals }) {
  const { level, resamples, returns, blockLength, seed, reason } = intervals
  return (
    <Card title="Bootstrap intervals" note={percent(level, 0)}>
      {reason === null ? (
        <>
          <IntervalLine name="Sharpe" interval={intervals.sharpe} text={(value) => number(value)} />
          <IntervalLine name="CAGR" interval={intervals.cagr} text={(value) => signedPercent(value, 1)} />
          <IntervalLine name="Max drawdown" interval={intervals.maxDrawdown} text={(value) => percent(value, 1)} />
          <p className="robust-note prose">
            Stationary bootstrap, percentile intervals: {count(resamples, 'resample')} of {count(returns, 'return')} in
            blocks of {number(blockLength, 1)} on average, seed {integer(seed)}. They tell the luck of the draw, not
            that of trying many rules.
          </p>
        </>
      ) : (
        <p className="muted">{reason}</p>
      )}
    </Card>
  )
}

function IntervalLine(props: {
  readonly name: string
  readonly interval: Interval
  readonly text: (value: number | null) => string
}) {
  const { name, interval, text } = props
  const { low, high, estimate } = interval
  const span = spanOf(interval)
  return (
    <div className="interval num">
      <span className="muted">{name}</span>
      <strong>{text(estimate)}</strong>
      <span className="interval-ends">{low === null || high === null ? none : `${text(low)} to ${text(high)}`}</span>
      <span className="interval-bar" aria-hidden>
        {span && (
          <>
            <i
              className="interval-range"
              style={{ left: `${span.low * 100}%`, width: `${(span.high - span.low) * 100}%` }}
            />
            <i className="interval-zero" style={{ left: `${span.zero * 100}%` }} />
            <i className="interval-dot" style={{ left: `${span.estimate * 100}%` }} />
          </>
        )}
      </span>
    </div>
  )
}
