import type { RunDetail } from '../../../../core/contract/backtest.ts'
import { Card } from '../../../ui/card.tsx'
import { Skeleton } from '../../../ui/progress.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { ReturnGroups, TradeGroups } from './group-cards.tsx'
import { IntervalsCard } from './intervals-card.tsx'
import './robustness.css'
import { RollingCard } from './rolling-card.tsx'
import { ExcursionsCard, TradingCard } from './trading-cards.tsx'
import { useAnalysis } from './use-analysis.ts'

/** Whether the result held over time, over groups of bars and trades, and under another draw of its returns. */
export function RunRobustness({ run }: { readonly run: RunDetail }) {
  const { data, error, reload } = useAnalysis(run.id)
  if (error && !data)
    return (
      <ErrorState
        error={error}
        where={`backtest.analysis ${run.id}`}
        title="This run could not be analysed"
        retry={reload}
      />
    )
  return (
    <div className="robust">
      <div className="run-stack">
        <RollingCard run={run} />
        {data ? (
          <div className="robust-groups">
            <ReturnGroups analysis={data} />
            <TradeGroups analysis={data} />
          </div>
        ) : (
          <Waiting title="Returns of bars" rows={8} />
        )}
      </div>
      <div className="run-stack">
        {data ? (
          <>
            <IntervalsCard intervals={data.intervals} />
            <ExcursionsCard excursions={data.excursions} />
            <TradingCard trading={data.trading} />
          </>
        ) : (
          <>
            <Waiting title="Bootstrap intervals" rows={5} />
            <Waiting title="MAE and MFE" rows={8} />
            <Waiting title="Turnover and capacity" rows={5} />
          </>
        )}
      </div>
    </div>
  )
}

function Waiting({ title, rows }: { readonly title: string; readonly rows: number }) {
  return (
    <Card title={title} flush>
      <Skeleton rows={rows} />
    </Card>
  )
}
