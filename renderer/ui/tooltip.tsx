import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { KeyCaps } from './key-caps.tsx'
import './overlay.css'

/** A hint on hover or focus. `children` must be one element that takes a ref. */
export function Tooltip({ text, keys, children }: { text: ReactNode; keys?: string; children: ReactElement }) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={6}>
          <Base.Popup className="tooltip">
            {text}
            {keys !== undefined && <KeyCaps keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export const TooltipProvider = Base.Provider
