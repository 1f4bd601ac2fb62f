import { Component, Suspense, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorState } from '../ui/states.tsx'
import { Skeleton } from '../ui/progress.tsx'
import { areaOf } from './areas.ts'
import type { Tab } from './navigation.ts'
import { useTabs } from './navigation.ts'
import { TabContext } from './tab-context.ts'

/** Every tab that was in front once stays mounted, so that going back is instant and loses nothing. */
export function TabPanels() {
  const { tabs, active } = useTabs()
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set([active]))
  if (!seen.has(active)) setSeen(new Set([...seen, active]))
  return (
    <main className="panels">
      {tabs
        .filter((tab) => seen.has(tab.id) || tab.id === active)
        .map((tab) => (
          <TabPanel key={tab.id} tab={tab} active={tab.id === active} />
        ))}
    </main>
  )
}

function TabPanel({ tab, active }: { tab: Tab; active: boolean }) {
  const [inspector, setInspector] = useState<HTMLElement | null>(null)
  const context = useMemo(() => ({ id: tab.id, active, inspector }), [tab.id, active, inspector])
  const { Screen } = areaOf(tab.area)
  return (
    <TabContext value={context}>
      <div className="panel" role="tabpanel" id={`panel-${tab.id}`} aria-labelledby={`tab-${tab.id}`} hidden={!active}>
        <div className="screen">
          <ScreenBoundary where={tab.title}>
            <Suspense fallback={<Skeleton rows={12} />}>
              <Screen params={tab.params} active={active} />
            </Suspense>
          </ScreenBoundary>
        </div>
        <div className="inspector-slot" ref={setInspector} />
      </div>
    </TabContext>
  )
}

interface BoundaryProps {
  where: string
  children: ReactNode
}

/** A fault in one screen leaves the others working. React offers no hook for this. */
class ScreenBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children
    return (
      <ErrorState
        error={this.state.error}
        where={this.props.where}
        title="This screen stopped"
        retry={() => this.setState({ error: null })}
        safe="Other tabs and the stored data are not touched."
      />
    )
  }
}
