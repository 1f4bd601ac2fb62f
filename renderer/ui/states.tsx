import type { LucideIcon } from 'lucide-react'
import { CircleCheck, CircleX, Copy, Info, RotateCcw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { diagnostics, toAppError } from '../lib/errors.ts'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import './layout.css'
import { toast } from './toast.tsx'

const bannerIcons = { info: Info, ok: CircleCheck, warn: TriangleAlert, error: CircleX }

/** Page-wide, above the tiles, one at a time, worst first. */
export function Banner({
  tone,
  title,
  children,
  action,
}: {
  tone: 'info' | 'ok' | 'warn' | 'error'
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  const Icon = bannerIcons[tone]
  return (
    <div className={cx('banner', `banner-${tone}`)} role={tone === 'error' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden />
      <div className="banner-text selectable">
        <strong>{title}</strong> {children}
      </div>
      {action}
    </div>
  )
}

interface EmptyStateProps {
  /** A faint drawing of the result to come. */
  drawing?: ReactNode
  title: string
  /** Fills the screen, so that its title is the page's. */
  page?: boolean
  children?: ReactNode
  action?: ReactNode
}

export function EmptyState({ drawing, title, page = false, children, action }: EmptyStateProps) {
  const Title = page ? 'h1' : 'h2'
  return (
    <div className="empty">
      {drawing !== undefined && (
        <div className="empty-drawing" aria-hidden>
          {drawing}
        </div>
      )}
      <Title className="empty-title">{title}</Title>
      {children !== undefined && <div className="prose">{children}</div>}
      {action !== undefined && <div className="empty-action">{action}</div>}
    </div>
  )
}

interface ErrorStateProps {
  error: unknown
  /** What was being done, for the title of the diagnostics: `data.show GOOG 1d`. */
  where: string
  title?: string
  /** Plainer words than the error's own message, where the evidence below says the rest. */
  meaning?: string
  retry?: (() => void) | undefined
  /** Other ways out, the best one first. */
  actions?: ReactNode
  /** The ways out with what each would do, the best one first; its button should be the primary one. */
  ways?: readonly { icon: LucideIcon; title: string; detail: ReactNode; action: ReactNode }[]
  /** What still works. */
  safe?: ReactNode
  /** Fits into a card instead of filling the page. */
  compact?: boolean
}

/** What happened, what it means, the evidence, the ways out, what is safe, the code and the diagnostics. */
export function ErrorState({
  error,
  where,
  title,
  meaning,
  retry,
  actions,
  ways = [],
  safe,
  compact = false,
}: ErrorStateProps) {
  const failure = toAppError(error)
  const evidence = Object.entries(failure.data ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return (
    <div className={cx('error-state', compact && 'error-compact')} role="alert">
      <div className="error-head">
        <span className="error-icon">
          <CircleX size={compact ? 16 : 20} aria-hidden />
        </span>
        <div className="selectable">
          <h2>{title ?? failure.message}</h2>
          {title !== undefined && <p className="prose">{meaning ?? failure.message}</p>}
          {failure.hint !== undefined && <p className="prose">{failure.hint}</p>}
        </div>
      </div>
      {evidence.length > 0 && (
        <dl className="evidence card selectable">
          {evidence.map(([key, value]) => (
            <div key={key}>
              <dt>{key.charAt(0).toUpperCase() + key.slice(1)}</dt>
              <dd className={cx('mono', key === 'found' && 'status-error')}>
                {typeof value === 'string' ? value : JSON.stringify(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {ways.length > 0 && (
        <ul className="card ways">
          {ways.map((way) => (
            <li key={way.title}>
              <way.icon size={16} aria-hidden />
              <div className="grow">
                <strong>{way.title}</strong>
                <p className="muted">{way.detail}</p>
              </div>
              {way.action}
            </li>
          ))}
        </ul>
      )}
      {safe !== undefined && (
        <div className="error-safe">
          <CircleCheck size={15} className="status-ok" aria-hidden />
          <div>
            <strong>What is safe.</strong> {safe}
          </div>
        </div>
      )}
      <div className="error-foot">
        <code className="muted selectable">{failure.code}</code>
        <div className="error-actions">
          <Button
            kind="ghost"
            icon={Copy}
            onClick={() => {
              void navigator.clipboard.writeText(diagnostics(failure, where)).then(() => toast('Diagnostics copied'))
            }}
          >
            Copy diagnostics
          </Button>
          {retry !== undefined && (
            <Button icon={RotateCcw} onClick={retry}>
              Try again
            </Button>
          )}
          {actions}
        </div>
      </div>
    </div>
  )
}
