import type { Indicator } from '../indicators/indicator.ts'
import type { StrategyParam } from '../contract/strategy.ts'
import type { Names } from './check-context.ts'
import type { JsonNode, JsonSource } from './json-source.ts'
import { measure, maxDepth, maxNodes, maxNodesInAll, namesIn } from './measure.ts'
import { parseRule } from './parser.ts'
import { createTroubles } from './problems.ts'
import { fieldNames, type Syntax, type Term } from './tree.ts'
import { checkRule } from './types.ts'

export interface Written {
  readonly node: JsonNode
  readonly syntax: Syntax
}

export interface IndicatorNames {
  readonly find: (name: string) => Indicator | undefined
  readonly names: readonly string[]
}

export interface RuleReader {
  /** Parses the text of a rule; null where it is empty or cannot be read. */
  readonly parse: (node: JsonNode) => Written | null
  /** Checks all of `let`, each after those it uses. */
  readonly checkLets: (lets: ReadonlyMap<string, Written | null>) => Map<string, Term | null>
  readonly check: (written: Written) => Term | null
  /** Names of `let` and parameters (with their `$`) that some rule mentions. */
  readonly used: ReadonlySet<string>
  readonly markUsed: (name: string) => void
}

const reserved: readonly string[] = [...fieldNames, 'and', 'or', 'not', 'true', 'false', 'if', 'htf', 'ref']

/** Whether a name may stand in `let`; the reason if not. */
export function letNameProblem(name: string): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return `${JSON.stringify(name)} is no name: letters, digits and _ only, not starting with a digit`
  return reserved.includes(name) ? `${name} already has a meaning in rules` : null
}

export function createRuleReader(
  source: JsonSource,
  params: ReadonlyMap<string, StrategyParam | null>,
  indicators: IndicatorNames,
): RuleReader {
  const lets = new Map<string, Term | null>()
  const used = new Set<string>()
  const names: Names = { params, lets, findIndicator: indicators.find, indicatorNames: indicators.names }
  let inAll = 0

  function parse(node: JsonNode): Written | null {
    const text = node.type === 'number' ? String(node.value) : node.value
    if (node.type === 'null' || (typeof text === 'string' && text.trim() === '')) return null
    if (typeof text !== 'string')
      return source.report(node, 'a rule is a text in quotes', {
        hint: 'Write it like "crossover(sma(close, 10), sma(close, 30))"; "" for no rule.',
      })
    const troubles = createTroubles()
    const syntax = parseRule(text, troubles)
    for (const trouble of troubles.list) source.reportInText(node, trouble)
    return syntax === null ? null : { node, syntax }
  }

  function check({ node, syntax }: Written): Term | null {
    const { depth, nodes } = measure(syntax)
    const before = inAll
    inAll += nodes
    if (depth > maxDepth)
      source.report(node, `the rule is ${depth} levels deep, allowed are ${maxDepth}`, {
        hint: 'Name a part of it in "let".',
      })
    if (nodes > maxNodes)
      source.report(node, `the rule has ${nodes} parts, allowed are ${maxNodes}`, {
        hint: 'Name a part of it in "let", or make it simpler.',
      })
    if (before <= maxNodesInAll && inAll > maxNodesInAll)
      source.report(node, `the rules together have more than ${maxNodesInAll} parts`, {
        hint: 'So many terms fit noise. Make the strategy simpler.',
      })
    for (const name of namesIn(syntax)) used.add(name)
    const troubles = createTroubles()
    const term = checkRule(syntax, names, troubles)
    for (const trouble of troubles.list) source.reportInText(node, trouble)
    return term
  }

  function checkLets(written: ReadonlyMap<string, Written | null>): Map<string, Term | null> {
    const state = new Map<string, 'open' | 'done'>()
    const visit = (name: string, path: readonly string[]): void => {
      const own = written.get(name)
      if (state.get(name) === 'done') return
      if (own === undefined) return
      if (own === null) {
        lets.set(name, null)
        state.set(name, 'done')
        return
      }
      if (state.get(name) === 'open') {
        source.report(
          own.node,
          `${name} is defined by itself: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`,
        )
        lets.set(name, null)
        return
      }
      state.set(name, 'open')
      for (const other of namesIn(own.syntax)) if (written.has(other)) visit(other, [...path, name])
      const term = check(own)
      if (!lets.has(name)) lets.set(name, term)
      state.set(name, 'done')
    }
    for (const name of written.keys()) visit(name, [])
    return lets
  }

  return { parse, check, checkLets, used, markUsed: (name) => void used.add(name) }
}
