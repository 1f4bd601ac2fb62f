import type { StrategyParam } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import { functionOf } from '../strategy/functions.ts'
import { parseRule } from '../strategy/parser.ts'
import { createTroubles } from '../strategy/problems.ts'
import type { Term } from '../strategy/tree.ts'
import { checkRule } from '../strategy/types.ts'

/** A comparison with a missing number is false, as in rules. */
const comparisons: Readonly<Record<string, (args: readonly number[]) => number>> = {
  '<': ([a, b]) => +(a! < b!),
  '<=': ([a, b]) => +(a! <= b!),
  '>': ([a, b]) => +(a! > b!),
  '>=': ([a, b]) => +(a! >= b!),
  '==': ([a, b]) => +(a! === b!),
  '!=': ([a, b]) => +(a! < b! || a! > b!),
  between: ([x, low, high]) => +(x! >= low! && x! <= high!),
  and: ([a, b]) => a! & b!,
  or: ([a, b]) => a! | b!,
  not: ([a]) => 1 - a!,
  if: ([condition, a, b]) => (condition === 1 ? a! : b!),
}

/**
 * A condition on parameters such as `fast < slow`, in the language of the rules; names are parameters, with or without `$`.
 * `axes` are the names whose values it is given in this order; other parameters have the value in `fixed`.
 * Throws `invalid-input` with the column of the first mistake.
 */
export function compileWhere(
  text: string,
  params: readonly StrategyParam[],
  axes: readonly string[],
  fixed: Readonly<Record<string, number>>,
): (values: Float64Array) => boolean {
  const troubles = createTroubles()
  const declared = new Map(params.map((param) => [param.name, param]))
  const lets = new Map<string, Term>(
    params.map(({ name, type }) => [
      name,
      { kind: 'param', name, integer: type === 'int', type: 'number', scalar: true, unit: 'none' },
    ]),
  )
  const syntax = parseRule(text, troubles)
  const term =
    syntax === null
      ? null
      : checkRule(syntax, { params: declared, lets, findIndicator: () => undefined, indicatorNames: [] }, troubles)
  const wrong = troubles.list.find((trouble) => trouble.severity === 'error')
  if (term === null || wrong !== undefined)
    refuse(wrong?.message ?? 'cannot be read', wrong?.span.start ?? 0, wrong?.hint)
  if (term.type !== 'truth') refuse('is a number, not a condition', 0, 'Compare two parameters, like fast < slow.')
  const places = new Map(axes.map((name, i) => [name, i]))
  const condition = compile(term)
  return (values) => condition(values) === 1

  /** The same functions as in rules, of numbers in place of columns. */
  function compile(part: Term): (values: Float64Array) => number {
    if (part.kind === 'const') return () => part.value
    if (part.kind === 'param') {
      const place = places.get(part.name)
      const value = fixed[part.name] ?? Number.NaN
      return place === undefined ? () => value : (values) => values[place]!
    }
    const apply = part.kind === 'op' ? (comparisons[part.op] ?? functionOf(part.op).scalar) : undefined
    if (part.kind !== 'op' || apply === undefined)
      refuse('prices and series have no place in a condition on parameters', 0)
    const args = part.args.map(compile)
    return (values) => apply(args.map((arg) => arg(values)))
  }

  function refuse(message: string, start: number, hint?: string): never {
    throw new AppError('invalid-input', `where "${text}", column ${start + 1}: ${message}`, {
      hint: hint ?? `Parameters: ${params.map((param) => param.name).join(', ')}.`,
      data: { column: start + 1 },
    })
  }
}
