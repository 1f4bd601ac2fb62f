/** One innermost object or array of scalars that stands in a list (or alone on its line). */
export interface JsonRecord {
  readonly text: string
  /** Name under which its list stands, e.g. the ticker in `{"bars": {"AAPL": [...]}}`. */
  readonly key: string | null
}

interface Frame {
  readonly open: number
  /** Where it starts, in bytes since the last record. */
  readonly start: number
  nested: boolean
  key: string | null
}

const quote = 0x22
const backslash = 0x5c
const brace = { open: 0x7b, close: 0x7d }
const bracket = { open: 0x5b, close: 0x5d }
const recordCap = 2 ** 20

/**
 * Cuts JSON or JSON lines into records as bytes arrive, holding no more than one record. `end` tells whether all
 * brackets were closed. Throws a RangeError for a record of more than 1 MiB.
 */
export function jsonSplitter(onRecord: (record: JsonRecord) => void): {
  push: (chunk: Buffer) => void
  end: () => boolean
} {
  const frames: Frame[] = []
  let held: Buffer = Buffer.alloc(0)
  let inText = false
  let escaped = false
  let textStart = -1
  let lastText = ''

  const push = (chunk: Buffer) => {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (let at = held.length; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (inText) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) {
          inText = false
          lastText = at - textStart < 200 ? bytes.toString('utf8', textStart + 1, at) : ''
        }
      } else if (byte === quote) {
        inText = true
        textStart = at
      } else if (byte === 0x3a) {
        const frame = frames.at(-1)
        if (frame !== undefined) frame.key = lastText
      } else if (byte === brace.open || byte === bracket.open) {
        const parent = frames.at(-1)
        if (parent !== undefined) parent.nested = true
        frames.push({ open: byte, start: at, nested: false, key: null })
      } else if (byte === brace.close || byte === bracket.close) close(bytes, at)
    }
    // Only what an unfinished innermost part may still need is kept.
    const from = keepFrom(bytes.length)
    if (bytes.length - from > recordCap) throw new RangeError('a record is longer than 1 MiB')
    held = Buffer.from(bytes.subarray(from))
    textStart -= from
    for (const [index, frame] of frames.entries()) frames[index] = { ...frame, start: frame.start - from }
  }

  const close = (bytes: Buffer, at: number) => {
    const frame = frames.pop()
    if (frame === undefined || frame.nested) return
    const parent = frames.at(-1)
    if (parent !== undefined && parent.open !== bracket.open) return
    if (at - frame.start > 1)
      onRecord({ text: bytes.toString('utf8', frame.start, at + 1), key: frames.at(-2)?.key ?? null })
  }

  const keepFrom = (length: number): number => {
    const last = frames.at(-1)
    const frame = last !== undefined && !last.nested ? last.start : length
    return Math.min(frame, inText ? textStart : length)
  }

  return { push, end: () => frames.length === 0 && !inText }
}

/** The cells of a record under these names: values of an object by name, of an array by place; null where it is no valid JSON. */
export function recordCells(record: JsonRecord, names: readonly string[], keyed: boolean): string[] | null {
  const value = parseRecord(record.text)
  if (value === null) return null
  const cells = Array.isArray(value)
    ? value.map(cellOf)
    : names.slice(0, keyed ? -1 : undefined).map((name) => cellOf((value as Record<string, unknown>)[name]))
  return keyed ? [...cells, record.key ?? ''] : cells
}

/** Parses one record; whole numbers beyond 2^53 become text so that no digit is lost. */
export function parseRecord(text: string): unknown[] | Record<string, unknown> | null {
  const safe = /\d{17}/.test(text) ? text.replace(/([:[,]\s*)(\d{17,})(?=\s*[,\]}])/g, '$1"$2"') : text
  try {
    return JSON.parse(safe) as unknown[] | Record<string, unknown>
  } catch {
    return null
  }
}

function cellOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value as string | number | boolean)
}
