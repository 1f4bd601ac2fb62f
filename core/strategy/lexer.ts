import type { Troubles } from './problems.ts'
import type { Span } from './tree.ts'

export interface Token {
  readonly kind: 'number' | 'text' | 'param' | 'name' | 'punct' | 'end'
  /** The text of a name or a punctuation mark; a parameter without its `$`; a quoted text without its quotes. */
  readonly text: string
  readonly value: number
  readonly span: Span
}

/** A rule longer than this is refused before it is read. */
export const maxRuleLength = 2_000

const space = /\s+/y
const date = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?/y
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const name = /[A-Za-z_][A-Za-z0-9_]*/y
const param = /\$([A-Za-z_][A-Za-z0-9_]*)?/y
const text = /"([^"]*)"|'([^']*)'/y
const punct = />=|<=|==|!=|[-+*/%<>()[\],.=]/y

/** Marks of other languages, with what to write here. */
const foreign: Readonly<Record<string, string>> = {
  '&&': 'and',
  '&': 'and',
  '||': 'or',
  '|': 'or',
  '!': 'not',
  '<>': '!=',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '×': '*',
  '÷': '/',
  '−': '-',
}
const foreignMark = /&&|&|\|\||\||!|<>|≥|≤|≠|×|÷|−/y

/** Tokens of a rule, ending with one `end` token. What cannot be read becomes a problem and is left out. */
export function lex(source: string, troubles: Troubles): Token[] {
  const tokens: Token[] = []
  if (source.length > maxRuleLength) {
    troubles.error(
      { start: maxRuleLength, end: source.length },
      `a rule has at most ${maxRuleLength} characters, this one has ${source.length}`,
      {
        hint: 'Name parts of it in "let".',
      },
    )
    return [{ kind: 'end', text: '', value: Number.NaN, span: { start: source.length, end: source.length } }]
  }
  let at = 0
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(source)
  }
  const push = (kind: Token['kind'], length: number, value: string, numeric = Number.NaN): void => {
    tokens.push({ kind, text: value, value: numeric, span: { start: at, end: at + length } })
    at += length
  }
  while (at < source.length) {
    let found = match(space)
    if (found !== null) at += found[0].length
    else if ((found = match(date)) !== null) {
      troubles.error({ start: at, end: at + found[0].length }, `a rule may not name a date (${found[0]})`, {
        hint: 'A rule that knows dates is fitted to history. Limit the run with --from and --to instead.',
      })
      push('number', found[0].length, found[0], Number.NaN)
    } else if ((found = match(number)) !== null) {
      const value = Number(found[0])
      if (!Number.isFinite(value))
        troubles.error({ start: at, end: at + found[0].length }, `${found[0].slice(0, 24)} is too large a number`)
      push('number', found[0].length, found[0], value)
    } else if ((found = match(name)) !== null) push('name', found[0].length, found[0])
    else if ((found = match(param)) !== null) {
      if (found[1] === undefined)
        troubles.error({ start: at, end: at + 1 }, 'a parameter needs a name after $', { hint: 'Write it like $fast.' })
      push('param', found[0].length, found[1] ?? '')
    } else if ((found = match(text)) !== null) push('text', found[0].length, found[1] ?? found[2] ?? '')
    else if ((found = match(foreignMark)) !== null && source[at + 1] !== '=') {
      const instead = foreign[found[0]] ?? ''
      troubles.error({ start: at, end: at + found[0].length }, `${found[0]} is not an operator here`, {
        hint: `Write ${instead}.`,
        suggestions: [instead],
      })
      push(/^[a-z]/.test(instead) ? 'name' : 'punct', found[0].length, instead)
    } else if ((found = match(punct)) !== null) push('punct', found[0].length, found[0])
    else {
      const mark = String.fromCodePoint(source.codePointAt(at) ?? 0)
      if (mark === '"' || mark === "'") {
        troubles.error({ start: at, end: source.length }, 'a quoted text is not closed')
        push('number', source.length - at, '')
      } else {
        const hint =
          mark === '^'
            ? 'A power is written pow(x, n).'
            : '?:'.includes(mark)
              ? 'A choice is written if(c, a, b).'
              : null
        const message = `${JSON.stringify(mark)} cannot stand in a rule`
        troubles.error({ start: at, end: at + mark.length }, message, hint === null ? {} : { hint })
        at += mark.length
      }
    }
  }
  push('end', 0, '')
  return tokens
}
