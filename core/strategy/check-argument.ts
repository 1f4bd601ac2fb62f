import { isWhole, type CheckContext } from './check-context.ts'
import { scalarValue } from './scalar.ts'
import type { Span, Term } from './tree.ts'

/** What a scalar argument may be; `whole` for periods and counts of bars. */
export interface ScalarRange {
  readonly name: string
  readonly whole: boolean
  readonly min: number
  readonly max: number
}

const lookAhead = 'It would read bars of the future. A rule may only look back: x[n] with n >= 0.'

/** Checks a period, a lag or another number that must be the same on every bar; null after reporting what is wrong. */
export function checkScalarArgument(
  context: CheckContext,
  owner: string,
  range: ScalarRange,
  term: Term,
  span: Span,
): Term | null {
  const { troubles } = context
  const what = `${range.name} of ${owner}`
  if (term.type !== 'number' || !term.scalar)
    return troubles.error(span, `${what} must be the same on every bar`, {
      hint: 'Give a number or a parameter, like 14 or $n.',
    })
  if (range.whole && !isWhole(term)) {
    const hint =
      term.kind === 'param' ? `Give ${term.name} the type "int".` : 'Give a whole number of bars, or use round().'
    return troubles.error(span, `${what} must be a whole number`, { hint })
  }
  if (term.kind === 'const') return inRange(term.value) ? term : outside(String(term.value), term.value)
  const param = (name: string): number => context.params.get(name)?.default ?? Number.NaN
  const byDefault = scalarValue(term, param)
  if (!inRange(byDefault)) return outside(`${byDefault} with the default parameters`, byDefault)
  if (term.kind !== 'param') return term
  const declared = context.params.get(term.name)
  const smallest = declared?.min ?? byDefault
  const largest = declared?.max ?? byDefault
  if (inRange(smallest) && inRange(largest)) return term
  const worst = inRange(smallest) ? largest : smallest
  if (owner === 'lag' && worst < 0) return outside(`as low as ${worst}, the minimum of $${term.name}`, worst)
  troubles.warn(span, `$${term.name} may be ${worst}, but ${what} must be ${wanted()}`, {
    hint: `Narrow the range of ${term.name}.`,
  })
  return term

  function inRange(value: number): boolean {
    return value >= range.min && value <= range.max
  }
  function wanted(): string {
    // The least number above 0 stands for "above 0".
    if (range.min === Number.MIN_VALUE) return range.max >= 1e5 ? 'above 0' : `above 0 and at most ${range.max}`
    return range.max >= 1e5 ? `at least ${range.min}` : `from ${range.min} to ${range.max}`
  }
  function outside(found: string, value: number): null {
    if (owner === 'lag' && value < 0)
      return troubles.error(span, `a lag may not be negative, it is ${found}`, { hint: lookAhead })
    return troubles.error(span, `${what} must be ${wanted()}, it is ${found}`)
  }
}

/** Checks that an argument is a number or a truth, whichever the owner wants. */
export function checkKind(
  context: CheckContext,
  owner: string,
  wanted: 'number' | 'truth',
  term: Term,
  span: Span,
): Term | null {
  if (term.type === wanted) return term
  return wanted === 'number'
    ? context.troubles.error(span, `${owner} needs a number here, this is a condition`, {
        hint: 'A condition becomes a number with if(condition, 1, 0).',
      })
    : context.troubles.error(span, `${owner} needs a condition here, this is a number`, {
        hint: 'Compare it with something, like x > 0.',
      })
}
