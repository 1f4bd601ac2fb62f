import { dayMs, isoDay } from '../../calendars/days.ts'
import { isSession } from '../../calendars/calendars.ts'
import type { ScanRow } from '../scan.ts'
import type { Expectation } from '../sessions.ts'
import { plural, skipped, spotList } from './check.ts'
import type { Check, Inspection, Survey } from './check.ts'

/** Above this share of sessions missing the series is not fit for a backtest. */
export const missingSessionsLimit = 0.05
const slotLength = { hour: 3_600_000, day: dayMs, week: 7 * dayMs } as const

/**
 * Bars that the calendar expects and the series lacks. Daily: one gap a stretch of missing sessions. Intraday: one gap a
 * session, however many holes it has; a bar may be absent because nobody traded, so those never fail.
 */
export const gapCheck: Check = {
  id: 'gaps',
  title: 'Gaps',
  begin(survey) {
    const { grid, expectation } = survey
    if (grid.slot === 'none')
      return skipped(
        grid.step === 0 ? 'Ticks come when they come.' : 'Bars of several days, weeks or months have no fixed start.',
      )
    if (grid.slot === 'week' || grid.slot === 'month') return steadyGaps(survey)
    return expectation ? calendarGaps(survey, grid.slot) : skipped('There are no bars.')
  },
}

/** Weekly and monthly bars: every slot between the first and the last. */
function steadyGaps({ grid, totals }: Survey): Inspection {
  const found = spotList()
  let missing = 0
  return {
    predicates: { gap: `us > p_us + ${1000 * (grid.slot === 'week' ? 1.5 * grid.step : 45 * dayMs)}` },
    onRow(row) {
      if (!row.asked.has('gap')) return
      const bars = Math.round((row.ts - row.previousTs) / grid.step) - 1
      missing += bars
      found.add({
        ts: row.previousTs + grid.step,
        until: row.ts,
        message: `${plural(bars, `${grid.slot}`)} without a bar.`,
        value: bars,
      })
    },
    verdict: () => ({
      status: found.count === 0 ? 'pass' : missing > missingSessionsLimit * (totals.rows + missing) ? 'fail' : 'warn',
      count: found.count,
      spots: found.spots,
      label: plural(found.count, 'gap'),
      message:
        found.count === 0
          ? `Every ${grid.slot} has a bar.`
          : `${plural(missing, 'bar')} missing in ${plural(found.count, 'gap')}.`,
    }),
  }
}

function calendarGaps({ grid, totals, expectation }: Survey, slot: 'hour' | 'day'): Inspection {
  const { calendar, expected, dayOfSlot } = expectation!
  const length = slotLength[slot]
  /** Bars still unaccounted for in a slot; a hole can only be as large as what its slot lacks. */
  const lacking = new Map<number, number>()
  const lack = (at: number) => lacking.get(at) ?? Math.max(0, expected(at) - (totals.slots.get(at) ?? 0))
  const gaps = new Map<number, { ts: number; until: number; bars: number; holes: number }>()
  let missing = 0
  const inside = (at: number, row: ScanRow) => {
    if (slot === 'day') return totals.slots.has(at) ? 0 : 1
    const start = Math.max(at * length, row.previousTs + grid.step)
    const end = Math.min((at + 1) * length, row.ts)
    return grid.step > length
      ? end > start && start === at * length
        ? 1
        : 0
      : Math.max(0, Math.round((end - start) / grid.step))
  }
  /** Where the missing bars of an hour lie: an hour in which a session starts lacks its last ones, any other its first. */
  const edges = (at: number, bars: number, row: ScanRow): [number, number] => {
    const start = Math.max(at * length, row.previousTs + grid.step)
    const end = Math.min((at + 1) * length, row.ts)
    return expected(at - 1) === 0 && start === at * length
      ? [end - bars * grid.step, end]
      : [start, Math.min(end, start + bars * grid.step)]
  }
  return {
    predicates: { gap: `us > p_us + ${1000 * (slot === 'day' ? 1.4 * grid.step : grid.step)}` },
    onRow(row) {
      if (!row.asked.has('gap')) return
      let stretch: number | null = null
      for (let at = Math.floor(row.previousTs / length); at <= Math.floor(row.ts / length); at++) {
        const bars = Math.min(lack(at), inside(at, row))
        if (bars <= 0) continue
        lacking.set(at, lack(at) - bars)
        missing += bars
        const key: number = slot === 'day' ? (stretch ??= at) : dayOfSlot(at)
        const [from, until] = slot === 'day' ? [at * length, Math.min((at + 1) * length, row.ts)] : edges(at, bars, row)
        const gap = gaps.get(key)
        if (gap)
          gaps.set(key, { ts: gap.ts, until, bars: gap.bars + bars, holes: gap.holes + (gap.until === from ? 0 : 1) })
        else gaps.set(key, { ts: from, until, bars, holes: 1 })
      }
    },
    verdict() {
      const found = spotList()
      for (const [key, { ts, until, bars, holes }] of gaps) {
        const message =
          slot === 'day'
            ? bars === 1
              ? `No bar on ${isoDay(key)}, a ${calendar.name} session.`
              : `No bars in ${bars} ${calendar.name} sessions from ${isoDay(key)}.`
            : `${plural(bars, 'bar')} missing on ${isoDay(key)}${holes > 1 ? ` in ${holes} places` : ''}.`
        found.add({ ts, until, message, value: bars })
      }
      const sessions = countSessions(expectation!)
      const share = sessions.expected === 0 ? 0 : (sessions.expected - sessions.present) / sessions.expected
      return {
        status: found.count === 0 ? 'pass' : share > missingSessionsLimit ? 'fail' : 'warn',
        count: found.count,
        spots: found.spots,
        label: plural(found.count, 'gap'),
        message:
          found.count === 0
            ? 'Every expected bar is there.'
            : slot === 'day'
              ? `${plural(missing, 'session')} missing in ${plural(found.count, 'gap')}.`
              : `${plural(missing, 'bar')} missing in ${plural(found.count, 'session')}. A bar without a trade may be left out by its source.`,
      }
    },
  }
}

/** Sessions the calendar expects between the first and the last bar, and those with at least one bar. */
export function countSessions({ calendar, days }: Expectation): { expected: number; present: number } {
  const all = [...days.keys()]
  let [expected, present] = [0, 0]
  for (let day = all[0] ?? 0; day <= (all.at(-1) ?? -1); day++) {
    if (!isSession(calendar, day)) continue
    expected++
    if (days.has(day)) present++
  }
  return { expected, present }
}
