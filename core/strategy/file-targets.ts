import { readFields } from './file-settings.ts'
import type { RuleReader } from './file-rules.ts'
import type { JsonNode, JsonSource } from './json-source.ts'
import type { TargetTerm } from './strategy.ts'

const usage = {
  hint: 'Write "targets": { "0": 0.10, "30": 0.05 }: 10 % at first, 5 % from 30 minutes after the entry on.',
}

/** Reads the take profit by minutes held; null where there is none or after reporting what is wrong. */
export function readTargets(
  source: JsonSource,
  reader: RuleReader,
  node: JsonNode | undefined,
  takeProfit: JsonNode | undefined,
): readonly TargetTerm[] | null {
  if (node === undefined || node.type === 'null') return null
  if (node.type !== 'object') return source.report(node, '"targets" must be an object', usage)
  if (takeProfit !== undefined && takeProfit.value !== '' && takeProfit.type !== 'null')
    source.report(node, 'give takeProfit or targets, not both', usage)
  const steps: TargetTerm[] = []
  for (const [name, { key, value }] of readFields(source, node, '"targets"', null)) {
    const minutes = Number(name)
    if (!/^\d+(\.\d+)?$/.test(name)) {
      source.report(key, `${JSON.stringify(name)} is no number of minutes, 0 or more`, usage)
      continue
    }
    const written = reader.parse(value)
    if (written === null) {
      source.report(value, `the target from ${name} minutes on is empty`, usage)
      continue
    }
    const fraction = reader.check(written)
    if (fraction === null) continue
    if (!fraction.scalar || fraction.type !== 'number') {
      source.report(value, 'a target must be the same on every bar', { hint: 'Give a number or a parameter.' })
    } else if (fraction.kind === 'const' && fraction.value < -1) {
      source.report(value, 'a target is a fraction of the entry price, -1 or more: -1 leaves at once', usage)
    } else steps.push({ minutes, fraction })
  }
  return steps.length === 0 ? null : steps.toSorted((a, b) => a.minutes - b.minutes)
}
