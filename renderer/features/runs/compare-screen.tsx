import { shortList } from '../../lib/short-list.ts'
import { X } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { RunSummary } from '../../../core/contract/backtest.ts'
import { client } from '../../lib/client.ts'
import { percent } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { open } from '../../shell/navigation.ts'
import { useTab } from '../../shell/tab-context.ts'
import { useRuns } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chart } from '../../ui/chart.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { Banner, ErrorState } from '../../ui/states.tsx'
import type { ThemeTokens } from '../../ui/theme.ts'
import { CompareTable } from './compare-table.tsx'
import { Differences } from './differences.tsx'
import { Letter, letter, runColours } from './run-letter.tsx'
import { loadEquity } from './equity.ts'
import { equityOption } from './equity-option.ts'
import { paramsText } from './runs-list.tsx'

export function CompareScreen({ ids }: { readonly ids: readonly string[] }) {
  const tab = useTab()
  const { data, error, reload } = useQuery(`runs/compare/${ids.join(',')}`, () =>
    client.backtest.compare({ runs: [...ids] }),
  )
  const show = (next: readonly string[]) =>
    next.length < 2 ? open('runs') : tab.replace({ compare: next.join(',') }, `Compare ${next.length} runs`)
  if (error && !data)
    return (
      <ErrorState
        error={error}
        where={`backtest.compare ${ids.join(' ')}`}
        title="These runs cannot be set side by side"
        retry={reload}
        actions={<Button onClick={() => open('runs')}>All runs</Button>}
      />
    )
  if (!data) return <Skeleton rows={16} />
  return (
    <div className="page compare-page">
      <header className="page-head">
        <h1>Compare</h1>
        {data.runs.map((run, at) => (
          <span key={run.id} className="run-chip">
            <Letter at={at} />
            <button
              type="button"
              className="runs-open"
              onClick={() => open('runs', { run: run.id }, `${run.strategy} ${run.id.slice(-4)}`)}
            >
              {run.strategy}
            </button>
            <code className="muted">{run.id.slice(-4)}</code>
            {at === 0 ? (
              <Badge>baseline</Badge>
            ) : (
              <IconButton
                label={`Take ${run.strategy} ${run.id.slice(-4)} out`}
                icon={X}
                iconSize={13}
                onClick={() => show(ids.filter((_, n) => n !== at))}
              />
            )}
          </span>
        ))}
        <AddRun runs={data.runs} onAdd={(id) => show([...ids, id])} />
      </header>
      {data.comparable ? (
        <Banner tone="ok" title="Comparable.">
          Same bars, same conventions, same costs, same dates. Colours and scales stay fixed while you add or remove
          runs.
        </Banner>
      ) : (
        <Banner tone="warn" title="Not comparable as they stand.">
          {data.differences.length === 0
            ? 'The runs differ in their data or conventions.'
            : `They differ in ${list(data.differences.map(({ field }) => field))}. A figure of one says nothing against the same figure of another.`}
        </Banner>
      )}
      <div className="compare-columns">
        <Overlay runs={data.runs} />
        <Differences runs={data.runs} differences={data.differences} />
      </div>
      <CompareTable runs={data.runs} metrics={data.metrics} />
    </div>
  )
}

const list = (words: readonly string[]) => new Intl.ListFormat('en').format(words)

function AddRun({ runs, onAdd }: { readonly runs: readonly RunSummary[]; readonly onAdd: (id: string) => void }) {
  const { data: all } = useRuns()
  const others = (all ?? []).filter(({ id }) => !runs.some((run) => run.id === id)).slice(0, 12)
  return (
    <Menu
      trigger={
        <Button kind="ghost" disabled={runs.length >= 8 || others.length === 0}>
          Add run
        </Button>
      }
      entries={others.map((run) => ({
        label: [run.strategy, paramsText(run), shortList(run.symbols), run.id.slice(-4)].filter(Boolean).join(' · '),
        onSelect: () => onAdd(run.id),
      }))}
    />
  )
}

function Overlay({ runs }: { readonly runs: readonly RunSummary[] }) {
  const [scale, setScale] = useState<'linear' | 'log'>('log')
  const key = runs.map(({ id }) => id).join(',')
  const { data, error, reload } = useQuery(`runs/equities/${key}`, () =>
    Promise.all(runs.map(({ id }) => loadEquity(id, 1500))),
  )
  const lines = useMemo(
    () =>
      (data ?? []).map((equity, at) => ({
        name: `${letter(at)} ${runs[at]?.strategy ?? ''}`,
        tag: letter(at),
        colour: runColours[at] ?? 'series-2',
        width: at === 0 ? 2 : 1.25,
        ts: equity.ts,
        equity: equity.equity,
        drawdown: equity.drawdown,
        filled: false,
      })),
    [data, runs],
  )
  const option = useCallback(
    (tokens: ThemeTokens) => equityOption(tokens, { lines, log: scale === 'log' }),
    [lines, scale],
  )
  return (
    <Card
      title="Equity and drawdown"
      flush
      action={
        <Segmented
          label="Scale"
          size="small"
          value={scale}
          onChange={setScale}
          options={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
        />
      }
    >
      {data ? (
        <Chart
          height={340}
          label={`Equity of ${runs.length} runs`}
          option={option}
          table={() => (
            <table className="run-figures num">
              <tbody>
                {runs.map((run, at) => (
                  <tr key={run.id}>
                    <th scope="row">
                      {letter(at)} {run.strategy}
                    </th>
                    <td>{percent(run.totalReturn)}</td>
                    <td>{percent(run.maxDrawdown)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        />
      ) : error ? (
        <ErrorState error={error} where="backtest.equity" retry={reload} compact />
      ) : (
        <Skeleton rows={10} />
      )}
    </Card>
  )
}
