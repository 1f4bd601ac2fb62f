import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const areaIds = ['home', 'data', 'chart', 'strategies', 'runs', 'reports'] as const
export type AreaId = (typeof areaIds)[number]
export type TabParams = Record<string, string>

export interface Tab {
  id: string
  area: AreaId
  params: TabParams
  title: string
  /** Unsaved text: a dot in place of the close mark. */
  dirty: boolean
}

interface Tabs {
  tabs: Tab[]
  active: string
  /** Closed tabs, last one last, for reopening. */
  closed: Tab[]
}

const home: Tab = { id: 'home', area: 'home', params: {}, title: 'Home', dirty: false }
const titles: Record<AreaId, string> = {
  home: 'Home',
  data: 'Catalogue',
  chart: 'Chart',
  strategies: 'Strategies',
  runs: 'All runs',
  reports: 'Reports',
}
const mostClosed = 20

export const useTabs = create<Tabs>()(
  persist(() => ({ tabs: [home], active: home.id, closed: [] }) as Tabs, {
    name: 'sextant.tabs',
    version: 1,
    // Unsaved text is restored by the screen that holds it, which marks the tab again.
    partialize: ({ tabs, active }) => ({ tabs: tabs.map((tab) => ({ ...tab, dirty: false })), active }),
    merge: (stored, fresh) => restore(stored, fresh),
  }),
)

/** Keeps only what this version knows; a broken store must not keep the window from opening. */
function restore(stored: unknown, fresh: Tabs): Tabs {
  if (typeof stored !== 'object' || stored === null || !('tabs' in stored) || !Array.isArray(stored.tabs)) return fresh
  const tabs = stored.tabs.filter((tab: unknown): tab is Tab => isTab(tab))
  const active = 'active' in stored && typeof stored.active === 'string' ? stored.active : ''
  const first = tabs[0]
  if (first === undefined) return fresh
  return { ...fresh, tabs, active: tabs.some((tab) => tab.id === active) ? active : first.id }
}

function isTab(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const tab = value as Partial<Record<keyof Tab, unknown>>
  return (
    typeof tab.id === 'string' &&
    typeof tab.title === 'string' &&
    typeof tab.params === 'object' &&
    tab.params !== null &&
    (areaIds as readonly unknown[]).includes(tab.area)
  )
}

/** Opens a tab, or goes to the one that already shows the same thing. Returns its id. */
export function open(area: AreaId, params: TabParams = {}, title?: string): string {
  const { tabs } = useTabs.getState()
  const present = tabs.find((tab) => tab.area === area && sameParams(tab.params, params))
  if (present !== undefined) {
    useTabs.setState({ active: present.id })
    return present.id
  }
  const tab: Tab = { id: crypto.randomUUID(), area, params, title: title ?? titles[area], dirty: false }
  const at = tabs.findIndex(({ id }) => id === useTabs.getState().active)
  useTabs.setState({ tabs: tabs.toSpliced(at + 1, 0, tab), active: tab.id })
  return tab.id
}

/** Areas whose own page is a list that is worth coming back to; the others show one thing in one tab. */
const lists: readonly AreaId[] = ['home', 'strategies', 'runs', 'reports']

/** For the rail and its keys: the list of the area, or the tab of it that was opened last. */
export function goTo(area: AreaId): void {
  const { tabs } = useTabs.getState()
  const present = lists.includes(area)
    ? undefined
    : tabs.findLast((tab) => tab.area === area && tab.params['view'] === undefined)
  if (present === undefined) open(area)
  else activate(present.id)
}

export function activate(id: string): void {
  useTabs.setState({ active: id })
}

/** Shows something else in the same tab, as a selection in a list does. */
export function replace(id: string, params: TabParams, title: string): void {
  const { tabs } = useTabs.getState()
  useTabs.setState({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, params, title } : tab)) })
}

export function setTitle(id: string, title: string): void {
  change(id, { title })
}

export function setDirty(id: string, dirty: boolean): void {
  change(id, { dirty })
}

function change(id: string, part: Partial<Tab>): void {
  const { tabs } = useTabs.getState()
  const tab = tabs.find((candidate) => candidate.id === id)
  if (tab === undefined || Object.entries(part).every(([key, value]) => tab[key as keyof Tab] === value)) return
  useTabs.setState({ tabs: tabs.map((candidate) => (candidate.id === id ? { ...candidate, ...part } : candidate)) })
}

export function closeTab(id: string): void {
  const { tabs, active, closed } = useTabs.getState()
  const at = tabs.findIndex((tab) => tab.id === id)
  const tab = tabs[at]
  if (tab === undefined) return
  const rest = tabs.toSpliced(at, 1)
  if (rest.length === 0) rest.push(home)
  const next = id === active ? (rest[Math.min(at, rest.length - 1)] ?? home).id : active
  useTabs.setState({ tabs: rest, active: next, closed: [...closed, tab].slice(-mostClosed) })
}

export function reopenTab(): void {
  const { tabs, closed } = useTabs.getState()
  const tab = closed.at(-1)
  if (tab === undefined) return
  const others = tabs.filter(({ id }) => id !== tab.id)
  useTabs.setState({ tabs: [...others, tab], active: tab.id, closed: closed.slice(0, -1) })
}

export function nextTab(step: 1 | -1): void {
  const { tabs, active } = useTabs.getState()
  const at = tabs.findIndex((tab) => tab.id === active)
  const next = tabs[(at + step + tabs.length) % tabs.length]
  if (next !== undefined) activate(next.id)
}

function sameParams(a: TabParams, b: TabParams): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
