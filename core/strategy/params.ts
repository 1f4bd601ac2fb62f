import type { Params } from '../contract/common.ts'
import type { StrategyParam } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import { didYouMean } from './problems.ts'
import type { Strategy } from './strategy.ts'

interface Refusal {
  readonly name: string
  readonly given: unknown
  readonly allowed: string
  readonly hint?: string
}

/**
 * Parameter values for a run: those given, checked against the declarations, and the defaults of the others. Numbers may
 * be given as text. Throws `invalid-input` with `name`, `given` and `allowed` of the first refused value and all of them
 * in `refused`.
 */
export function checkParams(strategy: Pick<Strategy, 'params'>, given: Params): Record<string, number> {
  const declared = new Map(strategy.params.map((param) => [param.name, param]))
  const values: Record<string, number> = {}
  for (const param of strategy.params) values[param.name] = param.default
  const refused: Refusal[] = []
  for (const [name, value] of Object.entries(given)) {
    const param = declared.get(name)
    if (param === undefined) {
      const names = [...declared.keys()]
      const allowed = names.length === 0 ? 'no parameters' : names.join(', ')
      refused.push({ name, given: value, allowed, ...didYouMean(name, names) })
      continue
    }
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    if (typeof number === 'number' && isAllowed(param, number)) values[name] = number
    else refused.push({ name, given: value, allowed: allowedText(param) })
  }
  const [first] = refused
  if (first === undefined) return values
  const message = declared.has(first.name)
    ? `parameter ${first.name} may not be ${JSON.stringify(first.given)}: allowed is ${first.allowed}`
    : `there is no parameter ${first.name}: the strategy has ${first.allowed}`
  throw new AppError('invalid-input', message, {
    hint: first.hint ?? 'Give a value that is allowed, or widen the range in the strategy file.',
    data: { name: first.name, given: first.given, allowed: first.allowed, refused },
  })
}

function isAllowed(
  { type, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: StrategyParam,
  value: number,
): boolean {
  return Number.isFinite(value) && value >= min && value <= max && (type !== 'int' || Number.isInteger(value))
}

function allowedText({ type, min, max }: StrategyParam): string {
  const kind = type === 'int' ? 'a whole number' : 'a number'
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`
  return min !== undefined ? `${kind} of at least ${min}` : max !== undefined ? `${kind} of at most ${max}` : kind
}
