import type { ProfileFields } from '../../../core/contract/profile.ts'
import type { ConventionRow, MovingField } from '../../../core/contract/conventions.ts'
import { number, percent, signed } from '../../lib/format.ts'

/** `fillTiming` as words: `fill timing`. */
export const fieldWords = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** A value of a profile as words: `nextOpen` is `next open`, true is `yes`. */
export function valueWords(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'number' ? String(value) : fieldWords(value)
}

/** What tells a profile from another at a glance: its fill, how its Sharpe ratio is made, its year; three terms at most. */
export function shortWords(fields: ProfileFields): string {
  const { fillTiming, sharpeReturns, sharpeFormula, annualDays, riskFree, ddof } = fields
  return [
    valueWords(fillTiming),
    ...(sharpeReturns === 'yearly' ? ['by year'] : []),
    ...(sharpeFormula === 'arithmetic' ? [] : [valueWords(sharpeFormula)]),
    ...(riskFree === 0 ? [] : [`rf ${percent(riskFree, riskFree * 100 === Math.round(riskFree * 100) ? 0 : 2)}`]),
    ...(annualDays === 'inferred' || sharpeReturns === 'yearly' ? [] : [`${annualDays} d`]),
    ...(ddof === 0 ? ['ddof 0'] : []),
  ]
    .slice(0, 3)
    .join(', ')
}

/** `Of its fields, annual days moves Sharpe most: inferred to 365, +0.060.` */
export function moveSentence(figure: 'Sharpe' | 'the return', moved: MovingField): string {
  const by = figure === 'Sharpe' ? signed(moved.change, 3) : `${signed(moved.change * 100)} points`
  return `Of its fields, ${fieldWords(moved.field)} moves ${figure} most: ${valueWords(moved.from)} to ${valueWords(moved.to)}, ${by}.`
}

/** Place of a bar between 0 and 1 along an axis that has room for every row and for zero. */
export function barPlace(value: number | null, all: readonly (number | null)[]): { left: number; width: number } {
  const known = all.filter((one): one is number => one !== null)
  const low = Math.min(0, ...known)
  const span = Math.max(0, ...known) - low
  if (value === null || span === 0) return { left: 0, width: 0 }
  return { left: (Math.min(0, value) - low) / span, width: Math.abs(value) / span }
}

const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

export const conventionsTitle = (rows: number) =>
  `Same run, ${counts[rows] ?? number(rows, 0)} ${rows === 1 ? 'convention' : 'conventions'}`

/** The row as one sentence, for a pointer or a screen reader. */
export function rowSentence({ title, own, moves }: ConventionRow): string {
  if (own) return `${title}. The conventions of this run.`
  return moves.sharpe === null
    ? `${title}. None of its fields moves Sharpe.`
    : `${title}. ${moveSentence('Sharpe', moves.sharpe)}`
}
