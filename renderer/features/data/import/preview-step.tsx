import { CircleCheck, CornerDownLeft, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ImportOptions, Preview } from '../../../../core/contract/data.ts'
import type { AppError } from '../../../../core/contract/errors.ts'
import { client } from '../../../lib/client.ts'
import { bytes, count, integer } from '../../../lib/format.ts'
import { useQuery } from '../../../lib/query.ts'
import { useCommands } from '../../../shell/commands.ts'
import { useTab } from '../../../shell/tab-context.ts'
import { Button } from '../../../ui/button.tsx'
import { Skeleton } from '../../../ui/progress.tsx'
import { Banner, ErrorState } from '../../../ui/states.tsx'
import { GuessPanel } from './guess-panel.tsx'
import { BadRows, FirstRows } from './preview-rows.tsx'
import { sentence } from './sentence.ts'

interface PreviewStepProps {
  source: string
  name: string
  given: ImportOptions
  onGiven: (options: ImportOptions) => void
  failure: AppError | null
  onImport: (options: ImportOptions) => void
}

export function PreviewStep({ source, name, given, onGiven, failure, onImport }: PreviewStepProps) {
  const tab = useTab()
  const { data, error, loading, reload } = useQuery(`import/${source}/${JSON.stringify(given)}`, () =>
    client.data.preview({ source, options: given }),
  )
  // While another guess is tried, the last answer stays on screen.
  const [last, setLast] = useState<Preview | null>(null)
  if (data !== undefined && data !== last) setLast(data)
  const preview = data ?? last
  const ready = preview !== null && error === null && !loading && preview.questions.length === 0

  useCommands(
    useMemo(
      () =>
        ready
          ? [
              {
                id: 'import-now',
                title: `Import ${name}`,
                icon: CornerDownLeft,
                keys: 'Mod+Enter',
                run: () => onImport(preview.options),
              },
            ]
          : [],
      [ready, preview, name, onImport],
    ),
  )

  if (preview === null) {
    if (error === null) return <Skeleton rows={16} />
    return (
      <ErrorState
        error={error}
        where={`data.preview ${name}`}
        title={`${name} cannot be imported as it is`}
        retry={reload}
        safe="The source file was not changed and nothing was stored."
        actions={
          Object.keys(given).length > 0 ? <Button onClick={() => onGiven({})}>Back to the guesses</Button> : undefined
        }
      />
    )
  }
  return (
    <>
      <div className="import-columns" data-old={loading || undefined}>
        <div className="import-main scroll">
          {failure !== null && failure.code !== 'cancelled' && (
            <ErrorState error={failure} where={`data.import ${name}`} compact safe="Nothing was stored." />
          )}
          {failure?.code === 'cancelled' && (
            <Banner tone="info" title="The import was cancelled.">
              Nothing was stored.
            </Banner>
          )}
          {error !== null && (
            <ErrorState
              error={error}
              where={`data.preview ${name}`}
              compact
              actions={<Button onClick={() => onGiven({})}>Back to the guesses</Button>}
            />
          )}
          <Verdict preview={preview} />
          {preview.warnings.map((warning) => (
            <Banner key={warning} tone="warn" title="Look at this.">
              {sentence(warning)}
            </Banner>
          ))}
          <FirstRows preview={preview} />
          <BadRows preview={preview} />
        </div>
        <GuessPanel preview={preview} given={given} onGiven={onGiven} />
      </div>
      <footer className="import-foot">
        <span className="prose grow ellipsis">
          {preview.options.symbol !== undefined && preview.options.timeframe !== undefined && (
            <>
              Writes Parquet to{' '}
              <span className="mono">
                data/{preview.options.symbol}/{preview.options.timeframe}/
              </span>
              .{' '}
            </>
          )}
          The source file is not changed.
        </span>
        <Button kind="ghost" onClick={tab.close}>
          Cancel
        </Button>
        <Button kind="primary" disabled={!ready} onClick={() => onImport(preview.options)}>
          Import {count(acceptedRows(preview), 'row')} <CornerDownLeft size={14} aria-hidden />
        </Button>
      </footer>
    </>
  )
}

/** Rows that would be accepted, as far as the preview can tell: the file's rows without those it saw fail. */
function acceptedRows({ rows, rowEstimate }: Preview): number {
  return Math.max(0, rowEstimate - rows.filter(({ problem }) => problem !== undefined).length)
}

function Verdict({ preview }: { preview: Preview }) {
  const bad = preview.rows.filter(({ problem }) => problem !== undefined).length
  const open = preview.questions.length
  const checks = preview.guesses.filter(({ confidence }) => confidence === 'check').length
  const fine = open === 0 && bad === 0
  const Icon = fine ? CircleCheck : TriangleAlert
  const title = open > 0 ? `${count(open, 'question')} to answer` : bad > 0 ? 'Mostly readable' : 'Ready to import'
  const note =
    open > 0
      ? 'On the right, marked Answer'
      : checks > 0
        ? `${count(checks, 'guess', 'guesses')} to check on the right`
        : 'Every guess is sure'
  const used = preview.columns.filter(({ field }) => field !== null).length
  return (
    <section className="card verdict" aria-label="Verdict">
      <Icon size={30} strokeWidth={1.5} className={fine ? 'status-ok' : 'status-warn'} aria-hidden />
      <div className="verdict-title">
        <h2>{title}</h2>
        <p className="prose">{note}</p>
      </div>
      <Figure
        label={preview.rows.length >= preview.rowEstimate ? 'Rows in' : 'Rows in, about'}
        value={integer(preview.rowEstimate)}
      />
      <Figure label="Rows looked at" value={integer(preview.rows.length)} />
      <Figure label="Not readable" value={integer(bad)} warn={bad > 0} />
      <Figure label="Columns used" value={`${used} of ${preview.columns.length}`} />
      <Figure label="Size" value={bytes(preview.bytes)} />
    </section>
  )
}

function Figure({ label, value, warn = false }: { label: string; value: string; warn?: boolean }) {
  return (
    <div className="verdict-figure">
      <div className="label">{label}</div>
      <div className={warn ? 'num status-warn' : 'num'}>{value}</div>
    </div>
  )
}
