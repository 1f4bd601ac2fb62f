import { Activity, Braces, ChartCandlestick, Database, FileText, House } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ComponentType, LazyExoticComponent } from 'react'
import { lazy } from 'react'
import type { AreaId, TabParams } from './navigation.ts'

/** What a screen gets. `active` is false while another tab is in front: stop drawing and listening then. */
export interface ScreenProps {
  params: TabParams
  active: boolean
}

export interface Area {
  id: AreaId
  title: string
  icon: LucideIcon
  /** With Mod. */
  key: string
  Screen: LazyExoticComponent<ComponentType<ScreenProps>>
}

const screens = import.meta.glob<Record<string, ComponentType<ScreenProps>>>('../features/*/*-screen.tsx')

function screen(id: AreaId, name: string): LazyExoticComponent<ComponentType<ScreenProps>> {
  return lazy(async () => {
    const found = (await screens[`../features/${id}/${id}-screen.tsx`]?.())?.[name]
    if (found === undefined) throw new Error(`the window has no screen ${name}`)
    return { default: found }
  })
}

/** Every area of the rail, in its order. */
export const areas: readonly Area[] = [
  { id: 'home', title: 'Home', icon: House, key: '1', Screen: screen('home', 'HomeScreen') },
  { id: 'data', title: 'Data', icon: Database, key: '2', Screen: screen('data', 'DataScreen') },
  { id: 'chart', title: 'Chart', icon: ChartCandlestick, key: '3', Screen: screen('chart', 'ChartScreen') },
  { id: 'strategies', title: 'Strategies', icon: Braces, key: '4', Screen: screen('strategies', 'StrategiesScreen') },
  { id: 'runs', title: 'Runs', icon: Activity, key: '5', Screen: screen('runs', 'RunsScreen') },
  { id: 'reports', title: 'Reports', icon: FileText, key: '6', Screen: screen('reports', 'ReportsScreen') },
]

const byId = new Map(areas.map((area) => [area.id, area]))

export function areaOf(id: AreaId): Area {
  const area = byId.get(id)
  if (area === undefined) throw new Error(`no area ${id}`)
  return area
}
