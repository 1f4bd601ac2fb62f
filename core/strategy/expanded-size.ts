import { childrenOf, type Term } from './tree.ts'

/** Parts of the terms with every shared part counted wherever it stands. Large numbers cost no more than small ones. */
export function expandedSize(terms: readonly Term[]): number {
  const known = new Map<Term, number>()
  const sizeOf = (term: Term): number => {
    let size = known.get(term)
    if (size === undefined) {
      size = 1
      for (const child of childrenOf(term)) size += sizeOf(child)
      known.set(term, size)
    }
    return size
  }
  return terms.reduce((sum, term) => sum + sizeOf(term), 0)
}
