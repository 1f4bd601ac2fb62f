import type { Guess, ImportOptions } from '../../contract/data.ts'
import { readStamp } from './clock.ts'
import { guess } from './guess.ts'
import { stampText } from './places.ts'
import type { Clock, Row, Shape } from './shape.ts'
import { offsetOf } from './zones.ts'

interface Guessed {
  readonly guess: Guess
  readonly warnings: readonly string[]
}

/** µs of the stamps that can be read, as they stand in the file. */
export function wallTimes(rows: readonly Row[], places: ReadonlyMap<string, number>, clock: Clock): number[] {
  return rows.flatMap((row) => readStamp(stampText(row.cells, places), clock)?.micros ?? [])
}

/** The zone of the stamps. Naive times within a day are taken as UTC only as a stated guess. */
export function guessZone(shape: Shape, options: ImportOptions, clock: Clock, daily: boolean): Guessed {
  const given = options.timezone
  if (given !== undefined) offsetOf(given)
  const ignored = (why: string) =>
    given === undefined || given === 'UTC' ? [] : [`The time zone ${given} was not used: ${why}.`]
  if (clock.kind === 'epoch')
    return {
      guess: guess('timezone', 'UTC', 'sure', 'counts since 1970 are in UTC'),
      warnings: ignored('counts since 1970 are in UTC'),
    }
  if (clock.kind === 'iso' ? clock.offset : clock.utc) {
    return {
      guess: guess('timezone', 'UTC', 'sure', 'the stamps carry their offset'),
      warnings: ignored('the stamps carry their offset'),
    }
  }
  if (clock.dateOnly || daily) {
    return {
      guess: guess('timezone', 'UTC', 'sure', 'dates are stored as 00:00 UTC of that date'),
      warnings: ignored('bars of a day or longer are stored as dates'),
    }
  }
  if (given !== undefined) return { guess: guess('timezone', given, 'given', 'given'), warnings: [] }
  const named = shape.columns.find(({ field, name }) => (field === 'ts' || field === 'time') && /gmt|utc/i.test(name))
  if (named !== undefined)
    return { guess: guess('timezone', 'UTC', 'sure', `the column is called "${named.name}"`), warnings: [] }
  if (shape.zone !== undefined) {
    const { value, confidence, reason, alternatives } = shape.zone
    const warnings =
      confidence === 'check' ? [`Times were taken as ${value}: ${reason}. State another zone with --timezone.`] : []
    return { guess: guess('timezone', value, confidence, reason, alternatives), warnings }
  }
  const reason = 'the stamps name no zone, so UTC is assumed'
  return {
    guess: guess('timezone', 'UTC', 'check', reason, [
      'America/New_York',
      'Europe/London',
      'Europe/Berlin',
      'Asia/Tokyo',
      'Etc/GMT+5',
    ]),
    warnings: [
      'The stamps in the file name no time zone and were taken as UTC. If they are local times, import again with --timezone, for example --timezone America/New_York.',
    ],
  }
}

/** Whether stamps mark a bar's open or its close. */
export function guessStamp(shape: Shape, options: ImportOptions, clock: Clock, daily: boolean): Guessed {
  if (shape.kind !== 'bars') return { guess: guess('stamp', 'open', 'sure', 'ticks have no length'), warnings: [] }
  const dated = clock.kind !== 'epoch' && (clock.dateOnly || daily)
  if (options.stamp !== undefined) {
    const warnings =
      options.stamp === 'close' && dated ? ['The stamps are dates of sessions, so they were not shifted.'] : []
    return { guess: guess('stamp', options.stamp, 'given', 'given'), warnings }
  }
  if (dated) return { guess: guess('stamp', 'open', 'sure', 'a date names its session'), warnings: [] }
  if (shape.stamp !== undefined) {
    const { value, confidence, reason, alternatives } = shape.stamp
    const warnings =
      confidence === 'check' && value === 'close'
        ? [`Stamps were taken as the close of a bar: ${reason}. State --stamp open if they mark the start.`]
        : []
    return { guess: guess('stamp', value, confidence, reason, alternatives), warnings }
  }
  return {
    guess: guess('stamp', 'open', 'check', 'most files stamp the start of a bar; this one does not say', ['close']),
    warnings: [],
  }
}
