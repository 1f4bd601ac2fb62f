import type { ReactNode } from 'react'
import { useRef } from 'react'
import './controls.css'

interface SubTabsProps<T extends string> {
  label: string
  value: T
  tabs: readonly { value: T; label: ReactNode; count?: number }[]
  onChange: (value: T) => void
  /** Id of the panel that the tabs control. */
  panel?: string
}

/** Text tabs with an accent underline. Arrow keys move between them. */
export function SubTabs<T extends string>({ label, value, tabs, onChange, panel }: SubTabsProps<T>) {
  const list = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={list}
      role="tablist"
      tabIndex={-1}
      aria-label={label}
      className="sub-tabs"
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (step === 0) return
        event.preventDefault()
        event.stopPropagation()
        const at = (tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length
        const next = tabs[at]
        if (next === undefined) return
        onChange(next.value)
        list.current?.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus()
      }}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          aria-controls={panel}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="muted num"> {tab.count}</span>}
        </button>
      ))}
    </div>
  )
}
