import type { ReactNode } from 'react'
import { use } from 'react'
import { createPortal } from 'react-dom'
import { useFrame } from './frame.ts'
import { TabContext } from './tab-context.ts'

/** Puts its children into the inspector of the tab, on the right. The slot shows only where something is in it. */
export function Inspector({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const { inspector } = use(TabContext)
  const shown = useFrame((state) => state.inspectorOpen)
  if (inspector === null || !shown) return null
  return createPortal(
    <aside className="inspector" aria-label={title}>
      <header className="inspector-header">
        <h2 className="heading-small">{title}</h2>
        {action}
      </header>
      {children}
    </aside>,
    inspector,
  )
}
