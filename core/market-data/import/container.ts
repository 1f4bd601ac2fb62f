import { open } from 'node:fs/promises'
import { AppError } from '../../contract/errors.ts'

export type Packing = 'none' | 'gzip' | 'zstd' | 'zip'
export type Content = 'text' | 'parquet' | 'arrow'

const magic: readonly { bytes: readonly number[]; is: Packing | Content | { refuse: string; hint: string } }[] = [
  { bytes: [0x50, 0x41, 0x52, 0x31], is: 'parquet' },
  { bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], is: 'arrow' },
  { bytes: [0xff, 0xff, 0xff, 0xff], is: 'arrow' },
  { bytes: [0x1f, 0x8b], is: 'gzip' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: 'zstd' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], is: 'zip' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], is: 'zip' },
  {
    bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    is: { refuse: 'an xz archive', hint: 'Unpack it first (xz -d), or pack it as .gz or .zip.' },
  },
  {
    bytes: [0x42, 0x5a, 0x68],
    is: { refuse: 'a bzip2 archive', hint: 'Unpack it first (bunzip2), or pack it as .gz or .zip.' },
  },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    is: { refuse: 'a 7z archive', hint: 'Unpack it first, or pack the file as .gz or .zip.' },
  },
  {
    bytes: [0x52, 0x61, 0x72, 0x21],
    is: { refuse: 'a rar archive', hint: 'Unpack it first, or pack the file as .gz or .zip.' },
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    is: { refuse: 'an Excel workbook', hint: 'Open it in the spreadsheet program and save the sheet as CSV (UTF-8).' },
  },
  {
    bytes: [0x46, 0x45, 0x41, 0x31],
    is: { refuse: 'a Feather file of version 1', hint: 'Save it again as Feather version 2 or as Parquet.' },
  },
  { bytes: [0x89, 0x48, 0x44, 0x46], is: { refuse: 'an HDF5 file', hint: 'Export the table as CSV or Parquet.' } },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    is: { refuse: 'a PDF', hint: 'Prices must come as a table: CSV, JSON, Parquet or Arrow.' },
  },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    is: { refuse: 'an SQLite database', hint: 'Export the table as CSV or Parquet.' },
  },
]

/** What the first bytes say of a file. Throws `unsupported-format` for kinds that are known but not read. */
export function kindOf(head: Buffer, name: string): Packing | Content {
  for (const { bytes, is } of magic) {
    if (!bytes.every((byte, index) => head[index] === byte)) continue
    if (typeof is === 'string') return is
    throw new AppError('unsupported-format', `${name} is ${is.refuse}, which cannot be imported.`, { hint: is.hint })
  }
  return 'text'
}

/** The first bytes of a file, and its size. Throws `not-found`, `invalid-input`. */
export async function firstBytes(path: string, count: number): Promise<{ head: Buffer; bytes: number }> {
  return within(path, count, 0)
}

/** The last bytes of a file. */
export async function lastBytes(path: string, count: number): Promise<Buffer> {
  const { head } = await within(path, count, 'end')
  return head
}

async function within(path: string, count: number, from: number | 'end'): Promise<{ head: Buffer; bytes: number }> {
  const file = await open(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile())
      throw new AppError('invalid-input', `${path} is not a file.`, {
        hint: 'Name a file, not a folder.',
        data: { path },
      })
    const buffer = Buffer.alloc(Math.min(count, stats.size))
    let filled = 0
    const start = from === 'end' ? stats.size - buffer.length : from
    while (filled < buffer.length) {
      const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, start + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return { head: buffer.subarray(0, filled), bytes: stats.size }
  } finally {
    await file.close()
  }
}

export function unreadable(path: string, cause: unknown): AppError {
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return new AppError('not-found', `There is no file ${path}.`, {
      cause,
      hint: 'Check the path; the file may have been moved.',
      data: { path },
    })
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('forbidden', `${path} may not be read.`, {
      cause,
      hint: 'Check the permissions of the file.',
      data: { path },
    })
  return new AppError(
    'invalid-input',
    `${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
    { cause, data: { path } },
  )
}
