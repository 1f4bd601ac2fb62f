import { open } from 'node:fs/promises'
import { AppError } from '../../contract/errors.ts'
import { unreadable } from './container.ts'

/** Called with the bytes of one line, without its line end. Lines count from 1. */
export type LineVisit = (bytes: Buffer, from: number, to: number, line: number) => void

export const maxLine = 2 * 2 ** 20
const chunkBytes = 4 * 2 ** 20

export interface LineOptions {
  readonly signal: AbortSignal
  /** 13 for files of the old Macintosh, else 10. */
  readonly terminator?: 10 | 13
  /** Every chunk as read, and the bytes so far. */
  readonly onChunk?: (chunk: Buffer, total: number) => void
  /** Ends the reading early. */
  readonly enough?: () => boolean
}

/** Reads a file line by line without holding it. Throws `cancelled`, `too-large` for an endless line. */
export async function eachLine(path: string, visit: LineVisit, options: LineOptions): Promise<void> {
  const terminator = options.terminator ?? 10
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  const buffer = Buffer.alloc(chunkBytes + maxLine)
  let kept = 0
  let total = 0
  let line = 0
  try {
    for (;;) {
      if (options.signal.aborted) throw new AppError('cancelled', 'Reading the file was cancelled.')
      const { bytesRead } = await file.read(buffer, kept, chunkBytes, null)
      if (bytesRead === 0) break
      total += bytesRead
      options.onChunk?.(buffer.subarray(kept, kept + bytesRead), total)
      const end = kept + bytesRead
      const filled = buffer.subarray(0, end)
      let from = 0
      for (let at = filled.indexOf(terminator, kept); at >= 0; at = filled.indexOf(terminator, from)) {
        line += 1
        if (at - from > maxLine) throw lineTooLong(line)
        visit(buffer, from, at > from && buffer[at - 1] === 13 ? at - 1 : at, line)
        from = at + 1
      }
      kept = end - from
      if (kept > maxLine) throw lineTooLong(line + 1)
      buffer.copyWithin(0, from, end)
      if (options.enough?.() === true) return
    }
    if (kept > 0) visit(buffer, 0, buffer[kept - 1] === 13 ? kept - 1 : kept, line + 1)
  } finally {
    await file.close()
  }
}

/** True for a line of nothing but blanks. */
export function isBlank(bytes: Buffer, from: number, to: number): boolean {
  if (to > from && bytes[from]! > 32) return false
  for (let at = from; at < to; at++) if (bytes[at]! > 32) return false
  return true
}

export function lineTooLong(line: number): AppError {
  return new AppError(
    'too-large',
    `Line ${line} is longer than ${maxLine / 2 ** 20} MiB, which no line of prices is.`,
    {
      hint: 'Check that the file is a table with line ends.',
      data: { line, limit: maxLine },
    },
  )
}
