import { CircleAlert } from 'lucide-react'
import type { EChartsType } from 'echarts/core'
import { useCallback } from 'react'
import type { AppError } from '../../../core/contract/errors.ts'
import { count, duration, number, percent } from '../../lib/format.ts'
import { Badge } from '../../ui/badge.tsx'
import { Chart } from '../../ui/chart.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import type { ThemeTokens } from '../../ui/theme.ts'
import { useLatest } from '../../ui/use-latest.ts'
import { signalsOption } from './signals-option.ts'
import { SignalsTable } from './signals-table.tsx'
import type { Signals } from './use-preview.ts'

export type Stretch = 'recent' | 'all'

/** What the text would do on stored data, while it is being written. */
export function SignalsPanel(props: {
  readonly signals: Signals | null
  readonly error: AppError | null
  readonly loading: boolean
  readonly decimals: number
  /** Hash of the last text that parsed, where what is shown is not the text as it stands. */
  readonly heldBack: string | null
  readonly stretch: Stretch
  readonly at: number | null
  readonly onStretch: (stretch: Stretch) => void
  readonly onPick: (ts: number) => void
}) {
  const { signals, error, loading, decimals, at, onPick } = props
  const pick = useLatest(onPick)
  const option = useCallback(
    (tokens: ThemeTokens) => (signals ? signalsOption(tokens, signals, at, decimals) : {}),
    [signals, at, decimals],
  )
  const ready = useCallback(
    (chart: EChartsType) => {
      const click = (event: { offsetX: number; offsetY: number }) => {
        const point = chart.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY])
        if (Array.isArray(point) && typeof point[0] === 'number') pick.current(point[0])
      }
      chart.getZr().on('click', click)
      return () => chart.getZr().off('click', click)
    },
    [pick],
  )
  const buys = signals ? sides(signals, 'long') : 0
  const sells = signals ? sides(signals, 'short') : 0
  return (
    <section className="signals" aria-label="Live signals" aria-busy={loading || undefined}>
      <header className="card-header">
        <h3>Live signals</h3>
        {props.heldBack !== null && (
          <Badge tone="warn" icon={CircleAlert}>
            showing the last text that parsed{props.heldBack && `, ${props.heldBack}`}
          </Badge>
        )}
        <div className="card-action">
          {signals && (
            <span className="prose num">
              {count(buys, 'buy')}, {count(sells, 'sell')} · Sharpe {number(signals.sharpe)}, return{' '}
              {percent(signals.totalReturn, 1)}, drawdown {percent(signals.maxDrawdown, 1)},{' '}
              {duration(signals.elapsedMs)}
            </span>
          )}
          <Segmented
            label="Stretch"
            size="small"
            value={props.stretch}
            onChange={props.onStretch}
            options={[
              { value: 'recent', label: 'Last 500 bars' },
              { value: 'all', label: 'All' },
            ]}
          />
        </div>
      </header>
      <div className="signals-plot">
        {signals ? (
          <Chart
            label={`Signals: ${count(signals.entries.length, 'entry', 'entries')} and ${count(signals.exits.length, 'exit')}`}
            option={option}
            onReady={ready}
            table={() => <SignalsTable signals={signals} decimals={decimals} />}
          />
        ) : error ? (
          <ErrorState error={error} where="strategy.signals" title="No signals for this text" compact />
        ) : loading ? (
          <Skeleton rows={6} />
        ) : (
          <p className="side-note muted">Signals appear once the text parses and a data set is chosen.</p>
        )}
      </div>
    </section>
  )
}

/** A long entry buys, and so does the exit of a short. */
function sides(signals: Signals, entry: 'long' | 'short'): number {
  return (
    signals.entries.filter(({ side }) => side === entry).length +
    signals.exits.filter(({ side }) => side !== entry).length
  )
}
