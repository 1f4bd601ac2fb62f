import { AppError } from '../contract/errors.ts'
import { paramsOf } from './check-context.ts'
import { cached } from './compile-cached.ts'
import type { Compiler, Node } from './compile-node.ts'
import type { ScalarNode } from './compile-scalar.ts'
import type { LanguageFunction } from './function.ts'
import type { CrossSection } from './kernels/cross-section.ts'
import type { Column } from './kernels/column.ts'
import { fillCrossSection, type Panel } from './panel.ts'
import type { Run } from './run.ts'
import type { Term } from './tree.ts'

/** A value that compares the symbols of a run: found for all of them at once, when the first asks for it. */
export function crossSectionNode(
  compiler: Compiler,
  term: Term & { kind: 'op' },
  f: LanguageFunction & { readonly section: CrossSection },
  inner: Node,
  scalars: readonly ScalarNode[],
  slot: number,
): Node {
  const truth = f.result === 'truth'
  const kept = paramsOf(term).size === 0
  const empty = ({ rows, scratch }: Run): Column => {
    if (truth) return kept ? new Uint8Array(rows) : scratch.truths(slot, rows)
    return kept ? new Float64Array(rows) : scratch.numbers(slot, rows)
  }
  const compute = ({ timeline, runs }: Panel): readonly Column[] => {
    const out = runs.map(empty)
    const columns = runs.map((run) => inner.column(run))
    const given = scalars.map((scalar) => scalar(runs[0]!))
    fillCrossSection(timeline, columns, given, f.section, out)
    return out
  }
  const column = (run: Run): Column => {
    const { panel } = run
    if (panel === null)
      throw new AppError('invalid-strategy', `${f.name} needs several symbols`, {
        hint: 'It compares the symbols of a run at each time. Name several with --data A,B,C, or a universe with --universe NAME.',
        data: { function: f.name },
      })
    return (panel.columns[slot] ??= compute(panel))[run.place]!
  }
  if (!kept) return { term, column, lookback: inner.lookback }
  return { term, column: cached(term, compiler.paramIndex, (run) => [column(run)], 0), lookback: inner.lookback }
}
