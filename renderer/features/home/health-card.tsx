import type { LucideIcon } from 'lucide-react'
import { Cpu, Database, FileCheck, HardDrive, History, ShieldCheck } from 'lucide-react'
import type { HealthItem } from '../../../core/contract/workspace.ts'
import { when } from '../../lib/format.ts'
import { useHealth } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { cx } from '../../ui/cx.ts'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'

const icons: Record<HealthItem['id'], LucideIcon> = {
  offline: ShieldCheck,
  disk: HardDrive,
  integrity: FileCheck,
  data: Database,
  engine: Cpu,
  session: History,
}

export function HealthCard() {
  const { data: health, error, reload } = useHealth()
  return (
    <Card title="Health" flush {...(health === undefined ? {} : { action: <Overall health={health} /> })}>
      {health === undefined ? (
        error === null ? (
          <Skeleton rows={5} height={52} />
        ) : (
          <ErrorState error={error} where="workspace.health" retry={reload} compact />
        )
      ) : (
        <ul>
          {health.map((item) => (
            <HealthLine key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Overall({ health }: { health: readonly HealthItem[] }) {
  const errors = health.filter(({ status }) => status === 'error').length
  const warnings = health.filter(({ status }) => status === 'warn').length
  if (errors > 0) return <Badge tone="error">{errors === 1 ? '1 error' : `${errors} errors`}</Badge>
  if (warnings > 0) return <Badge tone="warn">{warnings === 1 ? '1 warning' : `${warnings} warnings`}</Badge>
  return <Badge tone="ok">All good</Badge>
}

function HealthLine({ item }: { item: HealthItem }) {
  const Icon = icons[item.id]
  const tone = item.status === 'ok' ? (item.id === 'offline' ? 'status-ok' : 'muted') : `status-${item.status}`
  return (
    <li className="health-line">
      <Icon size={16} className={tone} aria-hidden />
      <div className="grow selectable">
        <p className={cx('home-strategy', item.status !== 'ok' && tone)}>{item.title}</p>
        <p className="muted health-detail num">
          {item.detail}
          {item.checkedAt !== null && `, checked ${when(item.checkedAt).toLowerCase()}`}
        </p>
      </div>
    </li>
  )
}
