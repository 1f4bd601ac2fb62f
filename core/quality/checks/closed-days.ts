import { dayMs, isoDay, weekdayOf } from '../../calendars/days.ts'
import type { Closure } from '../../calendars/holidays.ts'
import { plural, skipped, spotList } from './check.ts'
import type { Check, Verdict } from './check.ts'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const

/** Bars on days on which the market is shut. */
export const closedDayCheck: Check = {
  id: 'closedDays',
  title: 'Bars on closed days',
  begin({ expectation }) {
    if (!expectation) return skipped('This timeframe has no sessions.')
    return {
      predicates: {},
      onRow: () => undefined,
      verdict(): Verdict {
        const found = spotList()
        for (const [day, count] of expectation.days) {
          const weekend = !expectation.calendar.weekdays.has(weekdayOf(day))
          const closure = weekend ? null : expectation.calendar.closure(day)
          // A market without a published calendar may trade through these days.
          if (!weekend && (closure === null || !expectation.calendar.published)) continue
          const name = weekend ? weekdays[weekdayOf(day)]! : closure!.name
          found.add({
            ts: day * dayMs,
            until: (day + 1) * dayMs,
            message: `${plural(count, 'bar')} on ${isoDay(day)}, ${weekend ? `a ${name}` : name}.`,
            value: count,
          })
        }
        return {
          status: found.count > 0 ? 'warn' : 'pass',
          count: found.count,
          spots: found.spots,
          label: 'Check dates',
          message:
            found.count > 0
              ? `${plural(found.count, 'day')} with bars on which ${expectation.calendar.name} is shut: look at the time zone.`
              : 'No bars on days on which the market is shut.',
        }
      },
    }
  },
}

/** Days without a session, kept apart from gaps: they are as they should be. */
function closureCheck(
  id: string,
  title: string,
  kind: Closure['kind'],
  none: string,
  some: (count: number) => string,
): Check {
  return {
    id,
    title,
    begin({ expectation }) {
      if (!expectation) return skipped('This timeframe has no sessions.')
      return {
        predicates: {},
        onRow: () => undefined,
        verdict(): Verdict {
          const found = spotList()
          const days = [...expectation.days.keys()]
          for (let day = days[0] ?? 0; day <= (days.at(-1) ?? -1); day++) {
            const closure = expectation.calendar.weekdays.has(weekdayOf(day)) ? expectation.calendar.closure(day) : null
            if (closure?.kind === kind && !expectation.days.has(day)) {
              found.add({
                ts: day * dayMs,
                until: (day + 1) * dayMs,
                message: `${closure.name}.`,
                value: null,
              })
            }
          }
          return {
            status: 'pass',
            count: found.count,
            spots: found.spots,
            message: found.count > 0 ? some(found.count) : none,
          }
        },
      }
    },
  }
}

export const holidayCheck = closureCheck(
  'holiday',
  'Exchange holidays',
  'holiday',
  'No exchange holiday in this range.',
  (count) => `${plural(count, 'holiday')} without a bar, as it should be.`,
)
export const unscheduledCheck = closureCheck(
  'closure',
  'Unscheduled closures',
  'closure',
  'No unscheduled closure in this range.',
  (count) => `${plural(count, 'day')} on which the exchange stayed shut for once.`,
)
