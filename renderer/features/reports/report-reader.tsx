import { Download, Pencil } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { saveFile } from '../../lib/save.ts'
import { open } from '../../shell/navigation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { Paper, type Zoom, zooms } from './paper.tsx'

/** A written report, as it stands in the workspace. */
export function ReportReader({ name, run }: { readonly name: string; readonly run: string | null }) {
  const { data, error, loading, reload } = useQuery(`reports/read/${name}`, () => client.report.read({ name }))
  const [zoom, setZoom] = useState<Zoom>('fit')
  const markdown = data?.format === 'md'
  return (
    <div className="report">
      <div className="toolbar">
        <h1>{name}</h1>
        <Badge>{markdown ? 'Markdown' : 'HTML'}</Badge>
        {run && <code className="muted">{run.slice(0, 10)}</code>}
        <div className="grow" />
        {!markdown && <Segmented label="Zoom" value={zoom} onChange={setZoom} options={zooms} />}
        {run && (
          <Button icon={Pencil} onClick={() => open('reports', { run }, `Report ${run.slice(-4)}`)}>
            Choose sections
          </Button>
        )}
        <Button
          kind="primary"
          icon={Download}
          disabled={!data}
          onClick={() =>
            data &&
            saveFile(
              name.includes('.') ? name : `${name}.${data.format}`,
              new Blob([data.text], { type: markdown ? 'text/markdown' : 'text/html' }),
            )
          }
        >
          Save a copy
        </Button>
      </div>
      <div className="report-body">
        {markdown ? (
          <div className="report-text">
            <Markdown text={data.text} />
          </div>
        ) : (
          <Paper html={data?.text ?? null} zoom={zoom} error={error} loading={loading} retry={reload} title={name} />
        )}
      </div>
    </div>
  )
}
