import { useEffect, useMemo, useRef, useState } from 'react'
import type { QualityReport } from '../../../../core/contract/quality.ts'
import { integer } from '../../../lib/format.ts'
import { Card } from '../../../ui/card.tsx'
import type { Mark } from './marks.tsx'
import { isFilled, markOf, pathOf } from './marks.tsx'

const laneHeight = 28
const axisHeight = 24

interface Lane {
  id: string
  title: string
  count: number
  mark: Mark
  /** Times of the findings listed; there may be more than are listed. */
  times: readonly number[]
}

/** Coverage and findings of every check on one time axis. */
export function Timeline({ report }: { report: QualityReport }) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)
  const lanes = useMemo(() => lanesOf(report), [report])
  const { from, to } = report
  const note =
    report.expectedSessions === null || report.presentSessions === null
      ? `${integer(report.rows)} bars`
      : `${integer(report.presentSessions)} of ${integer(report.expectedSessions)} sessions present`
  return (
    <Card title="Timeline" note={<span className="num">{note}</span>} flush action={<Legend />}>
      <div className="timeline">
        <div className="timeline-labels">
          <LaneLabel title="Coverage by month" count={report.coverage.length} />
          {lanes.map((lane) => (
            <LaneLabel key={lane.id} title={lane.title} count={lane.count} />
          ))}
        </div>
        <div className="timeline-plot" ref={holder}>
          {from !== null && to !== null && width > 0 && (
            <Plot report={report} lanes={lanes} from={from} to={to} width={width} />
          )}
        </div>
      </div>
    </Card>
  )
}

function LaneLabel({ title, count }: { title: string; count: number }) {
  return (
    <div className="timeline-label">
      <span className="ellipsis">{title}</span>
      <span className="num muted">{integer(count)}</span>
    </div>
  )
}

function Legend() {
  return (
    <div className="timeline-legend">
      <span>
        <i className="month-complete" /> complete
      </span>
      <span>
        <i className="month-part" /> bars missing
      </span>
    </div>
  )
}

function Plot({
  report,
  lanes,
  from,
  to,
  width,
}: {
  report: QualityReport
  lanes: readonly Lane[]
  from: number
  to: number
  width: number
}) {
  const span = Math.max(1, to - from)
  const x = (ts: number): number => 6 + ((ts - from) / span) * (width - 12)
  const height = (lanes.length + 1) * laneHeight + axisHeight
  const years = yearStarts(from, to, width)
  return (
    <svg width={width} height={height} role="img" aria-label={describe(report, lanes)}>
      {years.map((ts) => (
        <line key={ts} x1={x(ts)} x2={x(ts)} y1={0} y2={height - axisHeight} stroke="var(--grid)" />
      ))}
      {report.coverage.map(({ month, present, expected }) => {
        const start = Math.max(from, Date.parse(`${month}-01T00:00:00Z`))
        const end = Math.min(to, nextMonth(month))
        const share = expected === 0 ? 1 : Math.min(1, present / expected)
        return (
          <rect
            key={month}
            x={x(start)}
            y={6}
            width={Math.max(1, x(end) - x(start) - 1)}
            height={16}
            rx={2}
            className={share >= 1 ? 'month-complete' : 'month-part'}
            opacity={share >= 1 ? 1 : 0.35 + 0.65 * share}
          >
            <title>{`${month}: ${integer(present)} of ${integer(expected)} bars`}</title>
          </rect>
        )
      })}
      {lanes.map((lane, index) => {
        const y = (index + 1) * laneHeight
        return (
          <g key={lane.id}>
            <line x1={0} x2={width} y1={y} y2={y} stroke="var(--line)" />
            {lane.count > lane.times.length && (
              <text x={width - 8} y={y + laneHeight / 2 + 4} textAnchor="end" className="timeline-tick">
                first {integer(lane.times.length)} drawn
              </text>
            )}
            <path
              d={lane.times.map((ts) => pathOf(lane.mark.shape, x(ts), y + laneHeight / 2)).join('')}
              fill={isFilled(lane.mark) ? lane.mark.colour : 'none'}
              stroke={lane.mark.colour}
              strokeWidth={1.2}
            />
          </g>
        )
      })}
      <line x1={0} x2={width} y1={height - axisHeight} y2={height - axisHeight} stroke="var(--line)" />
      {years.map((ts) => (
        <text
          key={ts}
          x={Math.min(Math.max(x(ts), 14), width - 16)}
          y={height - 8}
          textAnchor="middle"
          className="timeline-tick"
        >
          {new Date(ts).getUTCFullYear()}
        </text>
      ))}
    </svg>
  )
}

/** One lane a check that has findings with a time, in the report's order. */
function lanesOf(report: QualityReport): Lane[] {
  return report.checks
    .filter(({ count }) => count > 0)
    .map(({ check, title, count, status }) => ({
      id: check,
      title,
      count,
      mark: markOf(check, status),
      times: report.findings.flatMap((finding) => (finding.check === check && finding.ts !== null ? [finding.ts] : [])),
    }))
    .filter(({ times }) => times.length > 0)
}

function describe(report: QualityReport, lanes: readonly Lane[]): string {
  const complete = report.coverage.filter(({ present, expected }) => present >= expected).length
  return [
    `${complete} of ${report.coverage.length} months complete`,
    ...lanes.map(({ title, count }) => `${title}: ${count}`),
  ].join('; ')
}

/** Year starts inside the span, thinned so that labels keep 44 px between them. */
function yearStarts(from: number, to: number, width: number): number[] {
  const first = new Date(from).getUTCFullYear() + 1
  const last = new Date(to).getUTCFullYear()
  const step = Math.max(1, Math.ceil(((last - first + 1) * 44) / Math.max(width, 1)))
  const years: number[] = []
  for (let year = first; year <= last; year += step) years.push(Date.UTC(year, 0, 1))
  return years.length > 0 ? years : [from]
}

function nextMonth(month: string): number {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return Date.UTC(year, number, 1)
}

function useWidth(holder: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (holder.current === null) return undefined
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    observer.observe(holder.current)
    return () => observer.disconnect()
  }, [holder])
  return width
}
