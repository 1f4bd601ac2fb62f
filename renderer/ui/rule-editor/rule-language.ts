import { StreamLanguage, type StringStream } from '@codemirror/language'
import { Tag, tags } from '@lezer/highlight'

/** Keys of a strategy file whose text is an expression; so is every value under `let`. */
export const ruleKeys: ReadonlySet<string> = new Set([
  'entryLong',
  'exitLong',
  'entryShort',
  'exitShort',
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'trailingThen',
  'trailingAfter',
  'maxBarsHeld',
  'entryLimit',
  'entryStop',
  'weight',
  'sizing',
])

interface State {
  /** The keys and list marks that enclose the place, outermost first. */
  readonly path: string[]
  key: string
  /** What the open string is, or null outside of strings. */
  string: 'key' | 'rule' | 'text' | null
}

const words = /^[A-Za-z_][A-Za-z0-9_]*/
const operators = new Set(['and', 'or', 'not', 'if'])
const fields = new Set(['open', 'high', 'low', 'close', 'volume', 'hl2', 'hlc3', 'ohlc4', 'returns', 'logret'])

/** JSON in which the rules inside strings are coloured as the expressions they are. */
export const ruleLanguage = StreamLanguage.define<State>({
  name: 'strategy',
  startState: () => ({ path: [], key: '', string: null }),
  copyState: (state) => ({ ...state, path: [...state.path] }),
  token: (stream, state) => (state.string === null ? jsonToken(stream, state) : stringToken(stream, state)),
  indent: (state, after, context) => (state.path.length - (/^[}\]]/.test(after) ? 1 : 0)) * context.unit,
  tokenTable: {
    key: tags.propertyName,
    call: tags.function(tags.variableName),
    field: tags.special(tags.variableName),
    param: tags.string,
    number: tags.number,
    word: tags.keyword,
    text: Tag.define(),
    mark: tags.punctuation,
  },
  languageData: { closeBrackets: { brackets: ['{', '[', '(', '"'] } },
})

function jsonToken(stream: StringStream, state: State): string | null {
  if (stream.eatSpace()) return null
  const next = stream.next()
  if (next === '"') {
    state.string = stream.match(/^(?:[^"\\]|\\.)*"\s*:/, false) ? 'key' : isRule(state) ? 'rule' : 'text'
    if (state.string === 'key')
      state.key = (stream.match(/^(?:[^"\\]|\\.)*/, false) as RegExpMatchArray | null)?.[0] ?? ''
    return state.string === 'key' ? 'key' : 'text'
  }
  if (next === '{' || next === '[') {
    state.path.push(state.key)
    state.key = ''
    return 'mark'
  }
  if (next === '}' || next === ']') {
    state.path.pop()
    state.key = ''
    return 'mark'
  }
  if (next && /[-0-9]/.test(next)) {
    stream.match(/^[0-9.eE+-]*/)
    return 'number'
  }
  if (next && /[a-z]/.test(next)) {
    stream.match(/^[a-z]*/)
    return 'word'
  }
  return 'mark'
}

const isRule = (state: State) => state.path.at(-1) === 'let' || (state.path.length === 1 && ruleKeys.has(state.key))

function stringToken(stream: StringStream, state: State): string | null {
  const kind = state.string
  if (stream.eat('"')) {
    state.string = null
    return kind === 'key' ? 'key' : 'text'
  }
  // A string of this file never spans lines, so an unclosed one ends with its line.
  if (kind !== 'rule') {
    if (!stream.match(/^(?:[^"\\]|\\.)+/)) stream.next()
    if (stream.eol()) state.string = null
    return kind === 'key' ? 'key' : 'text'
  }
  const token = ruleToken(stream)
  if (stream.eol()) state.string = null
  return token
}

function ruleToken(stream: StringStream): string | null {
  if (stream.eatSpace()) return null
  if (stream.match(/^\$[A-Za-z][A-Za-z0-9_]*/)) return 'param'
  if (stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?/)) return 'number'
  const word = stream.match(words) as RegExpMatchArray | null
  if (word) {
    if (operators.has(word[0])) return 'word'
    if (stream.peek() === '(') return 'call'
    return fields.has(word[0]) ? 'field' : null
  }
  stream.next()
  return 'mark'
}

/** Where a position stands: in which string, and whether that string is a rule or a key. */
export interface Place {
  readonly kind: 'key' | 'rule' | 'text' | 'outside'
  readonly key: string
  /** Offset behind the opening quote. */
  readonly from: number
  /** Enclosing keys, outermost first. */
  readonly path: readonly string[]
}

/** Reads the text up to `position`; good enough for a file that is being typed and does not parse. */
export function placeAt(text: string, position: number): Place {
  const path: string[] = []
  let key = ''
  for (let at = 0; at < position; at++) {
    const sign = text[at]
    if (sign === '{' || sign === '[') {
      path.push(key)
      key = ''
    } else if (sign === '}' || sign === ']') {
      path.pop()
      key = ''
    } else if (sign === '"') {
      const end = endOfString(text, at + 1)
      const value = text.slice(at + 1, end)
      const isKey = /^"?\s*:/.test(text.slice(end))
      if (end >= position) {
        if (isKey) return { kind: 'key', key: value, from: at + 1, path }
        const rule = path.at(-1) === 'let' || (path.length === 1 && ruleKeys.has(key))
        const inObject = /[{,]\s*$/.test(text.slice(0, at)) && path.at(-1) !== 'params'
        return { kind: rule && key !== '' ? 'rule' : inObject ? 'key' : 'text', key, from: at + 1, path }
      }
      if (isKey) key = value
      at = end
    } else if (sign === ',') key = ''
  }
  return { kind: 'outside', key, from: position, path }
}

function endOfString(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1
  return at
}

const pattern =
  /(?<param>\$[A-Za-z][A-Za-z0-9_]*)|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)/g

export interface RuleToken {
  readonly kind: 'param' | 'number' | 'word' | 'call' | 'field' | null
  readonly text: string
}

/** The same tokens as the editor's, for an expression shown outside of it. */
export function ruleTokens(text: string): RuleToken[] {
  const tokens: RuleToken[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) tokens.push({ kind: null, text: text.slice(at, match.index) })
    at = match.index + match[0].length
    const { param, number } = match.groups ?? {}
    tokens.push({ kind: param ? 'param' : number ? 'number' : kindOfName(match[0], text[at]), text: match[0] })
  }
  if (at < text.length) tokens.push({ kind: null, text: text.slice(at) })
  return tokens
}

function kindOfName(name: string, next: string | undefined): RuleToken['kind'] {
  if (operators.has(name)) return 'word'
  if (next === '(') return 'call'
  return fields.has(name) ? 'field' : null
}
