import { functionOf } from './functions.ts'
import type { Term } from './tree.ts'

/** The value of a scalar term for given parameter values; NaN where it has none. */
export function scalarValue(term: Term, param: (name: string) => number): number {
  if (term.kind === 'const') return term.value
  if (term.kind === 'param') return param(term.name)
  if (term.kind !== 'op') throw new Error(`a ${term.kind} is not the same on every bar`)
  const f = functionOf(term.op).scalar
  if (f === undefined) throw new Error(`${term.op} is not defined for plain numbers`)
  return f(term.args.map((arg) => scalarValue(arg, param)))
}

export const constant = (value: number): Term => ({ kind: 'const', value, type: 'number', scalar: true, unit: 'none' })
