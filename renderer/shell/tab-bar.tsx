import { PanelBottom, PanelRight, Plus, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../ui/button.tsx'
import { areaOf } from './areas.ts'
import { openPalette, toggleDrawer, useFrame } from './frame.ts'
import type { Tab } from './navigation.ts'
import { activate, closeTab, nextTab, useTabs } from './navigation.ts'

export function TabBar() {
  const { tabs, active } = useTabs()
  const { drawerOpen, inspectorOpen } = useFrame()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') nextTab(1)
    else if (event.key === 'ArrowLeft') nextTab(-1)
    else if (event.key === 'Delete') closeTab(active)
    else return
    event.preventDefault()
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.tab[aria-selected=true]')?.focus())
  }
  return (
    <section className="tab-bar" aria-label="Documents">
      <div className="tab-list" role="tablist" tabIndex={-1} aria-label="Open documents" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <TabItem key={tab.id} tab={tab} active={tab.id === active} />
        ))}
      </div>
      <IconButton label="Open" icon={Plus} keys="Mod+P" onClick={() => openPalette()} />
      <div className="grow" />
      <IconButton
        label="SQL, jobs and problems"
        icon={PanelBottom}
        keys="Mod+J"
        pressed={drawerOpen}
        onClick={() => toggleDrawer()}
      />
      <IconButton
        label="Inspector"
        icon={PanelRight}
        pressed={inspectorOpen}
        onClick={() => useFrame.setState({ inspectorOpen: !inspectorOpen })}
      />
    </section>
  )
}

function TabItem({ tab, active }: { tab: Tab; active: boolean }) {
  const Icon = areaOf(tab.area).icon
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab.id}`}
      aria-selected={active}
      aria-controls={`panel-${tab.id}`}
      aria-keyshortcuts="Delete"
      tabIndex={active ? 0 : -1}
      className="tab"
      onClick={() => activate(tab.id)}
      onAuxClick={(event) => event.button === 1 && closeTab(tab.id)}
    >
      <Icon size={14} aria-hidden />
      <span className="tab-title">{tab.title}</span>
      {tab.dirty && <span className="visually-hidden">, not saved</span>}
      <CloseMark tab={tab} />
    </button>
  )
}

/** For the pointer only: a tab list may hold nothing but tabs, and Delete and Mod+W close by key. */
function CloseMark({ tab }: { tab: Tab }) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      className="tab-close"
      aria-hidden
      onClick={(event) => {
        event.stopPropagation()
        closeTab(tab.id)
      }}
    >
      {tab.dirty ? <span className="tab-dot" /> : <X size={13} aria-hidden />}
    </span>
  )
}
