import { createContext, use } from 'react'
import { closeTab, replace, setDirty, setTitle } from './navigation.ts'
import type { TabParams } from './navigation.ts'

interface TabContextValue {
  id: string
  active: boolean
  /** Where the tab's inspector is drawn; null until it is on the page. */
  inspector: HTMLElement | null
}

export const TabContext = createContext<TabContextValue>({ id: '', active: false, inspector: null })

/** The tab a screen stands in. */
export function useTab() {
  const { id, active } = use(TabContext)
  return {
    id,
    active,
    setTitle: (title: string) => setTitle(id, title),
    setDirty: (dirty: boolean) => setDirty(id, dirty),
    replace: (params: TabParams, title: string) => replace(id, params, title),
    close: () => closeTab(id),
  }
}
