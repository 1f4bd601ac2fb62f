import { AppError } from '../contract/errors.ts'
import type { ScalarRange } from './check-argument.ts'
import { functionOf } from './functions.ts'
import type { Run } from './run.ts'
import type { Term } from './tree.ts'

export type ScalarNode = (run: Run) => number

/** A scalar term as a function of the parameter values, with its constant parts worked out. */
export function compileScalar(term: Term, paramIndex: (name: string) => number): ScalarNode {
  if (term.kind === 'const') {
    const { value } = term
    return () => value
  }
  if (term.kind === 'param') {
    const index = paramIndex(term.name)
    return (run) => run.params[index]!
  }
  if (term.kind !== 'op') throw new Error(`a ${term.kind} is not the same on every bar`)
  const f = functionOf(term.op).scalar!
  const args = term.args.map((arg) => compileScalar(arg, paramIndex))
  return (run) => f(args.map((arg) => arg(run)))
}

/** The same for an argument that must lie in a range; outside it `invalid-input` names the range and what was given. */
export function compileScalarArgument(
  term: Term,
  owner: string,
  range: ScalarRange,
  paramIndex: (name: string) => number,
): ScalarNode {
  const node = compileScalar(term, paramIndex)
  if (term.kind === 'const') return node
  return (run) => {
    const value = node(run)
    if (value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value))) return value
    const allowed = `${range.whole ? 'a whole number ' : ''}from ${range.min} to ${range.max}`
    throw new AppError(
      'invalid-input',
      `${range.name} of ${owner} must be ${allowed}, the parameters make it ${value}`,
      {
        hint: 'Change the parameters or their ranges.',
        data: { name: range.name, given: value, allowed },
      },
    )
  }
}
