import { shortList } from '../../lib/short-list.ts'
import { GitCompareArrows, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { RunSummary } from '../../../core/contract/backtest.ts'
import { client } from '../../lib/client.ts'
import { date, duration, integer, number, percent, signClass, signedPercent, when } from '../../lib/format.ts'
import { type Command, useCommands } from '../../shell/commands.ts'
import { open } from '../../shell/navigation.ts'
import { useRuns } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { SearchInput } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { FirstRun } from './first-run.tsx'

const most = 8

export function RunsList() {
  const { data: runs, error, reload } = useRuns()
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [current, setCurrent] = useState<string | null>(null)
  const shown = useMemo(() => (runs ?? []).filter((run) => fits(run, filter)), [runs, filter])
  const present = useMemo(() => chosen.filter((id) => runs?.some((run) => run.id === id)), [chosen, runs])
  const compare = () => open('runs', { compare: present.join(',') }, `Compare ${present.length} runs`)
  const commands = useMemo(
    (): Command[] => [
      {
        id: 'runs-compare',
        title: 'Compare the marked runs',
        icon: GitCompareArrows,
        run: () => {
          if (present.length >= 2) open('runs', { compare: present.join(',') }, `Compare ${present.length} runs`)
          else toast('Mark two runs first', { tone: 'info' })
        },
      },
    ],
    [present],
  )
  useCommands(commands)
  const columns = useMemo(
    () =>
      columnsOf(present, (id) =>
        setChosen(present.includes(id) ? present.filter((one) => one !== id) : [...present, id].slice(-most)),
      ),
    [present],
  )
  if (error && runs === undefined)
    return <ErrorState error={error} where="backtest.list" title="The runs could not be read" retry={reload} />
  if (runs?.length === 0) return <FirstRun />
  return (
    <div className="runs-list">
      <div className="toolbar">
        <h1>Runs</h1>
        <span className="muted num">
          {runs === undefined
            ? ''
            : filter === ''
              ? integer(runs.length)
              : `${integer(shown.length)} of ${integer(runs.length)}`}
        </span>
        <div className="grow" />
        <SearchInput label="Filter runs" value={filter} onChange={setFilter} className="runs-filter" />
        <Button
          icon={GitCompareArrows}
          disabled={present.length < 2}
          onClick={compare}
          title={present.length < 2 ? 'Mark two to eight runs' : undefined}
        >
          {present.length < 2 ? 'Compare' : `Compare ${present.length}`}
        </Button>
      </div>
      {runs === undefined ? (
        <Skeleton rows={14} />
      ) : (
        <DataTable
          label="Runs"
          height="fill"
          columns={columns}
          rows={shown}
          rowKey={({ id }) => id}
          selected={current}
          onSelect={({ id }) => setCurrent(id)}
          onOpen={openRun}
          empty="No run fits the filter."
        />
      )}
    </div>
  )
}

const openRun = (run: RunSummary) => open('runs', { run: run.id }, `${run.strategy} ${run.id.slice(-4)}`)

function fits(run: RunSummary, filter: string): boolean {
  const text = [run.id, run.strategy, ...run.symbols, run.timeframe, run.profile, paramsText(run)]
    .join(' ')
    .toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export const paramsText = (run: Pick<RunSummary, 'params'>) =>
  Object.entries(run.params)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

function remove(run: RunSummary): void {
  client.backtest.remove({ run: run.id }).then(() => toast(`Run ${run.id.slice(0, 10)} deleted`), toastError)
}

function columnsOf(chosen: readonly string[], toggle: (id: string) => void): readonly Column<RunSummary>[] {
  return [
    {
      id: 'mark',
      header: '',
      width: 40,
      cell: ({ id }) => (
        <Checkbox checked={chosen.includes(id)} onChange={() => toggle(id)}>
          <span className="visually-hidden">Mark {id} to compare</span>
        </Checkbox>
      ),
    },
    { id: 'id', header: 'Run', kind: 'mono', width: 108, cell: ({ id }) => <span title={id}>{id.slice(0, 10)}</span> },
    {
      id: 'strategy',
      header: 'Strategy',
      width: 'minmax(240px, 2.4fr)',
      value: (run) => run.strategy,
      cell: (run) => (
        <>
          <button type="button" className="runs-open" onClick={() => openRun(run)}>
            {run.strategy}
          </button>{' '}
          <span className="muted">{paramsText(run)}</span>
        </>
      ),
    },
    {
      id: 'data',
      header: 'Data',
      width: 'minmax(88px, 0.6fr)',
      value: (run) => `${shortList(run.symbols)} ${run.timeframe}`,
    },
    {
      id: 'span',
      header: 'Dates',
      kind: 'date',
      width: 204,
      value: (run) => run.from,
      cell: (run) => `${date(run.from)} to ${date(run.to)}`,
    },
    { id: 'profile', header: 'Conventions', width: 104, value: (run) => run.profile },
    {
      id: 'spark',
      header: 'Equity, log',
      width: 104,
      cell: (run) => <Sparkline values={run.spark} log label={`Equity of ${run.strategy}`} />,
    },
    {
      id: 'return',
      header: 'Return',
      kind: 'number',
      width: 96,
      value: (run) => run.totalReturn,
      cell: (run) => <span className={signClass(run.totalReturn)}>{signedPercent(run.totalReturn)}</span>,
    },
    {
      id: 'sharpe',
      header: 'Sharpe',
      kind: 'number',
      width: 76,
      value: (run) => run.sharpe,
      cell: (run) => number(run.sharpe),
    },
    {
      id: 'drawdown',
      header: 'Max drawdown',
      kind: 'number',
      width: 112,
      value: (run) => run.maxDrawdown,
      cell: (run) => percent(run.maxDrawdown),
    },
    {
      id: 'trades',
      header: 'Trades',
      kind: 'number',
      width: 72,
      value: (run) => run.trades,
      cell: (run) => integer(run.trades),
    },
    {
      id: 'win',
      header: 'Win rate',
      kind: 'number',
      width: 80,
      value: (run) => run.winRate,
      cell: (run) => percent(run.winRate, 1),
    },
    {
      id: 'took',
      header: 'Took',
      kind: 'number',
      width: 76,
      value: (run) => run.elapsedMs,
      cell: (run) => duration(run.elapsedMs),
    },
    {
      id: 'when',
      header: 'When',
      kind: 'date',
      width: 146,
      value: (run) => run.createdAt,
      cell: (run) => (run.stale ? <Badge tone="warn">Data changed</Badge> : when(run.createdAt)),
    },
    {
      id: 'remove',
      header: '',
      width: 44,
      cell: (run) => (
        <IconButton
          label={`Delete run ${run.id.slice(0, 10)}`}
          icon={Trash2}
          onClick={(event) => {
            event.stopPropagation()
            remove(run)
          }}
        />
      ),
    },
  ]
}
