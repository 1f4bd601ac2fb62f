import { canonicalText } from './canonical.ts'
import { compileScalar, type ScalarNode } from './compile-scalar.ts'
import type { Column } from './kernels/column.ts'
import type { Run } from './run.ts'
import type { Term } from './tree.ts'

/**
 * Looks columns up by the canonical text of the term with the values of the parameters in it, and computes them where
 * absent. `output` says which of the columns computed together is wanted.
 */
export function cached(
  term: Term,
  paramIndex: (name: string) => number,
  compute: (run: Run) => Column[],
  output: number,
): (run: Run) => Column {
  const scalars: ScalarNode[] = []
  // All outputs of an indicator are kept under the name of its first.
  const template = canonicalText(term.kind === 'indicator' ? { ...term, output: 0 } : term, {
    replace(part) {
      if (!part.scalar || part.kind === 'const') return undefined
      return `\u0000${scalars.push(compileScalar(part, paramIndex)) - 1}\u0000`
    },
  })
  const parts = template.split('\u0000')
  const head = parts[0]!
  const holes = scalars.map((_, i) => ({ value: scalars[Number(parts[2 * i + 1])]!, after: parts[2 * i + 2]! }))
  const crossing = template.includes('cross')
  return (run) => {
    let key = head
    for (const { value, after } of holes) key += value(run) + after
    if (crossing) key += run.crossRule
    const kept = run.cache.get(run.bars, key)
    if (kept !== undefined) return kept[output]!
    const made = compute(run)
    run.cache.set(run.bars, key, made)
    return made[output]!
  }
}
