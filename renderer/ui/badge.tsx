import type { LucideIcon } from 'lucide-react'
import { Check, CircleX, TriangleAlert, CircleMinus } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import './controls.css'

export type Tone = 'neutral' | 'ok' | 'warn' | 'error' | 'accent'

const icons: Partial<Record<Tone, LucideIcon>> = { ok: Check, warn: TriangleAlert, error: CircleX }

/** A word with its icon; the word says the state, colour never alone. `icon={null}` leaves the icon out. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon | null
  children: ReactNode
}) {
  const Icon = icon === undefined ? icons[tone] : icon
  return (
    <span className={cx('badge', `badge-${tone}`)}>
      {Icon !== undefined && Icon !== null && <Icon size={12} aria-hidden />}
      {children}
    </span>
  )
}

/** Badge of a quality status with its own label. */
export function QualityBadge({ status, label }: { status: 'pass' | 'warn' | 'fail' | 'skipped'; label: string }) {
  const tone = ({ pass: 'ok', warn: 'warn', fail: 'error', skipped: 'neutral' } as const)[status]
  return (
    <Badge tone={tone} {...(status === 'skipped' ? { icon: CircleMinus } : {})}>
      {label}
    </Badge>
  )
}
