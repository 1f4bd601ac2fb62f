import type { EditorView } from '@codemirror/view'
import { Play, Save } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { type Command, useCommands } from '../../shell/commands.ts'
import { open as openTab } from '../../shell/navigation.ts'
import { settingOf } from '../../shell/settings.ts'
import { useTab } from '../../shell/tab-context.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { setProblems } from '../../ui/rule-editor/problem-rows.ts'
import { formFrom, keyOfData, requestOf, type RunForm } from '../../ui/run-form/run-request.ts'
import { useRun } from '../../ui/run-form/use-run.ts'
import { ErrorState } from '../../ui/states.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { useLatest } from '../../ui/use-latest.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { EditorPane } from './editor-pane.tsx'
import { ExplainPanel } from './explain-panel.tsx'
import { ModulePanel } from './module-panel.tsx'
import { ParamsForm } from './params-form.tsx'
import { Lookback } from './lookback.tsx'
import { nearest, signalBar } from './signal-bar.ts'
import { StrategyToolbar } from './strategy-toolbar.tsx'
import { RulesPanel } from './rules-panel.tsx'
import { RunSheet } from './run-sheet.tsx'
import { SignalsPanel, type Stretch } from './signals-panel.tsx'
import { useChecked } from './use-checked.ts'
import { useFile } from './use-file.ts'
import { useExplained, useSignals } from './use-preview.ts'

export function StrategyEditor({
  file,
  symbol,
  timeframe,
  active,
}: {
  readonly file: string
  readonly symbol: string | null
  readonly timeframe: string | null
  readonly active: boolean
}) {
  const tab = useTab()
  const isModule = file.endsWith('.strategy.ts')
  const doc = useFile(file)
  const { data: datasets = none } = useDatasets()
  const { data: profiles = none } = useQuery('profiles', () => client.backtest.profiles())
  const checked = useChecked(doc.text, file)
  const [values, setValues] = useState<Record<string, number>>({})
  const [form, setForm] = useState<RunForm | null>(null)
  const [sheet, setSheet] = useState(false)
  const [stretch, setStretch] = useState<Stretch>('recent')
  const [at, setAt] = useState<number | null>(null)
  const view = useRef<EditorView | null>(null)
  const run = useRun()

  const params = checked.good?.checked.params ?? none
  const chosen = useMemo(
    () => Object.fromEntries(params.map(({ name, default: usual }) => [name, values[name] ?? usual])),
    [params, values],
  )
  const wanted =
    datasets.find((one) => one.symbol === symbol && (timeframe === null || one.timeframe === timeframe)) ?? datasets[0]
  const filled = form ?? { ...formFrom(datasets, settingOf), ...(wanted ? { data: keyOfData(wanted) } : {}) }
  const dataset = datasets.find((one) => keyOfData(one) === filled.data)
  const target = useMemo(
    () =>
      checked.good && dataset && active && !isModule
        ? { text: checked.good.text, symbol: dataset.symbol, timeframe: dataset.timeframe, params: chosen }
        : null,
    [checked.good, dataset, chosen, active, isModule],
  )
  const from =
    stretch === 'all' || !dataset || dataset.from === null || dataset.to === null || dataset.rows <= 500
      ? null
      : dataset.to - Math.round(((dataset.to - dataset.from) / dataset.rows) * 500)
  const signals = useSignals(target, from)
  const place = at ?? signalBar(signals.data)
  const explained = useExplained(target, place)

  const problems = checked.now?.problems ?? none
  const errors = problems.filter(({ severity }) => severity !== 'warning')
  const ready = checked.now?.ok === true && !checked.pending && dataset !== undefined
  const name = checked.good?.checked.name ?? file.replace(/\.strategy\.(json|ts)$/, '')
  const hash = checked.good?.checked.hash?.slice(0, 6) ?? ''

  useEffect(() => {
    tab.setDirty(doc.dirty)
  }, [doc.dirty]) // oxlint-disable-line react/exhaustive-deps -- the tab is one for the life of the screen
  useEffect(() => {
    view.current?.dispatch({ effects: setProblems.of(problems) })
  }, [problems])

  const save = (over?: string) => {
    doc.save(over).then((done) => {
      if (done) toast('Saved')
    }, toastError)
  }
  const start = () => {
    if (!ready || doc.text === null || run.running) return
    const what = doc.dirty ? { text: doc.text, ...(isModule ? { strategy: file } : {}) } : { strategy: file }
    void run.start(requestOf(filled, { ...what, params: chosen }), name).then((result) => {
      if (result) setSheet(false)
    })
  }
  const backtest = () => (sheet ? start() : ready && setSheet(true))
  const press = useLatest({ backtest, save })
  useCommands(
    useMemo(
      (): Command[] => [
        {
          id: 'strategy-run',
          title: 'Backtest this strategy',
          icon: Play,
          keys: 'Mod+Enter',
          run: () => press.current.backtest(),
        },
        {
          id: 'strategy-save',
          title: 'Save this strategy',
          icon: Save,
          keys: 'Mod+S',
          run: () => press.current.save(),
        },
      ],
      [press],
    ),
  )

  if (doc.error && doc.text === null)
    return (
      <ErrorState
        error={doc.error}
        where={`strategy.read ${file}`}
        title="This strategy could not be read"
        retry={doc.load}
        actions={<Button onClick={() => openTab('strategies', { view: 'gallery' }, 'New strategy')}>Templates</Button>}
      />
    )
  if (doc.text === null) return <Skeleton rows={16} />
  return (
    <div className="strategy">
      <StrategyToolbar
        name={name}
        hash={hash}
        checked={checked.now}
        dirty={doc.dirty}
        saving={doc.saving}
        running={run.running}
        ready={ready}
        data={filled.data}
        datasets={datasets}
        onData={(data) => {
          setForm({ ...filled, data })
          setAt(null)
        }}
        onSave={() => save()}
        onRun={() => setSheet(true)}
      />
      <Group orientation="vertical" className="strategy-split">
        <Panel id="text" minSize="30%">
          <div className={isModule ? 'strategy-body strategy-body-module' : 'strategy-body'}>
            <EditorPane
              file={file}
              text={doc.text}
              onText={doc.setText}
              onView={(made) => {
                view.current = made
                made.dispatch({ effects: setProblems.of(problems) })
              }}
              onRun={() => press.current.backtest()}
            />
            {!isModule && <RulesPanel text={checked.good?.text ?? null} stale={errors.length > 0} />}
            <aside className="strategy-side" aria-label="Parameters and explanation">
              <ParamsForm params={params} values={values} onChange={setValues} />
              {isModule ? (
                <ModulePanel checked={checked.now} />
              ) : (
                <>
                  <ExplainPanel explained={explained.data} error={explained.error} loading={explained.loading} />
                  <Lookback
                    lookback={checked.good?.checked.lookback ?? null}
                    causality={checked.good?.checked.causality ?? 'unchecked'}
                  />
                </>
              )}
            </aside>
          </div>
        </Panel>
        {!isModule && <Separator className="separator separator-horizontal" />}
        {!isModule && (
          <Panel id="signals" defaultSize="33%" minSize="120px" maxSize="65%">
            <SignalsPanel
              signals={signals.data}
              error={signals.error}
              loading={signals.loading}
              decimals={dataset?.decimals ?? 2}
              heldBack={errors.length > 0 ? hash : null}
              stretch={stretch}
              at={place}
              onStretch={setStretch}
              onPick={(ts) => setAt(nearest(signals.data?.ts ?? [], ts))}
            />
          </Panel>
        )}
      </Group>
      <RunSheet
        open={sheet}
        name={name}
        params={chosen}
        form={filled}
        datasets={datasets}
        profiles={profiles}
        running={run.running}
        progress={run.progress}
        error={run.error}
        onForm={setForm}
        onRun={start}
        onStop={run.stop}
        onClose={() => {
          setSheet(false)
          run.forget()
        }}
      />
      {doc.theirs && (
        <ConflictDialog
          mine={doc.text}
          theirs={doc.theirs.text}
          file={file}
          onMine={() => save(doc.theirs?.hash)}
          onTheirs={doc.takeTheirs}
          onClose={doc.closeConflict}
        />
      )}
    </div>
  )
}

const none: never[] = []
