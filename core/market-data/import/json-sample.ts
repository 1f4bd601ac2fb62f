import { createReadStream } from 'node:fs'
import { AppError } from '../../contract/errors.ts'
import { fieldOf } from './columns.ts'
import { unreadable } from './container.ts'
import { checkEncoding } from './encoding.ts'
import { modeOf } from './head.ts'
import { jsonSplitter, parseRecord, recordCells, type JsonRecord } from './json-records.ts'
import type { RowReader } from './row-source.ts'
import type { Row, Sample } from './shape.ts'

const wrappers = new Set([
  'bars',
  'data',
  'results',
  'candles',
  'quotes',
  'prices',
  'values',
  'result',
  'items',
  'history',
  'ohlc',
  'klines',
])
const sampleRows = 20_000

export interface JsonSample extends Sample {
  /** The last column is the name under which a record's list stands. */
  readonly keyed: boolean
}

/** Samples the records of a JSON file. Throws `rejected-file` for an answer without prices. */
export function sampleJson(name: string, head: Buffer, bytes: number, whole: boolean): JsonSample {
  checkEncoding(head, name)
  const records: JsonRecord[] = []
  const splitter = jsonSplitter((record) => records.push(record))
  try {
    splitter.push(head)
  } catch (cause) {
    throw tooLong(name, cause)
  }
  if (whole && !splitter.end()) throw cutOff(name)
  const { names, keyed } = nameColumns(records.slice(0, 100))
  const lists = records.length > 0 && parseRecord(records[0]!.text) instanceof Array
  if (
    records.length > 0 &&
    !lists &&
    !names.some((column) => ['close', 'bid', 'price'].includes(fieldOf(column) ?? ''))
  )
    throw noPrices(name, records[0]!.text)
  if (records.length === 0 && head.length > 2 && !/^\s*(\[\s*\]|\{\s*\})\s*$/.test(head.toString('utf8')))
    throw noRecords(name)
  const rows = records.slice(0, sampleRows).map((record, index) => toRow(record, index + 1, names, keyed))
  const symbol = /"(?:symbol|ticker|pair)"\s*:\s*"([^"]{1,64})"/.exec(head.toString('utf8'))?.[1]
  const complete = whole && records.length <= sampleRows
  return {
    name,
    kind: 'json',
    head: [],
    tail: [],
    table: { names, rows, tail: [] },
    keyed,
    complete,
    bytes,
    ...(symbol === undefined || names.some((column) => fieldOf(column) === 'symbol') ? {} : { stated: { symbol } }),
    headBytes: rows.reduce((sum, row) => sum + Buffer.byteLength(row.text) + 1, 0),
  }
}

/** Every record of a JSON file as a row; `line` is the record's number. */
export function jsonReader(path: string, name: string, sample: JsonSample): RowReader {
  const names = sample.table?.names ?? []
  return async (visit, { signal, enough, onChunk }) => {
    let count = 0
    let total = 0
    const splitter = jsonSplitter((record) => {
      count += 1
      visit(toRow(record, count, names, sample.keyed))
    })
    const stream = createReadStream(path, { highWaterMark: 2 ** 20 })
    try {
      for await (const chunk of stream) {
        if (signal.aborted) throw new AppError('cancelled', 'Reading the file was cancelled.')
        total += (chunk as Buffer).length
        splitter.push(chunk as Buffer)
        onChunk?.(chunk as Buffer, total)
        if (enough?.() === true) return
      }
    } catch (cause) {
      if (cause instanceof AppError) throw cause
      throw cause instanceof RangeError ? tooLong(name, cause) : unreadable(path, cause)
    }
    if (!splitter.end()) throw cutOff(name)
  }
}

function toRow(record: JsonRecord, line: number, names: readonly string[], keyed: boolean): Row {
  const cells = recordCells(record, names, keyed)
  return cells === null
    ? { line, text: record.text, cells: [], malformed: 'the record is not valid JSON' }
    : { line, text: record.text, cells }
}

function nameColumns(records: readonly JsonRecord[]): { names: string[]; keyed: boolean } {
  const values = records.flatMap((record) => parseRecord(record.text) ?? [])
  const parsed = records.map((record) => parseRecord(record.text))
  const lists = parsed.filter((value): value is unknown[] => Array.isArray(value))
  const keyed = records.some((record) => record.key !== null && !wrappers.has(record.key.toLowerCase()))
  const own =
    lists.length * 2 > values.length || (lists.length > 0 && lists.length === parsed.length)
      ? Array.from({ length: modeOf(lists.map((list) => list.length)) }, (_, index) => `column ${index + 1}`)
      : [...new Set(parsed.flatMap((value) => (value === null || Array.isArray(value) ? [] : Object.keys(value))))]
  return { names: keyed ? [...own, 'symbol'] : own, keyed }
}

function noPrices(name: string, text: string): AppError {
  return new AppError('rejected-file', `${name} is a JSON answer without prices: ${text.slice(0, 200)}`, {
    hint: 'The source probably answered with an error. Read its message and download again.',
    data: { record: text.slice(0, 500) },
  })
}

function noRecords(name: string): AppError {
  return new AppError('unsupported-format', `${name} is JSON, but not a list of records or of rows.`, {
    hint: 'Write it as [[time, open, high, low, close, volume], ...] or as a list of objects with those names.',
  })
}

function cutOff(name: string): AppError {
  return new AppError('rejected-file', `${name} ends in the middle: its brackets are not closed.`, {
    hint: 'The download was cut off. Download it again.',
  })
}

function tooLong(name: string, cause: unknown): AppError {
  return new AppError('too-large', `${name} holds a record longer than 1 MiB, which no row of prices is.`, {
    cause,
    hint: 'Check that the file is a list of bars.',
  })
}
