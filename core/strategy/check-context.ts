import type { StrategyParam } from '../contract/strategy.ts'
import type { Indicator } from '../indicators/indicator.ts'
import type { Troubles } from './problems.ts'
import type { Span, Syntax, Term } from './tree.ts'

/** Where the checker looks names up. */
export interface Names {
  /** Declared parameters; null where the declaration has a problem, so that its uses are not reported as well. */
  readonly params: ReadonlyMap<string, StrategyParam | null>
  /** Terms of `let`; null where its own rule has a problem, so that it is not reported twice. */
  readonly lets: ReadonlyMap<string, Term | null>
  readonly findIndicator: (name: string) => Indicator | undefined
  readonly indicatorNames: readonly string[]
}

export interface CheckContext extends Names {
  readonly troubles: Troubles
  readonly check: (syntax: Syntax) => Term | null
}

export interface CheckedArg {
  readonly name: string | null
  readonly span: Span
  readonly nameSpan: Span | null
  readonly term: Term
}

/** True where the scalar is a whole number whatever the parameters are. */
export function isWhole(term: Term): boolean {
  if (term.kind === 'const') return Number.isInteger(term.value)
  if (term.kind === 'param') return term.integer
  if (term.kind !== 'op') return false
  switch (term.op) {
    case '+':
    case '-':
    case '*':
    case 'neg':
    case 'abs':
    case 'max':
    case 'min':
      return term.args.every(isWhole)
    case 'floor':
    case 'ceil':
      return true
    case 'round':
      return term.args[1]?.kind === 'const' && term.args[1].value === 0
    default:
      return false
  }
}

/** Parameters a term depends on. */
export function paramsOf(term: Term, found: Set<string> = new Set(), seen: Set<Term> = new Set()): Set<string> {
  if (seen.has(term)) return found
  seen.add(term)
  if (term.kind === 'param') found.add(term.name)
  else if (term.kind === 'op' || term.kind === 'htf' || term.kind === 'ref')
    for (const arg of term.args) paramsOf(arg, found, seen)
  else if (term.kind === 'indicator') for (const arg of [...term.inputs, ...term.params]) paramsOf(arg, found, seen)
  return found
}
