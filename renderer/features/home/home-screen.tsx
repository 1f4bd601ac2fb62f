import { Braces, Upload } from 'lucide-react'
import { count } from '../../lib/format.ts'
import { DropZone } from '../../shell/drop-zone.tsx'
import { open } from '../../shell/navigation.ts'
import { useReports, useWorkspace } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { DataCard } from './data-card.tsx'
import { HealthCard } from './health-card.tsx'
import './home.css'
import { RecentRuns } from './recent-runs.tsx'
import { ReportsCard } from './reports-card.tsx'
import { SampleCard } from './sample-card.tsx'
import { StartCard } from './start-card.tsx'

export function HomeScreen() {
  const { data: workspace, error, reload } = useWorkspace()
  const { data: reports } = useReports()
  if (workspace === undefined && error !== null)
    return <ErrorState error={error} where="workspace.info" title="The workspace cannot be read" retry={reload} />
  return (
    <div className="home">
      <header className="page-head home-head">
        <div className="grow">
          <h1>{workspace?.name ?? ' '}</h1>
          <p className="muted num">{workspace === undefined ? ' ' : summary(workspace.counts, reports?.length ?? 0)}</p>
        </div>
        <Button icon={Braces} onClick={() => open('strategies', { view: 'gallery' }, 'New strategy')}>
          New strategy
        </Button>
        <Button kind="primary" icon={Upload} onClick={() => open('data', { view: 'import' }, 'Import')}>
          Import data
        </Button>
      </header>
      <div className="home-main">
        <DropZone />
        <RecentRuns />
        <DataCard />
        <ReportsCard />
      </div>
      <div className="home-side">
        <SampleCard />
        <HealthCard />
        <StartCard />
      </div>
    </div>
  )
}

function summary(counts: { data: number; strategies: number; runs: number }, reports: number): string {
  const parts = [
    count(counts.data, 'data set'),
    count(counts.strategies, 'strategy', 'strategies'),
    count(counts.runs, 'run'),
  ]
  if (reports > 0) parts.push(count(reports, 'report'))
  return parts.join(', ')
}
