import { canonicalText } from './canonical.ts'
import { paramsOf } from './check-context.ts'
import { cached } from './compile-cached.ts'
import type { Compiler, Node } from './compile-node.ts'
import type { Column } from './kernels/column.ts'
import { markCrossings } from './kernels/crossing.ts'
import type { Run } from './run.ts'
import type { Term } from './tree.ts'

/** A crossing in one direction; the other direction of the same pair comes out of the same pass. */
export function crossingNode(
  compiler: Compiler,
  term: Term & { kind: 'op' },
  [a, b]: readonly Node[],
  lookback: Node['lookback'],
): Node {
  const upwards = { ...term, op: 'crossover' }
  const output = term.op === 'crossover' ? 0 : 1
  const mark = (run: Run, up: Uint8Array, down: Uint8Array): void =>
    markCrossings(up, down, a!.column(run) as Float64Array, b!.column(run) as Float64Array, run.crossRule)
  if (paramsOf(term).size === 0) {
    const both = (run: Run): Column[] => {
      const up = new Uint8Array(run.rows)
      const down = new Uint8Array(run.rows)
      mark(run, up, down)
      return [up, down]
    }
    return { term, column: cached(upwards, compiler.paramIndex, both, output), lookback }
  }
  const slots = compiler.crossingSlots(canonicalText(upwards))
  const wanted = output === 0 ? slots.up : slots.down
  const column = (run: Run): Column => {
    const found = run.columns[wanted]
    if (found !== undefined) return found
    const up = run.scratch.truths(slots.up, run.rows)
    const down = run.scratch.truths(slots.down, run.rows)
    mark(run, up, down)
    run.columns[slots.up] = up
    run.columns[slots.down] = down
    return output === 0 ? up : down
  }
  return { term, column, lookback }
}
