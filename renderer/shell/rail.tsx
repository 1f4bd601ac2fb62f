import type { LucideIcon } from 'lucide-react'
import { ListChecks, Settings } from 'lucide-react'
import { ariaKeys } from '../ui/key-caps.tsx'
import { areas } from './areas.ts'
import { toggleDrawer, useFrame } from './frame.ts'
import { isOver, useJobs } from './jobs.ts'
import { goTo, useTabs } from './navigation.ts'

export function Rail() {
  const active = useTabs((state) => state.tabs.find((tab) => tab.id === state.active)?.area)
  const running = useJobs((state) => Object.values(state.jobs).filter((job) => !isOver(job)).length)
  return (
    <nav className="rail" aria-label="Areas">
      {areas.map((area) => (
        <RailItem
          key={area.id}
          label={area.title}
          icon={area.icon}
          keys={`Mod+${area.key}`}
          active={area.id === active}
          onClick={() => goTo(area.id)}
        />
      ))}
      <div className="grow" />
      <RailItem label="Jobs" icon={ListChecks} count={running} onClick={() => toggleDrawer('jobs')} />
      <RailItem
        label="Settings"
        icon={Settings}
        keys="Mod+,"
        onClick={() => useFrame.setState({ settingsOpen: true })}
      />
    </nav>
  )
}

interface RailItemProps {
  label: string
  icon: LucideIcon
  keys?: string
  active?: boolean
  count?: number
  onClick: () => void
}

function RailItem({ label, icon: Icon, keys, active = false, count = 0, onClick }: RailItemProps) {
  return (
    <button
      type="button"
      className="rail-item"
      aria-current={active ? 'page' : undefined}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
      onClick={onClick}
    >
      <Icon size={18} strokeWidth={1.6} aria-hidden />
      <span>{label}</span>
      {count > 0 && (
        <span className="rail-count num" aria-label={`${count} running`}>
          {count}
        </span>
      )}
    </button>
  )
}
