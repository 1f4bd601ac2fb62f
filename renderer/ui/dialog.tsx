import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import './overlay.css'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  /** Buttons, primary last. */
  actions?: ReactNode
  width?: number
  children?: ReactNode
}

export function Dialog({ open, onClose, title, description, actions, width = 480, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup
          ref={popup}
          className="dialog"
          style={{ width }}
          initialFocus={() => (popup.current && firstStop(popup.current)) ?? true}
        >
          <header className="dialog-header">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close className="icon-button" aria-label="Close">
              <X size={15} aria-hidden />
            </Base.Close>
          </header>
          {description !== undefined && (
            <Base.Description className="dialog-description prose">{description}</Base.Description>
          )}
          <div className="dialog-body">{children}</div>
          {actions !== undefined && <footer className="dialog-actions">{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** Where typing starts: the first field, else what the dialog is for; where that destroys something, the way back. */
function firstStop(popup: HTMLElement): HTMLElement | null {
  const first = (selector: string) => popup.querySelector<HTMLElement>(selector)
  return (
    first('.dialog-body :is(input, textarea, [role="combobox"], [contenteditable="true"]):not([disabled])') ??
    first('.dialog-actions .button-primary:not([disabled])') ??
    first('.dialog-actions button:not([disabled])')
  )
}
