import type { LanguageItem } from '../contract/strategy.ts'
import { indicators } from '../indicators/registry.ts'
import { languageFunctions } from './functions.ts'
import { functionSignature, indicatorSignature } from './signature.ts'
import { sizingKinds } from './sizing.ts'
import { fieldNames, type FieldName } from './tree.ts'

const fieldDocs: Readonly<Record<(typeof fieldNames)[number], string>> = {
  open: 'First price of the bar.',
  high: 'Highest price of the bar.',
  low: 'Lowest price of the bar.',
  close: 'Last price of the bar.',
  volume: 'Traded amount of the bar; missing where the data have none.',
  hl2: 'Mean of high and low.',
  hlc3: 'Mean of high, low and close.',
  ohlc4: 'Mean of open, high, low and close.',
  returns: 'Change of the close against the bar before, as a fraction.',
  logret: 'Natural logarithm of the close over the close of the bar before.',
}

const special: readonly LanguageItem[] = [
  { name: 'x[n]', kind: 'operator', signature: 'x[n]', doc: 'x as it was n bars ago, n >= 0.', group: 'history' },
  {
    name: 'htf',
    kind: 'function',
    signature: 'htf(x, "1w")',
    doc: 'x on the closed bars of a longer timeframe (UTC calendar, weeks from Monday).',
    group: 'other bars',
  },
  {
    name: 'ref',
    kind: 'function',
    signature: 'ref("SPY", x)',
    doc: 'x on the bars of another symbol of the run.',
    group: 'other bars',
  },
  { name: 'true', kind: 'field', signature: 'true', doc: 'Holds on every bar.', group: 'logic' },
  { name: 'false', kind: 'field', signature: 'false', doc: 'Holds on no bar.', group: 'logic' },
]

/** Everything the rule language knows, from the tables the checker itself uses. */
export function languageItems(): LanguageItem[] {
  const field = (name: FieldName & keyof typeof fieldDocs): LanguageItem => ({
    name,
    kind: 'field',
    signature: name,
    doc: fieldDocs[name],
    group: 'bar',
  })
  return [
    ...fieldNames.map(field),
    ...languageFunctions.map((f): LanguageItem => ({
      name: f.name === 'neg' ? '-x' : f.name,
      kind: f.operator === true ? 'operator' : 'function',
      signature: functionSignature(f),
      doc: f.doc,
      group: f.group,
    })),
    ...special,
    ...indicators
      .filter((indicator) => !languageFunctions.some((f) => f.name === indicator.name))
      .map((indicator): LanguageItem => ({
        name: indicator.name,
        kind: 'indicator',
        signature: indicatorSignature(indicator),
        doc: `${indicator.title}. ${indicator.doc}`,
        group: indicator.group,
      })),
    ...Object.entries(sizingKinds).map(([name, { args, doc }]): LanguageItem => ({
      name,
      kind: 'sizing',
      signature: `${name}(${args.map((arg) => arg.name).join(', ')})`,
      doc,
      group: 'sizing',
    })),
  ]
}
