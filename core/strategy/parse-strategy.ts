import { createHash } from 'node:crypto'
import type { Problem } from '../contract/common.ts'
import { AppError } from '../contract/errors.ts'
import { findIndicator, indicators } from '../indicators/registry.ts'
import { canonicalText } from './canonical.ts'
import { createRuleReader, letNameProblem, type RuleReader, type Written } from './file-rules.ts'
import { readParams } from './file-params.ts'
import { readConstraints, readCooldown, readFields, readRationale } from './file-settings.ts'
import { readTargets } from './file-targets.ts'
import { readRebalance, rebalanceText } from './file-weights.ts'
import { readSession } from './file-session.ts'
import { readJson, type JsonNode, type JsonSource } from './json-source.ts'
import { createTroubles } from './problems.ts'
import { doubtRules, type FoundRules } from './rule-doubts.ts'
import { sessionText } from './session.ts'
import { checkSizing, defaultSizing } from './sizing.ts'
import { numberRules, truthRules, type RuleName, type SizingTerm, type Strategy } from './strategy.ts'
import { expandedSize } from './expanded-size.ts'

const ruleNames: readonly RuleName[] = [...truthRules, ...numberRules]
const fileFields: readonly string[] = [
  'name',
  'params',
  'let',
  ...ruleNames,
  'targets',
  'rebalance',
  'band',
  'sizing',
  'cooldown',
  'session',
  'constraints',
  'rationale',
]
const indicatorNames = { find: findIndicator, names: indicators.map((indicator) => indicator.name) }
/** A strategy whose rules are larger than this once `let` is written out is refused. */
const maxExpanded = 10_000

/**
 * Reads a `*.strategy.json` text. All problems are given at once, with line and column in that text; the strategy is
 * null where one of them is an error.
 */
export function parseStrategy(
  text: string,
  path = 'strategy.json',
): { strategy: Strategy | null; problems: Problem[] } {
  const source = readJson(text, path)
  const strategy = readStrategy(source)
  const problems = source.problems.sort((a, b) => a.line - b.line || a.column - b.column)
  return { strategy: problems.some((p) => p.severity !== 'warning') ? null : strategy, problems }
}

/** The strategy of a text; `invalid-strategy` with all `problems` where it has an error. */
export function requireStrategy(text: string, path = 'strategy.json'): Strategy {
  const { strategy, problems } = parseStrategy(text, path)
  if (strategy !== null) return strategy
  const errors = problems.filter((p) => p.severity !== 'warning')
  const [first] = errors
  const place = first === undefined ? path : `${first.path}:${first.line}:${first.column}`
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new AppError('invalid-strategy', `${place}: ${first?.message ?? 'the strategy cannot be read'}${others}`, {
    hint: first?.hint ?? 'sextant strategy check lists every problem with its place.',
    data: { problems },
  })
}

function readStrategy(source: JsonSource): Strategy | null {
  const { root } = source
  if (root?.type !== 'object')
    return source.broken
      ? null
      : source.report(root ?? { offset: 0, length: 1 }, 'a strategy is a JSON object', {
          hint: 'It starts with { and has at least "name" and an entry rule.',
        })
  const fields = readFields(source, root, 'a strategy', fileFields)
  const value = (name: string): JsonNode | undefined => fields.get(name)?.value

  const name = value('name')
  if (name === undefined) {
    if (!source.broken) source.report({ offset: root.offset, length: 1 }, 'the strategy needs a "name"')
  } else if (typeof name.value !== 'string' || name.value.trim() === '' || name.value.length > 64)
    source.report(name, '"name" must be a text of 1 to 64 characters')
  const params = readParams(source, value('params'))
  const reader = createRuleReader(source, params, indicatorNames)
  const lets = readLets(source, reader, value('let'))
  const rules = readRules(source, reader, value)
  const targets = readTargets(source, reader, value('targets'), value('takeProfit'))
  const sizing = readSizing(source, params, value('sizing'), reader)
  const rebalance = readRebalance(source, value)
  const constraints = readConstraints(source, value('constraints'))
  const cooldown = readCooldown(source, value('cooldown'))
  const session = readSession(source, value('session'))
  const rationale = readRationale(source, value('rationale'))
  if (!source.broken) {
    if (['entryLong', 'entryShort', 'weight'].every((rule) => isEmpty(value(rule))))
      source.report(
        { offset: root.offset, length: 1 },
        'the strategy needs a rule "entryLong" or "entryShort", or a "weight"',
      )
    doubtRules(source, rules, constraints)
    // A rule that could not be read may use what seems unused.
    if (source.problems.every((p) => p.severity === 'warning')) reportUnused(source, reader, value)
  }
  const terms: { [rule in RuleName]?: NonNullable<Strategy['rules'][rule]> } = {}
  for (const { rule, term } of rules) if (term !== null) terms[rule] = term
  const size = expandedSize([...Object.values(terms), ...lets.map((named) => named.term)])
  if (size > maxExpanded)
    return source.report(
      value('let') ?? root,
      `with "let" written out the rules have ${size} parts, allowed are ${maxExpanded}`,
    )
  if (source.problems.some((p) => p.severity !== 'warning')) return null

  const what = {
    params: [...params.values()].filter((param) => param !== null),
    lets,
    rules: terms,
    targets,
    rebalance: terms.weight === undefined ? null : rebalance,
    sizing,
    cooldown,
    session,
    constraints,
  }
  return { name: String(name?.value), rationale, ...what, ...identity(what) }
}

function readLets(source: JsonSource, reader: RuleReader, node: JsonNode | undefined): Strategy['lets'] {
  if (node === undefined) return []
  if (node.type !== 'object') {
    source.report(node, '"let" must be an object', { hint: 'Write "let": { "f": "sma(close, $fast)" }.' })
    return []
  }
  const written = new Map<string, Written | null>()
  for (const [name, { key, value }] of readFields(source, node, '"let"', null)) {
    const wrong = letNameProblem(name)
    if (wrong !== null) source.report(key, wrong)
    else if (typeof value.value === 'string' && value.value.trim() === '')
      source.report(value, `${name} in "let" is empty`)
    written.set(name, reader.parse(value))
  }
  return [...reader.checkLets(written)].flatMap(([name, term]) => (term === null ? [] : [{ name, term }]))
}

function readRules(source: JsonSource, reader: RuleReader, value: (name: string) => JsonNode | undefined): FoundRules {
  return ruleNames.flatMap((rule) => {
    const node = value(rule)
    const written = node === undefined ? null : reader.parse(node)
    if (node === undefined || written === null) return []
    const term = reader.check(written)
    const wanted = truthRules.some((r) => r === rule) ? 'truth' : 'number'
    if (term === null || term.type === wanted) return [{ rule, node, term }]
    const trouble =
      wanted === 'truth'
        ? { message: `${rule} needs a condition, this is a number`, hint: 'Compare it with something, like x > 0.' }
        : {
            message: `${rule} needs a number, this is a condition`,
            hint: 'A condition becomes a number with if(condition, 1, 0).',
          }
    source.reportInText(node, { span: written.syntax.span, severity: 'error', ...trouble })
    return [{ rule, node, term: null }]
  })
}

function readSizing(
  source: JsonSource,
  params: Parameters<typeof checkSizing>[1],
  node: JsonNode | undefined,
  reader: RuleReader,
): SizingTerm {
  if (node === undefined || isEmpty(node)) return defaultSizing
  if (typeof node.value !== 'string') {
    source.report(node, '"sizing" must be a text', { hint: 'Write it like "percent(100)".' })
    return defaultSizing
  }
  const troubles = createTroubles()
  const sizing = checkSizing(node.value, params, troubles)
  for (const trouble of troubles.list) source.reportInText(node, trouble)
  for (const [used] of node.value.matchAll(/\$[A-Za-z_]\w*/g)) reader.markUsed(used)
  return sizing ?? defaultSizing
}

function reportUnused(source: JsonSource, reader: RuleReader, value: (name: string) => JsonNode | undefined): void {
  for (const item of value('params')?.children ?? []) {
    const name = item.children?.find((p) => p.children?.[0]?.value === 'name')?.children?.[1]
    if (typeof name?.value === 'string' && !reader.used.has(`$${name.value}`))
      source.report(name, `the parameter ${name.value} is not used`, { severity: 'warning' })
  }
  for (const { children } of value('let')?.children ?? []) {
    const key = children?.[0]
    if (key !== undefined && !reader.used.has(String(key.value)))
      source.report(key, `${String(key.value)} in "let" is not used`, { severity: 'warning' })
  }
}

function isEmpty(node: JsonNode | undefined): boolean {
  return node === undefined || node.type === 'null' || (typeof node.value === 'string' && node.value.trim() === '')
}

function identity({
  params,
  rules,
  targets,
  rebalance,
  sizing,
  cooldown,
  session,
  constraints,
}: Omit<Strategy, 'name' | 'lets' | 'rationale' | 'canonical' | 'hash'>): Pick<Strategy, 'canonical' | 'hash'> {
  const canonical: Record<string, string> = {}
  for (const rule of ruleNames) {
    const term = rules[rule]
    if (term !== undefined) canonical[rule] = canonicalText(term)
  }
  if (targets !== null)
    canonical['targets'] = targets.map(({ minutes, fraction }) => `${minutes}: ${canonicalText(fraction)}`).join(', ')
  if (rebalance === null)
    canonical['sizing'] = `${sizing.kind}(${sizing.args.map((arg) => canonicalText(arg)).join(', ')})`
  else {
    canonical['rebalance'] = rebalanceText(rebalance)
    if (rebalance.band > 0) canonical['band'] = String(rebalance.band)
  }
  if (session !== null) canonical['session'] = sessionText(session)
  const sorted = [...params]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((p) => [p.name, p.type, p.default, p.min ?? null, p.max ?? null, p.step ?? null])
  const { lotSize, allowShort, maxPositions, ...others } = constraints
  const venue = Object.keys(others).length === 0 ? [] : [others]
  const told = [1, sorted, Object.entries(canonical), cooldown, lotSize, allowShort, maxPositions, ...venue]
  const text = JSON.stringify(told)
  return { canonical, hash: createHash('sha256').update(text).digest('hex') }
}
