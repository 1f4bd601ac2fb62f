import { createCompiler, type Node } from './compile-node.ts'
import { numberRules, truthRules, type NumberRule, type Strategy, type TruthRule } from './strategy.ts'
import type { Term } from './tree.ts'
import { crossSectionIn } from './check-elsewhere.ts'

/** A strategy made ready to run: evaluate it with `evaluateSignals` for any bars and parameters. */
export interface Program {
  readonly strategy: Strategy
  readonly truths: readonly { readonly rule: TruthRule; readonly node: Node }[]
  readonly numbers: readonly { readonly rule: NumberRule; readonly node: Node }[]
  /** Whether a rule compares the symbols of the run. */
  readonly compares: boolean
  /** The node of any term of the strategy, shared with the rules. */
  readonly node: (term: Term) => Node
}

export function compileStrategy(strategy: Strategy): Program {
  const { node } = createCompiler(strategy.params.map((param) => param.name))
  const { rules } = strategy
  return {
    strategy,
    node,
    compares: Object.values(rules).some((term) => crossSectionIn(term) !== null),
    truths: truthRules.flatMap((rule) => (rules[rule] === undefined ? [] : [{ rule, node: node(rules[rule]) }])),
    numbers: numberRules.flatMap((rule) => (rules[rule] === undefined ? [] : [{ rule, node: node(rules[rule]) }])),
  }
}
