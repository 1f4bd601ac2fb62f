import { useCallback, useMemo, useState } from 'react'
import type { RollingFigures } from '../../../../core/contract/analysis.ts'
import type { RunDetail } from '../../../../core/contract/backtest.ts'
import { date, number, percent } from '../../../lib/format.ts'
import { Card } from '../../../ui/card.tsx'
import { Chart } from '../../../ui/chart.tsx'
import { Segmented } from '../../../ui/choice.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { Skeleton } from '../../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import type { ThemeTokens } from '../../../ui/theme.ts'
import { rollingOption, rollingPanes } from './rolling-option.ts'
import { useAnalysis, usualWindow, type Window, windows } from './use-analysis.ts'

/** How the figures held up over time: each point looks back over the chosen number of returns. */
export function RollingCard({ run }: { readonly run: RunDetail }) {
  const [window, setWindow] = useState<Window>(usualWindow)
  const { data, error, reload } = useAnalysis(run.id, window)
  return (
    <Card
      title="Rolling figures"
      note={`each over the last ${window} returns; dashed: the whole run`}
      action={
        <Segmented
          label="Returns in the window"
          size="small"
          value={window}
          onChange={setWindow}
          options={windows.map((value) => ({ value, label: <span className="num">{value}</span> }))}
        />
      }
      flush
      className="rolling-card"
    >
      {data && data.rolling.ts.length > 0 ? (
        <RollingPlot run={run} rolling={data.rolling} />
      ) : data ? (
        <EmptyState title={`Fewer than ${window} returns`}>Choose a shorter window, or run on more bars.</EmptyState>
      ) : error ? (
        <ErrorState error={error} where={`backtest.analysis ${run.id}`} retry={reload} compact />
      ) : (
        <Skeleton rows={13} />
      )}
    </Card>
  )
}

function RollingPlot({ run, rolling }: { readonly run: RunDetail; readonly rolling: RollingFigures }) {
  const { sharpe, volatility } = run.metrics
  const option = useCallback(
    (tokens: ThemeTokens) => rollingOption(tokens, rolling, { sharpe, volatility }),
    [rolling, sharpe, volatility],
  )
  return (
    <div className="rolling-plot">
      <Chart
        label={`Rolling Sharpe, volatility and drawdown over ${rolling.window} returns; last Sharpe ${number(rolling.sharpe.at(-1))}.`}
        option={option}
        table={() => <RollingTable rolling={rolling} />}
      />
      {rollingPanes.map(({ figure, name, label, text }) => (
        <span key={figure} className="rolling-name num" style={{ top: `${label}%` }} aria-hidden>
          {name} <b>{text(rolling[figure].at(-1) ?? null)}</b>
        </span>
      ))}
    </div>
  )
}

interface Row {
  readonly at: number
}

function RollingTable({ rolling }: { readonly rolling: RollingFigures }) {
  const rows = useMemo(() => rolling.ts.map((_, at): Row => ({ at })).toReversed(), [rolling])
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'ts', header: 'Date', kind: 'date', cell: ({ at }) => date(rolling.ts[at]) },
      { id: 'sharpe', header: 'Sharpe', kind: 'number', cell: ({ at }) => number(rolling.sharpe[at]) },
      { id: 'sortino', header: 'Sortino', kind: 'number', cell: ({ at }) => number(rolling.sortino[at]) },
      { id: 'volatility', header: 'Volatility', kind: 'number', cell: ({ at }) => percent(rolling.volatility[at]) },
      { id: 'beta', header: 'Beta', kind: 'number', cell: ({ at }) => number(rolling.beta[at]) },
      { id: 'drawdown', header: 'Max drawdown', kind: 'number', cell: ({ at }) => percent(rolling.maxDrawdown[at]) },
    ],
    [rolling],
  )
  return (
    <DataTable label="Rolling figures" height="fill" columns={columns} rows={rows} rowKey={({ at }) => String(at)} />
  )
}
