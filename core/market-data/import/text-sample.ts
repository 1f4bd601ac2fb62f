import { AppError } from '../../contract/errors.ts'
import { lastBytes, type Content } from './container.ts'
import { checkEncoding } from './encoding.ts'
import { lineTooLong } from './lines.ts'
import type { Sample } from './shape.ts'

export const headBytes = 2 ** 20
const tailBytes = 64 * 1024
const headRows = 20_000
const maxColumns = 2000

export interface TextSample extends Sample {
  readonly terminator: 10 | 13
  /** A byte order mark stands before the first character. */
  readonly mark: boolean
  readonly quotes: boolean
}

/** Whether the first bytes of a text are JSON, and whether they are something that is no price file at all. */
export function textKind(head: Buffer, name: string): Exclude<Content, 'parquet' | 'arrow'> | 'json' {
  const start = head
    .subarray(0, 512)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
  if (/^<(!doctype|html|head|body|\?xml|!--)/i.test(start)) {
    throw new AppError(
      'rejected-file',
      `${name} is a web page, not a price file: it starts with "${start.slice(0, 40).replaceAll(/\s+/g, ' ')}".`,
      {
        hint: 'The download probably failed or asked for a log-in. Download the file again.',
      },
    )
  }
  if (/^\d+\s+[[{]"/.test(start)) {
    throw new AppError(
      'unsupported-format',
      `${name} is a feed of messages (order book or trades), not a file of bars or ticks.`,
      {
        hint: 'Import the bars or the ticks of that market instead.',
      },
    )
  }
  return /^[[{]/.test(start) ? 'json' : 'text'
}

/** The first lines of a text, and its last ones where `path` can be read at the end. */
export async function sampleText(
  name: string,
  head: Buffer,
  bytes: number,
  whole: boolean,
  path: string | null,
): Promise<TextSample> {
  checkEncoding(head, name)
  const mark = head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
  const text = head.subarray(mark ? 3 : 0).toString('utf8')
  const terminator = text.includes('\n') || !text.includes('\r') ? 10 : 13
  const lines = cut(text, terminator)
  if (!whole) {
    if (lines.length === 1) throw lineTooLong(1)
    lines.pop()
  }
  const complete = whole && lines.length <= headRows
  const numbered = lines.slice(0, headRows).map((line, index) => ({ line: index + 1, text: line }))
  const columns = Math.max(
    ...numbered.slice(0, 10).flatMap(({ text: line }) => [',', ';', '\t', '|'].map((sign) => line.split(sign).length)),
  )
  if (columns > maxColumns) {
    throw new AppError('too-large', `${name} has ${columns} columns; a price file has at most ${maxColumns}.`, {
      hint: 'Keep the columns for time, prices and volume.',
      data: { columns, limit: maxColumns },
    })
  }
  const tail =
    complete || path === null ? [] : cut((await lastBytes(path, tailBytes)).toString('utf8'), terminator).slice(1)
  return {
    name,
    kind: 'text',
    head: numbered.filter((line) => line.text.trim() !== ''),
    complete,
    bytes,
    terminator,
    mark,
    tail: tail.filter((line) => line.trim() !== '').map((line) => ({ line: 0, text: line })),
    headBytes: complete ? bytes : numbered.reduce((sum, line) => sum + Buffer.byteLength(line.text) + 1, 0),
    quotes: text.includes('"') || tail.some((line) => line.includes('"')),
  }
}

function cut(text: string, terminator: 10 | 13): string[] {
  const lines =
    terminator === 13
      ? text.split('\r')
      : text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines.at(-1) === '') lines.pop()
  return lines
}
