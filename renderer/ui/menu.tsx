import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { cx } from './cx.ts'
import { KeyCaps } from './key-caps.tsx'
import './overlay.css'

export interface MenuEntry {
  label: string
  icon?: LucideIcon
  keys?: string
  danger?: boolean
  disabled?: boolean
  /** Draws a line above the entry. */
  separated?: boolean
  onSelect: () => void
}

/** A list of actions under `trigger`, one element that takes a ref, such as a Button. */
export function Menu({
  trigger,
  entries,
  align = 'start',
}: {
  trigger: ReactElement
  entries: readonly MenuEntry[]
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={4} align={align}>
          <Base.Popup className="popup menu-list">
            {entries.map((entry) => (
              <Base.Item
                key={entry.label}
                className={cx(
                  'menu-item',
                  entry.danger === true && 'status-error',
                  entry.separated === true && 'menu-separated',
                )}
                disabled={entry.disabled ?? false}
                onClick={entry.onSelect}
              >
                {entry.icon !== undefined && <entry.icon size={14} aria-hidden />}
                <span className="menu-label">{entry.label}</span>
                {entry.keys !== undefined && <KeyCaps keys={entry.keys} />}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
