import { shortList } from '../../lib/short-list.ts'
import { Copy, FileCode2, FileDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type ReportFormat, reportSections } from '../../../core/contract/report.ts'
import type { z } from 'zod'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { useCommands } from '../../shell/commands.ts'
import { open } from '../../shell/navigation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { useLatest } from '../../ui/use-latest.ts'
import { Paper, zooms, type Zoom } from './paper.tsx'
import { commandOf, inOrder, type Section, sectionNames } from './sections.ts'

type Format = z.infer<typeof ReportFormat>

export function ReportEditor({ run, active }: { readonly run: string; readonly active: boolean }) {
  const { data: detail } = useQuery(`runs/show/${run}`, () => client.backtest.show({ run }))
  const [chosen, setChosen] = useState<ReadonlySet<Section>>(() => new Set(reportSections))
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [writing, setWriting] = useState<Format | null>(null)
  const sections = useMemo(() => inOrder(chosen), [chosen])
  const preview = useQuery(sections.length === 0 || !active ? null : `runs/preview/${run}/${sections.join(',')}`, () =>
    client.report.preview({ run, sections }),
  )
  const [last, setLast] = useState<string | null>(null)
  const html = preview.data?.html ?? last
  if (preview.data && preview.data.html !== last) setLast(preview.data.html)
  const toggle = (section: Section) => {
    const next = new Set(chosen)
    if (!next.delete(section)) next.add(section)
    setChosen(next)
  }
  const write = (format: Format) => {
    setWriting(format)
    client.report
      .build({ run, formats: [format], sections })
      .then(({ files }) => {
        const file = files[0]
        if (file)
          toast(`${file.name} written`, {
            detail: file.path,
            action: { label: 'Open', run: () => open('reports', { run, name: file.name }, file.name) },
          })
      }, toastError)
      .finally(() => setWriting(null))
  }
  const press = useLatest(write)
  useCommands(
    useMemo(
      () => [
        {
          id: 'report-html',
          title: 'Write this report as HTML',
          icon: FileDown,
          keys: 'Mod+Enter',
          run: () => press.current('html'),
        },
      ],
      [press],
    ),
  )
  const title = detail ? `${detail.strategy.name} on ${shortList(detail.data.map(({ symbol }) => symbol))}` : 'Report'
  const command = commandOf(run, ['html', 'md'], chosen)
  return (
    <div className="report">
      <div className="toolbar">
        <h1>{title}</h1>
        <Badge>tear sheet</Badge>
        <code className="muted">{run.slice(0, 10)}</code>
        <div className="grow" />
        <Segmented label="Zoom" value={zoom} onChange={setZoom} options={zooms} />
        <Button icon={FileCode2} busy={writing === 'md'} disabled={sections.length === 0} onClick={() => write('md')}>
          Markdown
        </Button>
        <Button
          kind="primary"
          icon={FileDown}
          keys="Mod+Enter"
          busy={writing === 'html'}
          disabled={sections.length === 0}
          onClick={() => write('html')}
        >
          Export HTML
        </Button>
      </div>
      <div className="report-body">
        <aside className="report-side">
          <header className="inspector-header">
            <h3>Sections</h3>
            <span className="muted num">
              {sections.length} of {reportSections.length} on
            </span>
          </header>
          <ul className="report-sections">
            {reportSections.map((section) => (
              <li key={section} className={chosen.has(section) ? undefined : 'muted'}>
                <Checkbox checked={chosen.has(section)} onChange={() => toggle(section)}>
                  {sectionNames[section]}
                </Checkbox>
              </li>
            ))}
          </ul>
          <div className="report-note prose">Paper is always light, so that it prints as you see it.</div>
          <div className="report-command">
            <div className="label">Same from the command line</div>
            <pre className="code-block">{command}</pre>
            <Button
              size="small"
              kind="ghost"
              icon={Copy}
              onClick={() => {
                navigator.clipboard
                  .writeText(command.replaceAll(' \\\n ', ''))
                  .then(() => toast('Command copied'), toastError)
              }}
            >
              Copy
            </Button>
          </div>
        </aside>
        <Paper
          html={html}
          zoom={zoom}
          error={preview.error}
          loading={preview.loading}
          retry={preview.reload}
          title={title}
          empty={sections.length === 0}
        />
      </div>
    </div>
  )
}
