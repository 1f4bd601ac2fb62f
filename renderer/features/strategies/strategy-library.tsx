import { Braces, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { StrategySummary, Template } from '../../../core/contract/strategy.ts'
import { client } from '../../lib/client.ts'
import { integer, when } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { addSample } from '../../shell/global-commands.ts'
import { open } from '../../shell/navigation.ts'
import { useStrategies } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { TemplateDrawing } from '../../ui/template-drawing.tsx'
import { toast, toastError } from '../../ui/toast.tsx'

const columns: readonly Column<StrategySummary>[] = [
  { id: 'name', header: 'Strategy', width: 'minmax(180px, 1fr)', value: ({ name }) => name },
  { id: 'file', header: 'File', kind: 'mono', width: 'minmax(220px, 1fr)', value: ({ file }) => file },
  {
    id: 'ok',
    header: 'State',
    width: 130,
    value: ({ problems }) => problems,
    cell: ({ ok, problems }) =>
      ok ? (
        <Badge tone="ok">Parses</Badge>
      ) : (
        <Badge tone="error">{problems === 1 ? '1 problem' : `${problems} problems`}</Badge>
      ),
  },
  {
    id: 'params',
    header: 'Parameters',
    width: 'minmax(160px, 1fr)',
    cell: ({ params }) => (
      <span className="num">{params.map((param) => `${param.name} ${param.default}`).join(', ') || '—'}</span>
    ),
  },
  { id: 'hash', header: 'Hash', kind: 'mono', width: 90, cell: ({ hash }) => hash?.slice(0, 6) ?? '—' },
  {
    id: 'when',
    header: 'Changed',
    kind: 'date',
    width: 146,
    value: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => when(updatedAt),
  },
  {
    id: 'remove',
    header: '',
    width: 44,
    cell: (one) => (
      <IconButton
        label={`Delete ${one.name}`}
        icon={Trash2}
        onClick={(event) => {
          event.stopPropagation()
          remove(one)
        }}
      />
    ),
  },
]

/** The text comes back with the answer, so that a deletion can be taken back. */
function remove(one: StrategySummary): void {
  client.strategy.remove({ file: one.file }).then(({ text }) => {
    toast(`${one.name} deleted`, {
      action: {
        label: 'Undo',
        run: () => {
          client.strategy.save({ file: one.file, text }).catch(toastError)
        },
      },
    })
  }, toastError)
}

export const openStrategy = (file: string, name: string) => open('strategies', { file }, name)

export function StrategyLibrary({
  template,
  galleryFirst,
}: {
  readonly template: string | null
  readonly galleryFirst: boolean
}) {
  const { data: strategies, error, reload } = useStrategies()
  const templates = useQuery('strategies/templates', () => client.strategy.templates())
  const [picked, setPicked] = useState<string | null>(template)
  const chosen = templates.data?.find(({ name }) => name === picked)
  const list = (
    <Card key="list" title="Your strategies" note={strategies ? integer(strategies.length) : undefined} flush>
      {error && !strategies ? (
        <ErrorState
          error={error}
          where="strategy.list"
          title="The strategies could not be read"
          retry={reload}
          compact
        />
      ) : strategies ? (
        <DataTable
          label="Strategies"
          columns={columns}
          rows={strategies}
          rowKey={({ file }) => file}
          onOpen={({ file, name }) => openStrategy(file, name)}
          empty="None yet. A template above is a working start."
        />
      ) : (
        <Skeleton rows={4} />
      )}
    </Card>
  )
  const gallery = (
    <section key="gallery" aria-label="Templates" className="gallery">
      <div className="page-head">
        <h3>Start from a template</h3>
        <span className="muted">a copy of your own, to change as you like</span>
      </div>
      {templates.error && !templates.data ? (
        <ErrorState error={templates.error} where="strategy.templates" retry={templates.reload} compact />
      ) : null}
      <div className="gallery-grid">
        {(templates.data ?? []).map((one) => (
          <TemplateTile key={one.name} template={one} onPick={() => setPicked(one.name)} />
        ))}
      </div>
    </section>
  )
  const first = galleryFirst || strategies?.length === 0
  return (
    <div className="page">
      <header className="page-head">
        <h1>Strategies</h1>
        <div className="grow" />
        {strategies?.length === 0 && (
          <button type="button" className="link" onClick={addSample}>
            Add the sample strategies
          </button>
        )}
        <Button
          kind="primary"
          icon={Plus}
          disabled={!templates.data?.length}
          onClick={() =>
            setPicked(
              (templates.data?.find(({ name }) => /blank|empty/.test(name)) ?? templates.data?.[0])?.name ?? null,
            )
          }
        >
          New strategy
        </Button>
      </header>
      {first ? [gallery, list] : [list, gallery]}
      {chosen && (
        <NameDialog
          key={chosen.name}
          template={chosen}
          taken={(strategies ?? []).map(({ name }) => name)}
          onClose={() => setPicked(null)}
        />
      )}
    </div>
  )
}

function TemplateTile({ template, onPick }: { readonly template: Template; readonly onPick: () => void }) {
  return (
    <button type="button" className="card gallery-tile" onClick={onPick}>
      <TemplateDrawing name={template.name} />
      <strong>{template.title}</strong>
      <span className="muted">{template.description}</span>
    </button>
  )
}

function NameDialog({
  template,
  taken,
  onClose,
}: {
  readonly template: Template
  readonly taken: readonly string[]
  readonly onClose: () => void
}) {
  const [name, setName] = useState(() => freeName(template.name, taken))
  const [busy, setBusy] = useState(false)
  const wrong = !/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)
    ? 'Letters, digits, - and _, at most 64'
    : taken.includes(name)
      ? 'There is a strategy of this name'
      : undefined
  const create = () => {
    if (wrong || busy) return
    setBusy(true)
    client.strategy
      .create({ name, template: template.name })
      .then(({ file }) => {
        onClose()
        openStrategy(file, name)
      }, toastError)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`New strategy from ${template.title}`}
      description={template.description}
      width={520}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" icon={Braces} busy={busy} disabled={wrong !== undefined} onClick={create}>
            Create
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          create()
        }}
        className="name-form"
      >
        <Field label="Name" error={wrong}>
          {({ id, describedBy, invalid }) => (
            <TextInput
              id={id}
              aria-describedby={describedBy}
              invalid={invalid}
              mono
              value={name}
              onChange={setName}
              spellCheck={false}
            />
          )}
        </Field>
      </form>
      <pre className="code-block template-text">{template.text}</pre>
    </Dialog>
  )
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted
  for (let count = 2; taken.includes(name); count++) name = `${wanted}-${count}`
  return name
}
