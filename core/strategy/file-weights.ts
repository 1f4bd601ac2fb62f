import type { Period } from '../engine/portfolio/periods.ts'
import type { JsonNode, JsonSource } from './json-source.ts'
import type { Rebalance } from './signals.ts'
import { numberRules, truthRules } from './strategy.ts'

const beside = [
  ...truthRules,
  ...numberRules.filter((rule) => rule !== 'weight'),
  'targets',
  'sizing',
  'cooldown',
  'session',
] as const
const howOften = 'Write "1d", "1w", "1M", "1q" or "1y" for the first bar of each, or a number of bars.'

/** What goes with `weight`: how often it is brought about, and the band. Null where rules of entry and exit decide. */
export function readRebalance(source: JsonSource, field: (name: string) => JsonNode | undefined): Rebalance | null {
  const weight = field('weight')
  const [every, band] = [field('rebalance'), field('band')]
  if (weight === undefined) {
    for (const [name, node] of [
      ['rebalance', every],
      ['band', band],
    ] as const)
      if (node !== undefined)
        source.report(node, `"${name}" goes with "weight", and this strategy has none`, {
          hint: 'Give "weight": the share of equity that each symbol is to have.',
        })
    return null
  }
  for (const name of beside) {
    const node = field(name)
    if (node !== undefined && node.type !== 'null' && node.value !== '')
      source.report(node, `"weight" decides what is held, so "${name}" has no place beside it`, {
        hint: 'Put the condition into the weight: if(condition, 0.1, 0).',
      })
  }
  const period = every === undefined ? null : periodOf(every.value)
  if (every === undefined) source.report(weight, '"weight" needs a "rebalance"', { hint: howOften })
  else if (period === null) source.report(every, '"rebalance" is no period', { hint: howOften })
  return { every: period ?? { count: 1, unit: 'M' }, band: readBand(source, band) }
}

function periodOf(value: unknown): Period | null {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 1 ? { count: value, unit: 'bars' } : null
  const parts = typeof value === 'string' ? /^([1-9]\d{0,3})(d|w|M|q|y)$/.exec(value) : null
  return parts === null ? null : { count: Number(parts[1]), unit: parts[2] as Period['unit'] }
}

function readBand(source: JsonSource, node: JsonNode | undefined): number {
  if (node === undefined || node.type === 'null') return 0
  if (typeof node.value === 'number' && node.value >= 0 && node.value < 1) return node.value
  source.report(node, '"band" is a share of equity from 0 to below 1', {
    hint: '0.01 leaves what is within 1 % as it is.',
  })
  return 0
}

/** One text for equal settings. */
export function rebalanceText({ every: { count, unit } }: Rebalance): string {
  return unit === 'bars' ? `every ${count} bars` : `${count}${unit}`
}
