import { shortList } from '../../lib/short-list.ts'
import { ChartCandlestick, FileText, GitCompareArrows, RotateCcw, Scale } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import type { PeerName } from '../../../core/contract/cross-check.ts'
import type { reportFormats } from '../../../core/contract/report.ts'
import { client } from '../../lib/client.ts'
import { date, duration, integer, when } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { type Command, useCommands } from '../../shell/commands.ts'
import { open } from '../../shell/navigation.ts'
import { useTab } from '../../shell/tab-context.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Progress, Skeleton } from '../../ui/progress.tsx'
import { useRun } from '../../ui/run-form/use-run.ts'
import { Banner, ErrorState } from '../../ui/states.tsx'
import { SubTabs } from '../../ui/sub-tabs.tsx'
import { toastError } from '../../ui/toast.tsx'
import { useLatest } from '../../ui/use-latest.ts'
import { CompareMenu } from './compare-menu.tsx'
import { isProgram } from './is-program.ts'
import { RunCalendar } from './run-calendar.tsx'
import { RunCard } from './run-card.tsx'
import { RunEquity } from './run-equity.tsx'
import { RunExcursions } from './run-excursions.tsx'
import { RunOverview } from './run-overview.tsx'
import { RunRobustness } from './robustness/run-robustness.tsx'
import { toolNames, tools } from './second-opinion/opinion-words.ts'
import { RunOpinion } from './second-opinion/run-opinion.tsx'
import { useCrossCheck } from './second-opinion/use-cross-check.ts'
import { RunTrades } from './run-trades.tsx'
import { repeatOf } from './repeat.ts'

const tabs = ['overview', 'equity', 'trades', 'calendar', 'excursions', 'robustness', 'opinion', 'card'] as const
export type RunTab = (typeof tabs)[number]
const isTab = (value: string): value is RunTab => (tabs as readonly string[]).includes(value)

export function RunScreen({ id, tab: first }: { readonly id: string; readonly tab: string }) {
  const { data: run, error, reload } = useQuery(`runs/show/${id}`, () => client.backtest.show({ run: id }))
  const tab = useTab()
  const name = run ? `${run.strategy.name} ${run.id.slice(-4)}` : null
  useEffect(() => {
    if (name !== null) tab.setTitle(name)
  }, [name]) // oxlint-disable-line react/exhaustive-deps -- the tab is one for the life of the screen
  if (run) return <LoadedRun run={run} first={isTab(first) ? first : 'overview'} />
  if (error)
    return (
      <ErrorState
        error={error}
        where={`backtest.show ${id}`}
        title="This run could not be read"
        retry={reload}
        actions={<Button onClick={() => open('runs')}>All runs</Button>}
      />
    )
  return <Skeleton rows={16} />
}

function LoadedRun({ run, first }: { readonly run: RunDetail; readonly first: RunTab }) {
  const [tab, setTab] = useState<RunTab>(first)
  const [month, setMonth] = useState<{ year: number; month: number } | null>(null)
  const { running, progress, error, start, forget } = useRun()
  const { data: datasets } = useDatasets()
  const { data: profiles } = useQuery('profiles', () => client.backtest.profiles())
  const symbols = run.data.map(({ symbol }) => symbol)
  const timeframe = run.data[0]?.timeframe ?? ''
  const again = () => {
    if (!running) void start(repeatOf(run, datasets ?? [], profiles ?? []), run.strategy.name)
  }
  const chart = () => open('chart', { symbol: symbols[0] ?? '', timeframe, run: run.id }, `${symbols[0]} ${timeframe}`)
  const check = useCrossCheck(run.id)
  const askAbout = (tool: PeerName) => {
    setTab('opinion')
    void check.ask(tool)
  }
  const press = useLatest({ again, chart, askAbout })
  const commands = useMemo(
    (): Command[] => [
      { id: 'run-again', title: 'Run again', icon: RotateCcw, keys: 'F5', run: () => press.current.again() },
      {
        id: 'run-chart',
        title: 'Open this run on the chart',
        icon: ChartCandlestick,
        run: () => press.current.chart(),
      },
      {
        id: 'run-report',
        title: 'Report of this run',
        icon: FileText,
        run: () => open('reports', { run: run.id }, `Report ${run.id.slice(-4)}`),
      },
      ...tools.map((tool) => ({
        id: `run-opinion-${tool}`,
        title: `Second opinion of ${toolNames[tool]}`,
        icon: Scale,
        run: () => press.current.askAbout(tool),
      })),
    ],
    [run.id, press],
  )
  useCommands(commands)
  const pickMonth = (year: number, monthOfYear: number) => {
    setMonth({ year, month: monthOfYear })
    setTab('trades')
  }
  const params = Object.entries(run.params)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  const facts = [
    `${run.universe?.name ?? shortList(symbols)} ${timeframe}`,
    `${date(run.data[0]?.from)} to ${date(run.data[0]?.to)}`,
    `${integer(run.data.reduce((sum, { rows }) => sum + rows, 0))} bars`,
    ...(params ? [params] : []),
  ]
  return (
    <div className="page run-page">
      <header>
        <div className="page-head">
          <h1>{run.strategy.name}</h1>
          <code className="muted selectable" title={run.id}>
            {run.id.slice(0, 10)}
          </code>
          <Causality run={run} />
          <Badge>{run.engine} engine</Badge>
          <div className="grow" />
          <CompareMenu
            run={run.id}
            trigger={
              <Button kind="ghost" icon={GitCompareArrows}>
                Compare
              </Button>
            }
          />
          {!isProgram(run) && (
            <Menu
              align="end"
              trigger={
                <Button kind="ghost" icon={Scale} busy={check.outcome.kind === 'running'}>
                  Second opinion
                </Button>
              }
              entries={tools.map((tool) => ({ label: toolNames[tool], onSelect: () => askAbout(tool) }))}
            />
          )}
          {run.market === undefined && (
            <Button kind="ghost" icon={ChartCandlestick} onClick={chart}>
              Open on chart
            </Button>
          )}
          <Button icon={RotateCcw} keys="F5" busy={running} onClick={again}>
            Run again
          </Button>
          <Menu
            align="end"
            trigger={
              <Button kind="primary" icon={FileText}>
                Report
              </Button>
            }
            entries={[
              {
                label: 'Preview and choose sections',
                onSelect: () => open('reports', { run: run.id }, `Report ${run.id.slice(-4)}`),
              },
              { label: 'Write HTML', separated: true, onSelect: () => write(run, ['html']) },
              { label: 'Write Markdown', onSelect: () => write(run, ['md']) },
              { label: 'Write both', onSelect: () => write(run, ['html', 'md']) },
            ]}
          />
        </div>
        <div className="prose num run-facts">
          {facts.join(' · ')} · profile <code>{run.profile.name}</code> · run {when(run.createdAt).replace(/^T/, 't')},{' '}
          {duration(run.elapsedMs)}
        </div>
      </header>
      <SubTabs
        label="Parts of the run"
        panel="run-panel"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'overview', label: 'Overview' },
          { value: 'equity', label: 'Equity' },
          { value: 'trades', label: 'Trades', count: (run.metrics.trades ?? 0) + (run.metrics.openTrades ?? 0) },
          { value: 'calendar', label: 'Calendar' },
          { value: 'excursions', label: 'Excursions' },
          { value: 'robustness', label: 'Robustness' },
          ...(tab === 'opinion' || check.tool !== null ? [{ value: 'opinion' as const, label: 'Second opinion' }] : []),
          { value: 'card', label: 'Run card' },
        ]}
      />
      {running && <Progress fraction={progress?.fraction ?? null} label={progress?.stage ?? 'Starting'} slim />}
      {error && (
        <Banner
          tone="error"
          title="The run did not finish."
          action={
            <Button size="small" onClick={forget}>
              Dismiss
            </Button>
          }
        >
          {error.message} {error.hint}
        </Banner>
      )}
      {run.stale && !error && (
        <Banner
          tone="warn"
          title="The data has changed since this run."
          action={
            <Button size="small" icon={RotateCcw} onClick={again}>
              Recompute
            </Button>
          }
        >
          What you see is the run as it was; a newer version of {shortList(symbols)} is stored.
        </Banner>
      )}
      <div id="run-panel" role="tabpanel" aria-label={tab} className="run-panel">
        {tab === 'overview' && <RunOverview run={run} onMonth={pickMonth} />}
        {tab === 'equity' && <RunEquity run={run} />}
        {tab === 'trades' && <RunTrades run={run} month={month} onMonth={setMonth} />}
        {tab === 'calendar' && <RunCalendar run={run} onMonth={pickMonth} />}
        {tab === 'excursions' && <RunExcursions run={run} />}
        {tab === 'robustness' && <RunRobustness run={run} />}
        {tab === 'opinion' && <RunOpinion check={check} />}
        {tab === 'card' && <RunCard id={run.id} />}
      </div>
    </div>
  )
}

function Causality({ run }: { readonly run: RunDetail }) {
  const { points, passed } = run.causality
  if (points === 0) return <Badge>Look-ahead not tested</Badge>
  return passed ? <Badge tone="ok">No look-ahead</Badge> : <Badge tone="error">Looks ahead</Badge>
}

function write(run: RunDetail, formats: (typeof reportFormats)[number][]): void {
  client.report.build({ run: run.id, formats }).then(({ files }) => {
    const file = files[0]
    if (file) open('reports', { run: run.id, name: file.name }, file.name)
  }, toastError)
}
