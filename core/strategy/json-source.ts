import { parseTree, type Node as JsonNode, type ParseError } from 'jsonc-parser'
import type { Problem } from '../contract/common.ts'
import type { Trouble } from './problems.ts'

export type { JsonNode }

/** A JSON text in which every value knows its place. */
export interface JsonSource {
  readonly root: JsonNode | undefined
  readonly problems: Problem[]
  /** True where the text is not JSON; missing parts are then no problem of their own. */
  readonly broken: boolean
  readonly report: (
    node: { offset: number; length: number },
    message: string,
    more?: { hint?: string; suggestions?: readonly string[]; severity?: 'warning' },
  ) => null
  /** Reports a problem inside a string value, whose offsets count its characters after the escapes are undone. */
  readonly reportInText: (node: JsonNode, trouble: Trouble) => void
}

const messages: Readonly<Record<number, string>> = {
  1: 'this is not JSON',
  2: 'this is not a number',
  3: 'a name in double quotes is expected here',
  4: 'a value is expected here',
  5: 'a colon is expected here',
  6: 'a comma is expected here',
  7: 'a closing } is missing',
  8: 'a closing ] is missing',
  9: 'nothing may follow the strategy',
  10: 'comments are not allowed in JSON',
  11: 'a comment is not closed and not allowed in JSON',
  12: 'the closing quote of a text is missing',
  13: 'a number is cut off',
  14: 'the \\u escape needs four hexadecimal digits',
  15: 'this escape does not exist in JSON',
  16: 'this character must be escaped',
}
const maxLevels = 32

export function readJson(text: string, path: string): JsonSource {
  const lineStarts = [0]
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lineStarts.push(i + 1)
  const problems: Problem[] = []

  const place = (offset: number): { line: number; column: number } => {
    let low = 0
    let high = lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (lineStarts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - lineStarts[low]! + 1 }
  }
  const add = (
    offset: number,
    length: number,
    severity: 'error' | 'warning',
    message: string,
    hint?: string,
    suggestions?: readonly string[],
  ): void => {
    problems.push({
      path,
      ...place(offset),
      length,
      severity,
      message,
      ...(hint === undefined ? {} : { hint }),
      ...(suggestions === undefined || suggestions.length === 0 ? {} : { suggestions: [...suggestions] }),
    })
  }

  const errors: ParseError[] = []
  const tooDeep = deeperThan(text, maxLevels)
  if (tooDeep !== null) add(tooDeep, 1, 'error', `the file nests more than ${maxLevels} levels`)
  // A byte order mark is no part of the JSON, but of the offsets.
  const root =
    tooDeep === null
      ? parseTree(text.replace(/^\uFEFF/, ' '), errors, { disallowComments: true, allowTrailingComma: false })
      : undefined
  for (const { error, offset, length } of errors.slice(0, 20)) {
    const at = Math.min(offset, Math.max(0, text.length - 1))
    if (!problems.some((p) => samePlace(p, place(at))))
      add(at, Math.max(1, length), 'error', messages[error] ?? 'this is not JSON')
  }

  return {
    root,
    problems,
    broken: errors.length > 0 || tooDeep !== null,
    report(node, message, more = {}) {
      add(node.offset, node.length, more.severity ?? 'error', message, more.hint, more.suggestions)
      return null
    },
    reportInText(node, { span, severity, message, hint, suggestions }) {
      const start = rawOffset(text, node, span.start)
      const end = rawOffset(text, node, span.end)
      add(start, Math.max(1, end - start), severity, message, hint, suggestions)
    },
  }
}

function samePlace(a: { line: number; column: number }, b: { line: number; column: number }): boolean {
  return a.line === b.line && a.column === b.column
}

/** Where the character `index` of a string value stands in the file. */
function rawOffset(text: string, node: JsonNode, index: number): number {
  let at = node.offset
  // A number in the place of a rule stands for its own text.
  if (text[at] !== '"') return Math.min(at + index, at + node.length)
  at++
  const end = node.offset + node.length - 1
  for (let i = 0; i < index && at < end; i++) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2
  return Math.min(at, end)
}

/** The place of the first bracket that opens level `limit + 1`; the JSON reader calls itself for each level. */
function deeperThan(text: string, limit: number): number | null {
  let level = 0
  for (let i = 0; i < text.length; i++) {
    const mark = text[i]
    if (mark === '"') {
      for (i++; i < text.length && text[i] !== '"' && text[i] !== '\n'; i++) if (text[i] === '\\') i++
    } else if (mark === '[' || mark === '{') {
      if (++level > limit) return i
    } else if (mark === ']' || mark === '}') level--
  }
  return null
}
