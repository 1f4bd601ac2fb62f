import { calendarNames } from '../calendars/calendars.ts'
import { readFields } from './file-settings.ts'
import type { JsonNode, JsonSource } from './json-source.ts'
import { didYouMean } from './problems.ts'
import { weekdayNames, type Session } from './session.ts'

const fields = ['calendar', 'timezone', 'from', 'to', 'days', 'flatAtClose']
const example = 'Write "session": { "calendar": "XNYS", "from": "09:45", "to": "15:45", "flatAtClose": true }.'

/** The `session` of a strategy file; null where it has none. */
export function readSession(source: JsonSource, node: JsonNode | undefined): Session | null {
  if (node === undefined || node.type === 'null') return null
  if (node.type !== 'object') return source.report(node, '"session" must be an object', { hint: example })
  const given = readFields(source, node, '"session"', fields)
  const value = (name: string) => given.get(name)?.value
  const calendar = value('calendar')
  if (calendar === undefined) return source.report(node, '"session" needs a "calendar"', { hint: example })
  if (!calendarNames.some((name) => name === calendar.value))
    source.report(calendar, `there is no calendar ${JSON.stringify(calendar.value ?? null)}`, {
      hint: `Use one of ${calendarNames.join(', ')}.`,
      ...suggestions(String(calendar.value)),
    })
  const zone = value('timezone')
  if (zone !== undefined && !isZone(zone.value))
    source.report(zone, `there is no time zone ${JSON.stringify(zone.value ?? null)}`, {
      hint: 'Name it as in the IANA database, for example Europe/London.',
    })
  const flat = value('flatAtClose')
  if (flat !== undefined && typeof flat.value !== 'boolean') source.report(flat, '"flatAtClose" must be true or false')
  const [from, to] = [readTime(source, value('from')), readTime(source, value('to'))]
  if (from !== null && from === to)
    source.report(value('to')!, '"from" and "to" are the same: the session would be empty', {
      hint: 'Leave both out for the hours of the calendar.',
    })
  return {
    calendar: String(calendar.value),
    timezone: zone === undefined ? null : String(zone.value),
    from,
    to,
    days: readDays(source, value('days')),
    flatAtClose: flat?.value === true,
  }
}

function suggestions(word: string): { suggestions?: readonly string[] } {
  const found = didYouMean(word, calendarNames).suggestions
  return found === undefined ? {} : { suggestions: found }
}

function readTime(source: JsonSource, node: JsonNode | undefined): number | null {
  if (node === undefined) return null
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(String(node.value))
  if (parts !== null) return Number(parts[1]) * 60 + Number(parts[2])
  return source.report(node, `${JSON.stringify(node.value ?? null)} is no time of day`, {
    hint: 'Write it like "09:45".',
  })
}

function readDays(source: JsonSource, node: JsonNode | undefined): readonly number[] | null {
  if (node === undefined) return null
  if (node.type !== 'array' || (node.children ?? []).length === 0)
    return source.report(node, '"days" must be a list of weekdays', { hint: 'Write it like ["mon", "tue"].' })
  const days = new Set<number>()
  for (const item of node.children ?? []) {
    const day = weekdayNames.indexOf(String(item.value))
    if (day < 0)
      source.report(item, `${JSON.stringify(item.value ?? null)} is no weekday`, {
        hint: `Use ${weekdayNames.join(', ')}.`,
        ...didYouMean(String(item.value), weekdayNames),
      })
    else days.add(day)
  }
  return [...days].toSorted((a, b) => a - b)
}

function isZone(value: unknown): boolean {
  if (typeof value !== 'string') return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).format(0) !== ''
  } catch {
    return false
  }
}
