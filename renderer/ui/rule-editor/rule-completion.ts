import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import type { LanguageItem } from '../../../core/contract/strategy.ts'
import { placeAt, ruleKeys } from './rule-language.ts'

const keys: ReadonlyArray<readonly [string, string]> = [
  ['name', 'What the strategy is called; required'],
  ['params', 'Declared parameters, used as $name'],
  ['let', 'Named expressions for the rules below'],
  ['entryLong', 'Buy when true'],
  ['exitLong', 'Sell the long position when true'],
  ['entryShort', 'Sell short when true'],
  ['exitShort', 'Buy the short position back when true'],
  ['stopLoss', 'Fraction of the entry price'],
  ['takeProfit', 'Fraction of the entry price'],
  ['trailingStop', 'Fraction of the best price since entry'],
  ['trailingThen', 'Fraction of the best price, once the gain is beyond trailingAfter'],
  ['trailingAfter', 'Gain from which trailingThen counts'],
  ['targets', 'Take profit by minutes held, like { "0": 0.1, "30": 0.05 }'],
  ['maxBarsHeld', 'Exit after so many bars'],
  ['entryLimit', 'Price of a limit entry, good for one bar'],
  ['entryStop', 'Price of a stop entry, good for one bar'],
  ['weight', 'Share of equity of each symbol, in place of entries and exits'],
  ['rebalance', 'When weights are brought about: 1d, 1w, 1M, 1q, 1y or a number of bars'],
  ['band', 'Drift of a share of equity that is left as it is'],
  ['sizing', 'How much to buy: percent, value, units, volTarget, atrRisk, kelly'],
  ['cooldown', 'Bars to wait after an exit'],
  ['session', 'Hours and days on which to enter, and whether to leave at the close'],
  ['constraints', 'Trading rules of the venue'],
  ['rationale', 'Why it should work, and what would disprove it'],
]

const kinds: Record<LanguageItem['kind'], string> = {
  field: 'variable',
  function: 'function',
  indicator: 'function',
  operator: 'keyword',
  sizing: 'function',
  param: 'variable',
}

/** Completes names of the rule language inside rules, declared parameters after `$`, and the keys of the file. */
export function ruleCompletion(items: () => readonly LanguageItem[]): CompletionSource {
  return (context) => {
    const text = context.state.doc.toString()
    const place = placeAt(text, context.pos)
    if (place.kind === 'rule') return ruleNames(context, text, place.key, items())
    if (place.kind === 'key' && place.path.length === 1) {
      return {
        from: place.from,
        options: keys.map(([label, info]) => ({ label, info, type: 'property' })),
        validFor: /^\w*$/,
      }
    }
    return null
  }
}

function ruleNames(
  context: CompletionContext,
  text: string,
  key: string,
  items: readonly LanguageItem[],
): CompletionResult | null {
  const word = context.matchBefore(/\$?[A-Za-z0-9_]*/)
  if (!word || (word.from === word.to && !context.explicit)) return null
  const params = namesIn(text, /"name"\s*:\s*"([a-z][A-Za-z0-9_]*)"/g).slice(1)
  const lets = letNames(text)
  const sizing = key === 'sizing'
  const known = items.filter(({ kind }) => (sizing ? kind !== 'param' : kind !== 'sizing' && kind !== 'param'))
  const options: Completion[] = [
    ...params.map((name): Completion => ({ label: `$${name}`, type: 'variable', detail: 'parameter', boost: 3 })),
    ...lets.map((name): Completion => ({ label: name, type: 'variable', detail: 'named above', boost: 2 })),
    ...known.map((item): Completion => ({
      label: item.name,
      type: kinds[item.kind],
      detail: item.signature,
      boost: item.kind === 'sizing' ? 2 : item.kind === 'field' ? 1 : 0,
      info: item.doc,
      section: item.group,
      apply: /\(/.test(item.signature) && item.kind !== 'operator' ? callOf(item.name) : item.name,
    })),
  ]
  return { from: word.from, options, validFor: /^\$?[A-Za-z0-9_]*$/ }
}

/** Inserts the call with the cursor between its brackets, unless a bracket already follows. */
function callOf(name: string): Exclude<Completion['apply'], string | undefined> {
  return (view, _completion, from, to) => {
    const follows = view.state.sliceDoc(to, to + 1) === '('
    view.dispatch({
      changes: { from, to, insert: follows ? name : `${name}()` },
      selection: { anchor: from + name.length + 1 },
      userEvent: 'input.complete',
    })
  }
}

/** The first is the strategy's own name. */
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

function letNames(text: string): string[] {
  const block = /"let"\s*:\s*\{([^}]*)\}?/.exec(text)?.[1] ?? ''
  return namesIn(block, /"([A-Za-z_]\w*)"\s*:/g).filter((name) => !ruleKeys.has(name))
}
