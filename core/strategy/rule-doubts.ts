import type { JsonNode, JsonSource } from './json-source.ts'
import type { RuleName, Strategy } from './strategy.ts'
import type { Term } from './tree.ts'

export type FoundRules = readonly { readonly rule: RuleName; readonly node: JsonNode; readonly term: Term | null }[]

const fractions: readonly RuleName[] = ['stopLoss', 'takeProfit', 'trailingStop', 'trailingThen']
const prices: readonly RuleName[] = ['entryLimit', 'entryStop']

/** What is allowed in each rule by itself but cannot be meant: a price for a fraction, an exit without an entry. */
export function doubtRules(source: JsonSource, rules: FoundRules, constraints: Strategy['constraints']): void {
  const has = (rule: RuleName): boolean => rules.some((r) => r.rule === rule)
  for (const { rule, node, term } of rules) {
    if (term === null) continue
    if (fractions.includes(rule)) doubtFraction(source, rule, node, term)
    if (prices.includes(rule) && term.unit !== 'price' && term.unit !== 'none')
      source.report(node, `${rule} is a price, this is not`, {
        severity: 'warning',
        hint: `Write a price, like close * 0.99.`,
      })
    if (rule === 'weight' && (term.unit === 'price' || term.unit === 'volume'))
      source.report(node, `weight is a share of equity, this is a ${term.unit}`, {
        severity: 'warning',
        hint: 'Write a fraction, like if(topk(roc(close, 252), 10), 0.1, 0).',
      })
    if (rule === 'maxBarsHeld' && term.kind === 'const' && term.value < 1)
      source.report(node, 'maxBarsHeld must be 1 or more')
    if (rule === 'trailingAfter' && !has('trailingThen'))
      source.report(node, 'trailingAfter says when trailingThen begins, and there is no trailingThen')
    if (rule === 'trailingAfter' && term.kind === 'const' && term.value < 0)
      source.report(node, 'trailingAfter is a gain, 0 or more')
    if (rule === 'exitLong' && !has('entryLong'))
      source.report(node, 'exitLong has no entryLong to exit from', { severity: 'warning' })
    if (rule === 'exitShort' && !has('entryShort'))
      source.report(node, 'exitShort has no entryShort to exit from', { severity: 'warning' })
    if (rule === 'entryShort' && !constraints.allowShort)
      source.report(node, 'entryShort does nothing, the constraints do not allow short positions', {
        severity: 'warning',
      })
  }
}

function doubtFraction(source: JsonSource, rule: RuleName, node: JsonNode, term: Term): void {
  if (term.unit === 'price' || term.unit === 'volume')
    source.report(node, `${rule} is a fraction of the entry price, this is a ${term.unit}`, {
      severity: 'warning',
      hint: 'Divide it by close.',
    })
  if (term.kind !== 'const') return
  if (term.value <= 0)
    source.report(node, `${rule} must be above 0`, {
      hint: 'It is a distance as a fraction of the entry price: 0.03 is 3 %.',
    })
  else if (term.value >= 1 && rule !== 'takeProfit')
    source.report(node, `${rule} ${term.value} is ${term.value * 100} % of the entry price`, {
      severity: 'warning',
      hint: `It is a fraction: 3 % is 0.03.`,
    })
}
