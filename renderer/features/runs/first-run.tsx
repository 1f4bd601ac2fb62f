import { Play } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Template } from '../../../core/contract/strategy.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { useCommands } from '../../shell/commands.ts'
import { addSample } from '../../shell/global-commands.ts'
import { open } from '../../shell/navigation.ts'
import { settingOf } from '../../shell/settings.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/progress.tsx'
import { DataField, ProfileField, StrategyField } from '../../ui/run-form/run-form.tsx'
import { checkForm, formFrom, requestOf, type RunForm } from '../../ui/run-form/run-request.ts'
import { useRun } from '../../ui/run-form/use-run.ts'
import { ErrorState } from '../../ui/states.tsx'
import { useLatest } from '../../ui/use-latest.ts'
import { TemplateDrawing } from '../../ui/template-drawing.tsx'

/** Runs before the first one: a form already filled in, and other templates to start from. */
export function FirstRun() {
  const { data: datasets } = useDatasets()
  const { data: templates } = useQuery('strategies/templates', () => client.strategy.templates())
  const { data: profiles } = useQuery('profiles', () => client.backtest.profiles())
  const [edited, setForm] = useState<RunForm | null>(null)
  const [name, setName] = useState<string | null>(null)
  const { running, progress, error, start } = useRun()
  const form = edited ?? formFrom(datasets ?? [], settingOf)
  const chosen = templates?.find((one) => one.name === name) ?? templates?.[0]
  const errors = checkForm(form)
  const ready = chosen !== undefined && Object.keys(errors).length === 0 && !running
  const run = () => {
    if (ready) void start(requestOf(form, { text: chosen.text, params: {} }), chosen.title)
  }
  const press = useLatest(run)
  useCommands(
    useMemo(
      () => [
        { id: 'first-run', title: 'Run the first backtest', icon: Play, keys: 'Mod+Enter', run: () => press.current() },
      ],
      [press],
    ),
  )
  const others = (templates ?? []).filter((one) => one.name !== chosen?.name)
  return (
    <div className="first-run">
      <Drawing />
      <h1>Run your first backtest</h1>
      <p className="prose">
        {(datasets?.length ?? 0) === 0
          ? 'It needs prices first: import a file, or take the sample.'
          : 'Everything below is filled in. It stays on this machine.'}
      </p>
      <div className="card first-run-form">
        <DataField form={form} datasets={datasets ?? []} onChange={setForm} />
        <StrategyField
          value={chosen?.name ?? null}
          options={(templates ?? []).map((one) => ({ value: one.name, label: one.title, detail: one.description }))}
          onChange={setName}
        />
        <ProfileField form={form} profiles={profiles ?? []} onChange={setForm} />
        {(datasets?.length ?? 0) === 0 ? (
          <Button kind="primary" onClick={() => open('data', { view: 'import' }, 'Import')}>
            Import data
          </Button>
        ) : (
          <Button kind="primary" icon={Play} keys="Mod+Enter" busy={running} disabled={!ready} onClick={run}>
            Run
          </Button>
        )}
      </div>
      {running && <Progress fraction={progress?.fraction ?? null} label={progress?.stage ?? 'Starting'} />}
      {error && (
        <ErrorState error={error} where="backtest.run" title="The backtest did not finish" retry={run} compact />
      )}
      <div className="first-run-head">
        <h3>Or start from another template</h3>
        <button type="button" className="link" onClick={addSample}>
          Open the sample workspace instead
        </button>
      </div>
      <div className="first-run-templates">
        {others.slice(0, 5).map((template) => (
          <TemplateCard
            key={template.name}
            template={template}
            onPick={() => open('strategies', { template: template.name }, template.title)}
          />
        ))}
      </div>
    </div>
  )
}

function TemplateCard({ template, onPick }: { readonly template: Template; readonly onPick: () => void }) {
  return (
    <button type="button" className="card template-card" onClick={onPick}>
      <TemplateDrawing name={template.name} />
      <strong>{template.title}</strong>
      <span className="muted">{template.description}</span>
    </button>
  )
}

function Drawing() {
  return (
    <svg
      width="320"
      height="90"
      viewBox="0 0 320 90"
      className="first-run-drawing"
      aria-hidden
      fill="none"
      stroke="currentColor"
    >
      <path d="M0 10h320M0 42h320M0 74h320" strokeDasharray="2 4" strokeOpacity=".6" />
      <path
        d="M0 82h22l10-20 14-6 8 4 16-10 14-2 10 6 14-20 12 4 10-10 14 2 12-6 10 10 14-14 12-4 12 10 10-18 14-8 20 6 14-2 12 4 16-2 8 4 14-4"
        strokeWidth="2"
      />
      <circle cx="316" cy="10" r="4" stroke="var(--accent)" strokeWidth="2" />
    </svg>
  )
}
