import type { RunSummary } from '../../../core/contract/backtest.ts'
import { integer, number, percent, signClass, signedPercent, when } from '../../lib/format.ts'
import { goTo, open } from '../../shell/navigation.ts'
import { useRuns } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { ErrorState } from '../../ui/states.tsx'

const shown = 6

const columns: readonly Column<RunSummary>[] = [
  { id: 'id', header: 'Run', kind: 'mono', width: 104, cell: ({ id }) => <span title={id}>{id.slice(0, 10)}</span> },
  {
    id: 'strategy',
    header: 'Strategy',
    width: 'minmax(160px, 1.6fr)',
    cell: (run) => (
      <>
        <span className="home-strategy">{run.strategy}</span>
        <span className="muted"> {paramsText(run)}</span>
      </>
    ),
  },
  {
    id: 'data',
    header: 'Data',
    width: 'minmax(88px, 0.6fr)',
    cell: ({ symbols, timeframe }) => `${symbols.join(', ')} ${timeframe}`,
  },
  {
    id: 'spark',
    header: 'Equity, log',
    width: 104,
    cell: ({ spark, strategy }) => <Sparkline values={spark} log label={`Equity of ${strategy}`} />,
  },
  {
    id: 'return',
    header: 'Return',
    kind: 'number',
    width: 92,
    cell: ({ totalReturn }) => <span className={signClass(totalReturn)}>{signedPercent(totalReturn)}</span>,
  },
  { id: 'sharpe', header: 'Sharpe', kind: 'number', width: 68, cell: ({ sharpe }) => number(sharpe) },
  {
    id: 'drawdown',
    header: 'Max drawdown',
    kind: 'number',
    width: 106,
    cell: ({ maxDrawdown }) => percent(maxDrawdown),
  },
  { id: 'trades', header: 'Trades', kind: 'number', width: 64, cell: ({ trades }) => integer(trades) },
  {
    id: 'when',
    header: 'When',
    kind: 'date',
    width: 146,
    cell: ({ createdAt, stale }) =>
      stale ? <Badge tone="warn">Data changed</Badge> : <span className="prose">{when(createdAt)}</span>,
  },
]

/** `fast 10 · slow 30`. */
function paramsText(run: RunSummary): string {
  return Object.entries(run.params)
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ')
}

export function RecentRuns() {
  const { data: runs, error, reload } = useRuns()
  const action =
    runs !== undefined && runs.length > 0 ? (
      <button type="button" className="link" onClick={() => goTo('runs')}>
        All runs
      </button>
    ) : undefined
  return (
    <Card title="Recent runs" flush action={action}>
      {runs === undefined ? (
        error === null ? (
          <Skeleton rows={4} />
        ) : (
          <ErrorState error={error} where="backtest.list" retry={reload} compact />
        )
      ) : (
        <DataTable
          label="Recent runs"
          columns={columns}
          rows={runs.slice(0, shown)}
          rowKey={({ id }) => id}
          onOpen={(run) => open('runs', { run: run.id }, `${run.strategy} ${run.id.slice(-4)}`)}
          empty="No run yet. Import data, then press Backtest on it."
        />
      )}
    </Card>
  )
}
