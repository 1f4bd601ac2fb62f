import { X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from '../ui/button.tsx'
import { Skeleton } from '../ui/progress.tsx'
import { SubTabs } from '../ui/sub-tabs.tsx'
import './drawer.css'
import type { DrawerTab } from './frame.ts'
import { useFrame } from './frame.ts'
import { JobsPanel } from './jobs-panel.tsx'
import { isOver, useJobs } from './jobs.ts'
import { ProblemsPanel, useProblems } from './problems-panel.tsx'

// The editor is a large part of the code and most sessions start without it.
const SqlConsole = lazy(async () => ({ default: (await import('./sql/sql-console.tsx')).SqlConsole }))

export function Drawer() {
  const { drawerTab } = useFrame()
  const [actions, setActions] = useState<HTMLElement | null>(null)
  const running = useJobs((state) => Object.values(state.jobs).filter((job) => !isOver(job)).length)
  const problems = useProblems().length
  const tabs: readonly { value: DrawerTab; label: string; count?: number }[] = [
    { value: 'sql', label: 'SQL' },
    { value: 'jobs', label: 'Jobs', ...(running > 0 ? { count: running } : {}) },
    { value: 'problems', label: 'Problems', count: problems },
  ]
  return (
    <section className="drawer" aria-label="Drawer">
      <header className="drawer-header">
        <SubTabs
          label="Drawer"
          value={drawerTab}
          tabs={tabs}
          onChange={(value) => useFrame.setState({ drawerTab: value })}
        />
        <div className="grow drawer-actions" ref={setActions} />
        <IconButton label="Close" icon={X} keys="Mod+J" onClick={() => useFrame.setState({ drawerOpen: false })} />
      </header>
      <div className="drawer-body">
        {drawerTab === 'sql' && (
          <Suspense fallback={<Skeleton />}>
            <SqlConsole actions={actions} />
          </Suspense>
        )}
        {drawerTab === 'jobs' && <JobsPanel />}
        {drawerTab === 'problems' && <ProblemsPanel />}
      </div>
    </section>
  )
}
