import type { LucideIcon } from 'lucide-react'
import { Activity, Braces, ChartCandlestick, Database, FileText, House } from 'lucide-react'
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

/** Every area of the rail, in its order. */
export const areas: readonly Area[] = [
  {
    id: 'home',
    title: 'Home',
    icon: House,
    key: '1',
    Screen: lazy(async () => ({ default: (await import('../features/home/home-screen.tsx')).HomeScreen })),
  },
  {
    id: 'data',
    title: 'Data',
    icon: Database,
    key: '2',
    Screen: lazy(async () => ({ default: (await import('../features/data/data-screen.tsx')).DataScreen })),
  },
  {
    id: 'chart',
    title: 'Chart',
    icon: ChartCandlestick,
    key: '3',
    Screen: lazy(async () => ({ default: (await import('../features/chart/chart-screen.tsx')).ChartScreen })),
  },
  {
    id: 'strategies',
    title: 'Strategies',
    icon: Braces,
    key: '4',
    Screen: lazy(async () => ({
      default: (await import('../features/strategies/strategies-screen.tsx')).StrategiesScreen,
    })),
  },
  {
    id: 'runs',
    title: 'Runs',
    icon: Activity,
    key: '5',
    Screen: lazy(async () => ({ default: (await import('../features/runs/runs-screen.tsx')).RunsScreen })),
  },
  {
    id: 'reports',
    title: 'Reports',
    icon: FileText,
    key: '6',
    Screen: lazy(async () => ({ default: (await import('../features/reports/reports-screen.tsx')).ReportsScreen })),
  },
]

const byId = new Map(areas.map((area) => [area.id, area]))

export function areaOf(id: AreaId): Area {
  const area = byId.get(id)
  if (area === undefined) throw new Error(`no area ${id}`)
  return area
}
