import { Play, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { RunFields, StrategyField } from '../../ui/run-form/run-form.tsx'
import type { RunForm } from '../../ui/run-form/run-request.ts'
import { checkForm, formFrom, keyOfData, requestOf } from '../../ui/run-form/run-request.ts'
import { useRun } from '../../ui/run-form/use-run.ts'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { listen } from '../keyboard.ts'
import { open } from '../navigation.ts'
import { settingOf } from '../settings.ts'
import { useDatasets } from '../workspace.ts'
import './backtest-sheet.css'
import type { BacktestPreset } from './backtest-state.ts'
import { lastStrategy, rememberStrategy, useBacktestSheet } from './backtest-state.ts'
import { ParamFields, paramsOf, wrongParams } from './param-fields.tsx'
import { useStrategyChoices } from './strategy-choices.ts'

export function BacktestSheet() {
  const preset = useBacktestSheet((state) => state.preset)
  const { data: datasets } = useDatasets()
  if (preset === null || datasets === undefined) return null
  return datasets.length === 0 ? <NoData /> : <Sheet preset={preset} datasets={datasets} />
}

function close(): void {
  useBacktestSheet.setState({ preset: null })
}

/** The settings' usual run, on the data set that the preset names. */
function firstForm(preset: BacktestPreset, datasets: readonly Dataset[]): RunForm {
  const wanted = datasets.find(
    ({ symbol, timeframe }) => symbol === preset.symbol && (preset.timeframe ?? timeframe) === timeframe,
  )
  return { ...formFrom(datasets, settingOf), ...(wanted === undefined ? {} : { data: keyOfData(wanted) }) }
}

function Sheet({ preset, datasets }: { preset: BacktestPreset; datasets: readonly Dataset[] }) {
  const { data: profiles = [] } = useQuery('backtest/profiles', () => client.backtest.profiles())
  const choices = useStrategyChoices()
  const [form, setForm] = useState(() => firstForm(preset, datasets))
  const [strategy, setStrategy] = useState(preset.strategy ?? lastStrategy())
  const [params, setParams] = useState<Record<string, string>>({})
  const { running, progress, error, start, stop } = useRun()
  const chosen = choices.find(({ value }) => value === strategy) ?? choices[0]
  const errors = checkForm(form)
  const ready =
    chosen !== undefined &&
    Object.keys(errors).length === 0 &&
    wrongParams(chosen.params, params).length === 0 &&
    !running

  const run = (): void => {
    if (chosen === undefined || !ready) return
    rememberStrategy(chosen.value)
    void start(requestOf(form, { strategy: chosen.value, params: paramsOf(chosen.params, params) }), chosen.label).then(
      (result) => result !== null && close(),
    )
  }
  // Before anything on the page, so that no editor below the sheet takes the key.
  useEffect(() =>
    listen(() => [{ id: 'sheet-run', title: 'Run', icon: Play, keys: 'Mod+Enter', run }], { capture: true }),
  )

  return (
    <Dialog
      open
      onClose={close}
      title="Backtest"
      width={680}
      actions={running ? <Stop stop={stop} /> : <Actions ready={ready} run={run} />}
    >
      <div className="sheet">
        {error !== null && !running && (
          <ErrorState error={error} where="backtest.run" title="The backtest did not finish" compact />
        )}
        <StrategyField
          value={chosen?.value ?? null}
          options={choices.map(({ value, label, group }) => ({ value, label, detail: group }))}
          onChange={(value) => {
            setStrategy(value)
            setParams({})
          }}
        />
        {chosen !== undefined && <ParamFields params={chosen.params} values={params} onChange={setParams} />}
        <RunFields form={form} errors={errors} datasets={datasets} profiles={profiles} onChange={setForm} />
        {running && (
          <div aria-live="polite" className="muted">
            {progress?.stage ?? 'starting'}
            <Progress fraction={progress?.fraction ?? null} label="Backtest" />
          </div>
        )}
      </div>
    </Dialog>
  )
}

function Actions({ ready, run }: { ready: boolean; run: () => void }) {
  return (
    <>
      <Button kind="ghost" onClick={close}>
        Cancel
      </Button>
      <Button kind="primary" icon={Play} keys="Mod+Enter" disabled={!ready} onClick={run}>
        Run
      </Button>
    </>
  )
}

function Stop({ stop }: { stop: () => void }) {
  return (
    <Button icon={Square} keys="Mod+." onClick={stop}>
      Stop
    </Button>
  )
}

function NoData() {
  const goImport = (): void => {
    close()
    open('data', { view: 'import' }, 'Import')
  }
  return (
    <Dialog open onClose={close} title="Backtest">
      <EmptyState
        title="No data to test on"
        action={
          <Button kind="primary" onClick={goImport}>
            Import data
          </Button>
        }
      >
        A backtest needs a data set first.
      </EmptyState>
    </Dialog>
  )
}
