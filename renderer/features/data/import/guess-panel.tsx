import { CircleHelp, Copy, Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Guess, ImportOptions, Preview } from '../../../../core/contract/data.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { toast } from '../../../ui/toast.tsx'
import { commandText, editorOf, inOrder, optionKeys, titleOf } from './guess-fields.ts'
import { DraftInput } from './draft-input.tsx'
import { sentence } from './sentence.ts'

interface GuessPanelProps {
  preview: Preview
  given: ImportOptions
  onGiven: (options: ImportOptions) => void
}

/** Every guess with its value, how sure it is, and why; each can be changed, and the file is read again. */
export function GuessPanel({ preview, given, onGiven }: GuessPanelProps) {
  const state = (field: string, text: string): void => onGiven(withOption(given, field, text))
  return (
    <aside className="guess-panel scroll" aria-label="What this file is">
      <header className="inspector-header">
        <h2 className="heading-small">What we think this is</h2>
        {Object.keys(given).length === 0 ? (
          <span className="muted">change anything</span>
        ) : (
          <button type="button" className="link" onClick={() => onGiven({})}>
            Back to the guesses
          </button>
        )}
      </header>
      {preview.questions.map(({ field, question, choices }) => (
        <GuessLine
          key={`q ${field}`}
          title={titleOf(field)}
          badge={
            <Badge tone="warn" icon={CircleHelp}>
              Answer
            </Badge>
          }
          reason={question}
        >
          {choices.length > 0 ? (
            <Select
              label={titleOf(field)}
              value={null}
              options={choices.map((choice) => ({ value: choice, label: choice }))}
              onChange={(value) => state(field, value)}
              invalid
            />
          ) : (
            <DraftInput label={titleOf(field)} value="" onCommit={(value) => state(field, value)} invalid />
          )}
        </GuessLine>
      ))}
      {inOrder(preview.guesses).map((guess) => (
        <GuessLine
          key={guess.field}
          title={titleOf(guess.field)}
          badge={<Sureness confidence={guess.confidence} />}
          reason={sentence(guess.reason)}
        >
          <GuessEditor guess={guess} onChange={(value) => state(guess.field, value)} />
        </GuessLine>
      ))}
      <Mapping
        preview={preview}
        onChange={(field, column) => onGiven({ ...given, map: { ...given.map, [field]: column } })}
      />
      <section className="guess-command">
        <div className="row">
          <span className="label grow">Same from the command line</span>
          <IconButton
            label="Copy"
            icon={Copy}
            onClick={() =>
              void navigator.clipboard.writeText(commandText(preview.command)).then(() => toast('Command copied'))
            }
          />
        </div>
        <pre className="code-block">{commandText(preview.command)}</pre>
      </section>
    </aside>
  )
}

function GuessLine({
  title,
  badge,
  reason,
  children,
}: {
  title: string
  badge: ReactNode
  reason: string
  children: ReactNode
}) {
  return (
    <section className="guess-line" aria-label={title}>
      <span className="muted guess-title">{title}</span>
      <div className="guess-value">
        {children}
        {badge}
      </div>
      <p className="guess-reason">{reason}</p>
    </section>
  )
}

function Sureness({ confidence }: { confidence: Guess['confidence'] }) {
  if (confidence === 'sure') return <Badge tone="ok">Sure</Badge>
  if (confidence === 'check') return <Badge tone="warn">Check</Badge>
  return <Badge icon={Pencil}>Given</Badge>
}

function GuessEditor({ guess, onChange }: { guess: Guess; onChange: (value: string) => void }) {
  const title = titleOf(guess.field)
  const editor = editorOf(guess)
  if (editor.kind === 'choice')
    return <Select label={title} value={guess.value} options={editor.options} onChange={onChange} />
  if (editor.kind === 'text')
    return (
      <DraftInput
        label={title}
        value={guess.value}
        onCommit={onChange}
        {...(editor.suggestions === undefined ? {} : { suggestions: editor.suggestions })}
      />
    )
  return <span className="guess-fixed num">{guess.value}</span>
}

const mapped = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const

/** Which column feeds which field. */
function Mapping({ preview, onChange }: { preview: Preview; onChange: (field: string, column: string) => void }) {
  const names = preview.columns.filter(({ name }) => name !== '').map(({ name }) => ({ value: name, label: name }))
  if (names.length === 0) return null
  return (
    <section className="guess-mapping" aria-label="Columns">
      <h2 className="heading-small">Columns</h2>
      {mapped.map((field) => {
        const column = preview.columns.find((candidate) => candidate.field === field)
        return (
          <div key={field} className="guess-map">
            <code>{field}</code>
            {column?.name === '' ? (
              <span className="muted">(no name)</span>
            ) : (
              <Select
                label={`Column for ${field}`}
                value={column?.name ?? null}
                options={names}
                placeholder="Not in the file"
                onChange={(name) => onChange(field, name)}
              />
            )}
          </div>
        )
      })}
    </section>
  )
}

/** `given` with one more statement; a field no option stands for changes nothing. */
function withOption(given: ImportOptions, field: string, text: string): ImportOptions {
  if (field.startsWith('map.')) return { ...given, map: { ...given.map, [field.slice(4)]: text } }
  if (!optionKeys.has(field)) return given
  return { ...given, [field]: field === 'priceScale' ? Number(text) : text }
}
