import type { JsonNode, JsonSource } from './json-source.ts'
import { didYouMean } from './problems.ts'
import type { Constraints } from './signals.ts'
import type { Rationale, Strategy } from './strategy.ts'

const noRationale: Rationale = { hypothesis: '', regime: '', expectedSign: '', killRule: '' }

/** The fields of an object by name; unknown and repeated ones are reported. */
export function readFields(
  source: JsonSource,
  node: JsonNode,
  what: string,
  known: readonly string[] | null,
): Map<string, { key: JsonNode; value: JsonNode }> {
  const fields = new Map<string, { key: JsonNode; value: JsonNode }>()
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? []
    if (key === undefined || value === undefined) continue
    const name = String(key.value)
    if (known !== null && !known.includes(name))
      source.report(key, `${what} has no field "${name}"`, didYouMean(name, known))
    else if (fields.has(name)) source.report(key, `"${name}" is given twice`)
    else fields.set(name, { key, value })
  }
  return fields
}

export function readCooldown(source: JsonSource, node: JsonNode | undefined): number {
  if (node === undefined) return 0
  if (typeof node.value === 'number' && Number.isInteger(node.value) && node.value >= 0) return node.value
  source.report(node, '"cooldown" must be a whole number of bars, 0 or more')
  return 0
}

/** In this order, whatever that of the file, for the hash. */
const venueRules = ['tickSize', 'minSize', 'minValue'] as const

export function readConstraints(source: JsonSource, node: JsonNode | undefined): Strategy['constraints'] {
  const found: { -readonly [Name in keyof Constraints]: Constraints[Name] } = {
    lotSize: null,
    allowShort: true,
    maxPositions: 1,
  }
  if (node === undefined) return found
  if (node.type !== 'object') {
    source.report(node, '"constraints" must be an object', { hint: 'Write "constraints": { "maxPositions": 1 }.' })
    return found
  }
  const fields = readFields(source, node, '"constraints"', ['lotSize', 'allowShort', 'maxPositions', ...venueRules])
  const lot = fields.get('lotSize')?.value
  if (lot !== undefined && lot.type !== 'null') {
    if (typeof lot.value === 'number' && lot.value > 0) found.lotSize = lot.value
    else source.report(lot, '"lotSize" must be a number above 0')
  }
  for (const rule of venueRules) {
    const node = fields.get(rule)?.value
    if (node === undefined || node.type === 'null') continue
    if (typeof node.value === 'number' && node.value > 0) found[rule] = node.value
    else source.report(node, `"${rule}" must be a number above 0`)
  }
  const short = fields.get('allowShort')?.value
  if (short !== undefined) {
    if (typeof short.value === 'boolean') found.allowShort = short.value
    else source.report(short, '"allowShort" must be true or false')
  }
  const most = fields.get('maxPositions')?.value
  if (most !== undefined) {
    if (typeof most.value === 'number' && Number.isInteger(most.value) && most.value >= 1)
      found.maxPositions = most.value
    else source.report(most, '"maxPositions" must be a whole number, 1 or more')
  }
  return found
}

export function readRationale(source: JsonSource, node: JsonNode | undefined): Rationale {
  if (node === undefined) return noRationale
  if (node.type !== 'object') {
    source.report(node, '"rationale" must be an object')
    return noRationale
  }
  const found = new Map<string, string>()
  for (const [name, { value }] of readFields(source, node, '"rationale"', Object.keys(noRationale))) {
    if (typeof value.value === 'string') found.set(name, value.value)
    else source.report(value, `"${name}" must be a text`)
  }
  return { ...noRationale, ...Object.fromEntries(found) }
}
