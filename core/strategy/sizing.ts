import type { StrategyParam } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import type { Params } from '../contract/common.ts'
import { checkScalarArgument } from './check-argument.ts'
import type { CheckContext, Names } from './check-context.ts'
import { parseRule } from './parser.ts'
import { createTroubles, didYouMean, type Troubles } from './problems.ts'
import { constant, scalarValue } from './scalar.ts'
import type { Sizing } from './signals.ts'
import type { SizingKind, SizingTerm } from './strategy.ts'
import { checkRule } from './types.ts'

interface SizingArg {
  readonly name: string
  readonly whole: boolean
  readonly min: number
  readonly max: number
}

const arg = (name: string, min: number, max: number, whole = false): SizingArg => ({ name, min, max, whole })
const tiny = Number.MIN_VALUE
const huge = Number.MAX_VALUE

export const sizingKinds: Readonly<Record<SizingKind, { args: readonly SizingArg[]; doc: string }>> = {
  percent: { args: [arg('p', tiny, 10_000)], doc: 'So many percent of the equity.' },
  value: { args: [arg('v', tiny, huge)], doc: 'A fixed amount of account currency.' },
  units: { args: [arg('n', tiny, huge)], doc: 'A fixed number of shares, coins or contracts.' },
  volTarget: {
    args: [arg('annual', tiny, 10), arg('n', 2, 100_000, true)],
    doc: 'So much that the position has this yearly volatility (0.15 is 15 %), estimated over the last n bars.',
  },
  atrRisk: {
    args: [arg('fraction', tiny, 1), arg('n', 1, 100_000, true), arg('k', tiny, 1_000)],
    doc: 'So much that k average true ranges over n bars cost this fraction of the equity.',
  },
  kelly: { args: [arg('cap', tiny, 10)], doc: "Kelly's fraction from the closed trades so far, at most the cap." },
}

const usage = {
  hint: 'Sizings are percent(p), value(v), units(n), volTarget(annual, n), atrRisk(fraction, n, k) and kelly(cap).',
}
const noNames: Names = { params: new Map(), lets: new Map(), findIndicator: () => undefined, indicatorNames: [] }

export const defaultSizing: SizingTerm = { kind: 'percent', args: [constant(100)] }

/** Reads a sizing such as `percent(95)` or `atrRisk(0.01, $n, 2)`; null after reporting what is wrong. */
export function checkSizing(
  text: string,
  params: ReadonlyMap<string, StrategyParam | null>,
  troubles: Troubles,
): SizingTerm | null {
  const syntax = parseRule(text, troubles)
  if (syntax === null) return null
  if (syntax.kind !== 'call') return troubles.error(syntax.span, 'a sizing is written like percent(100)', usage)
  const { name } = syntax
  if (!isSizingKind(name))
    return troubles.error(syntax.nameSpan, `unknown sizing ${name}`, {
      ...usage,
      ...didYouMean(name, Object.keys(sizingKinds)),
    })
  const { args } = sizingKinds[name]
  const names = { ...noNames, params }
  const context: CheckContext = { ...names, troubles, check: (node) => checkRule(node, names, troubles) }
  const terms = syntax.args.map((given, i) => {
    const wanted = args[i]
    if (wanted === undefined || given.name !== null)
      return troubles.error(
        given.nameSpan ?? given.value.span,
        `${name} takes ${args.length} plain argument${args.length === 1 ? '' : 's'}`,
        usage,
      )
    const term = context.check(given.value)
    return term === null ? null : checkScalarArgument(context, name, wanted, term, given.value.span)
  })
  const missing = args[terms.length]
  if (missing !== undefined) return troubles.error(syntax.span, `${name} lacks its argument ${missing.name}`, usage)
  return terms.includes(null) ? null : { kind: name, args: terms.filter((term) => term !== null) }
}

/** The sizing for given parameter values; throws `invalid-input` where they take it out of its range. */
export function resolveSizing({ kind, args }: SizingTerm, param: (name: string) => number): Sizing {
  const values = args.map((term, i) => {
    const value = scalarValue(term, param)
    const { name, min, max, whole } = sizingKinds[kind].args[i]!
    if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value
    throw new AppError('invalid-input', `${name} of ${kind} may not be ${value}`, {
      hint: usage.hint,
      data: { name, given: value, allowed: { min, max, whole } },
    })
  })
  const [a = 0, b = 0, c = 0] = values
  switch (kind) {
    case 'percent':
      return { kind, percent: a }
    case 'value':
      return { kind, value: a }
    case 'units':
      return { kind, units: a }
    case 'volTarget':
      return { kind, annual: a, lookback: b }
    case 'atrRisk':
      return { kind, fraction: a, lookback: b, multiple: c }
    case 'kelly':
      return { kind, cap: a }
  }
}

/** Reads a sizing given by itself, as on the command line; `invalid-input` says where it is wrong. */
export function parseSizing(text: string, params: Params = {}): Sizing {
  const declared = new Map(
    Object.entries(params).map(([name, value]) => [
      name,
      { name, type: Number.isInteger(Number(value)) ? 'int' : 'float', default: Number(value) } as const,
    ]),
  )
  const troubles = createTroubles()
  const term = checkSizing(text, declared, troubles)
  if (term !== null) return resolveSizing(term, (name) => Number(params[name]))
  const first = troubles.list[0]
  throw new AppError('invalid-input', `sizing ${JSON.stringify(text)}: ${first?.message ?? 'cannot be read'}`, {
    hint: first?.hint ?? usage.hint,
    data: { column: (first?.span.start ?? 0) + 1 },
  })
}

function isSizingKind(name: string): name is SizingKind {
  return Object.hasOwn(sizingKinds, name)
}
