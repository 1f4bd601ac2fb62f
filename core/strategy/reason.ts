import type { Term } from './tree.ts'

/** How a term reads and what it is on the bar, or some bars before. */
export interface Reading {
  readonly text: (term: Term) => string
  readonly value: (term: Term, ago?: number) => number
}

const compared: Readonly<Record<string, string>> = {
  '>': 'above',
  '>=': 'at or above',
  '<': 'below',
  '<=': 'at or below',
  '==': 'equal to',
  '!=': 'different from',
}

/** Why a condition holds or not, in words: of an `and` that fails the parts that fail, of an `or` that holds the parts that hold. */
export function reasonFor(term: Term, reading: Reading): string {
  const holds = reading.value(term) === 1
  if (term.kind !== 'op') return `${reading.text(term)} is ${holds ? 'true' : 'false'}`
  const [a, b] = term.args
  if (term.op === 'and' || term.op === 'or') {
    const parts = flattened(term, term.op)
    const telling = parts.filter((part) => (reading.value(part) === 1) === holds)
    return (telling.length > 0 ? telling : parts).map((part) => reasonFor(part, reading)).join(' and ')
  }
  if (a === undefined) return `${reading.text(term)} is ${holds ? 'true' : 'false'}`
  if (term.op === 'not') return reasonFor(a, reading)
  if (b === undefined) return `${reading.text(term)} is ${holds ? 'true' : 'false'}`
  const side = compared[term.op]
  if (side !== undefined) {
    const missing = [a, b].filter((part) => Number.isNaN(reading.value(part)))
    if (missing.length > 0) return `${missing.map(reading.text).join(' and ')} has no value yet`
    return `${withValue(a, reading)} is ${holds ? '' : 'not '}${side} ${withValue(b, reading)}`
  }
  if (term.op === 'crossover' || term.op === 'crossunder') {
    const verb = term.op === 'crossover' ? 'above' : 'below'
    return `${withHistory(a, reading)} ${holds ? `crosses ${verb}` : `does not cross ${verb}`} ${withHistory(b, reading)}`
  }
  return `${reading.text(term)} is ${holds ? 'true' : 'false'}`
}

function flattened(term: Term, op: string): Term[] {
  return term.kind === 'op' && term.op === op ? term.args.flatMap((arg) => flattened(arg, op)) : [term]
}

function withValue(term: Term, reading: Reading): string {
  return term.kind === 'const' ? String(term.value) : `${reading.text(term)} (${shown(reading.value(term))})`
}

function withHistory(term: Term, reading: Reading): string {
  return term.scalar
    ? reading.text(term)
    : `${reading.text(term)} (${shown(reading.value(term, 1))}, then ${shown(reading.value(term))})`
}

function shown(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : 'no value'
}
