import { Toast as Base } from '@base-ui/react/toast'
import { Check, CircleX, Info, X } from 'lucide-react'
import { toAppError } from '../lib/errors.ts'
import './overlay.css'

interface ToastData {
  tone: 'ok' | 'error' | 'info'
  action?: { label: string; run: () => void }
}

const messages = Base.createToastManager<ToastData>()

/** A short message in the corner. With an action (undo) it stays ten seconds. */
export function toast(title: string, options: Partial<ToastData> & { detail?: string } = {}): void {
  const { tone = 'ok', action, detail } = options
  messages.add({
    title,
    timeout: action === undefined && tone !== 'error' ? 5000 : 10_000,
    priority: tone === 'error' ? 'high' : 'low',
    data: action === undefined ? { tone } : { tone, action },
    ...(detail === undefined ? {} : { description: detail }),
  })
}

/** A failed action that has no place of its own on the screen. */
export function toastError(error: unknown): void {
  const failure = toAppError(error)
  toast(failure.message, { tone: 'error', ...(failure.hint === undefined ? {} : { detail: failure.hint }) })
}

export function ToastArea() {
  return (
    <Base.Provider toastManager={messages}>
      <Base.Portal>
        <Base.Viewport className="toasts">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

const icons = { ok: Check, error: CircleX, info: Info }

function ToastList() {
  const { toasts, close } = Base.useToastManager<ToastData>()
  return toasts.map((entry) => {
    const tone = entry.data?.tone ?? 'info'
    const action = entry.data?.action
    const Icon = icons[tone]
    return (
      <Base.Root key={entry.id} toast={entry} className="toast">
        <Base.Content className="toast-content">
          <Icon size={15} className={`status-${tone === 'info' ? 'none' : tone}`} aria-hidden />
          <div className="toast-text">
            <Base.Title className="toast-title" />
            <Base.Description className="muted" />
          </div>
          {action !== undefined && (
            <button
              type="button"
              className="link"
              onClick={() => {
                action.run()
                close(entry.id)
              }}
            >
              {action.label}
            </button>
          )}
          <Base.Close className="icon-button" aria-label="Dismiss">
            <X size={14} aria-hidden />
          </Base.Close>
        </Base.Content>
      </Base.Root>
    )
  })
}
