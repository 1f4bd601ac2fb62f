import { functionOf } from './functions.ts'
import type { Program } from './compile.ts'
import type { Run } from './run.ts'
import { childrenOf, type Term } from './tree.ts'

/**
 * Bars before which some indicator or rolling figure of the rules has no value. A crossing or a lag looks further back without
 * being one, so this may be less than the look-back.
 */
export function warmUpOf({ truths, numbers, node }: Program, run: Run): number {
  let most = 0
  const visit = (term: Term): void => {
    if (isIndicator(term)) most = Math.max(most, node(term).lookback(run))
    else for (const child of childrenOf(term)) visit(child)
  }
  for (const rule of [...truths, ...numbers]) visit(rule.node.term)
  return most
}

function isIndicator(term: Term): boolean {
  if (term.kind !== 'op') return term.kind === 'indicator' || term.kind === 'htf'
  return term.type === 'number' && term.op !== 'lag' && functionOf(term.op).extra !== undefined
}
