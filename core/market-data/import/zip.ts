import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { AppError } from '../../contract/errors.ts'
import { tooDense } from './unpack-limits.ts'

export interface ZipEntry {
  /** Name of the file inside, without folders. */
  readonly name: string
  readonly bytes: number
  /** Its unpacked bytes; closing the archive ends the stream. */
  readonly open: () => Promise<Readable>
  readonly close: () => void
}

const archive = /\.(zip|gz|tgz|tar|7z|rar|xz|bz2|zst)$/i
const table = /\.(csv|tsv|txt|dat|prn|json|jsonl|ndjson|parquet|pq|feather|arrow|ipc)$/i
const entryCap = 10_000

/** The one price file in a zip. Throws `rejected-file` for what a price archive does not hold, `unsupported-format` for workbooks. */
export async function openZip(path: string, name: string, packedBytes: number): Promise<ZipEntry> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: false }).catch(
    (cause: unknown) => {
      throw damaged(name, cause)
    },
  )
  try {
    const entries = await listEntries(zip, name)
    const entry = theTable(entries, name)
    if (tooDense(entry.uncompressedSize, packedBytes)) throw bombed(name, entry.uncompressedSize, packedBytes)
    const open = () =>
      zip.openReadStreamPromise(entry).catch((cause: unknown) => {
        throw damaged(name, cause)
      })
    return { name: entry.fileName.replace(/^.*\//, ''), bytes: entry.uncompressedSize, open, close: () => zip.close() }
  } catch (cause) {
    zip.close()
    throw cause
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    for await (const entry of zip.eachEntry()) {
      entries.push(entry)
      if (entries.length > entryCap)
        throw refuse(name, `holds more than ${entryCap} files`, 'Pack the one price file alone.')
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = cause instanceof Error ? cause.message : ''
    if (/relative path|absolute path|invalid characters/.test(message)) {
      throw refuse(
        name,
        `holds a file whose name leads out of the archive (${message.replace(/^.*?: /, '')})`,
        'Do not open such archives; pack the price file again with a plain name.',
      )
    }
    throw damaged(name, cause)
  }
  return entries
}

function theTable(entries: readonly Entry[], name: string): Entry {
  const files = entries.filter(
    (entry) => !entry.fileName.endsWith('/') && !/(^|\/)(__MACOSX\/|\.DS_Store$|\._)/.test(entry.fileName),
  )
  if (
    files.some(
      (entry) =>
        entry.fileName.startsWith('xl/') || entry.fileName === 'mimetype' || entry.fileName === '[Content_Types].xml',
    )
  )
    throw workbook(name)
  const link = files.find((entry) => ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
  if (link !== undefined) throw refuse(name, `holds a symbolic link (${link.fileName})`, 'Pack the file itself.')
  const nested = files.find((entry) => archive.test(entry.fileName))
  if (nested !== undefined)
    throw refuse(name, `holds another archive (${nested.fileName})`, 'Unpack it first and import what is inside.')
  const tables = files.filter((entry) => table.test(entry.fileName))
  const csv = tables.filter((entry) => /\.csv$/i.test(entry.fileName))
  const chosen = tables.length === 1 ? tables[0] : csv.length === 1 ? csv[0] : files.length === 1 ? files[0] : undefined
  if (chosen === undefined) {
    const names = (tables.length > 0 ? tables : files).map((entry) => entry.fileName)
    const what =
      files.length === 0
        ? 'holds no file'
        : `holds ${names.length} files (${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}), and nothing says which one to import`
    throw refuse(name, what, 'Unpack it and import the files one by one.', { files: names.slice(0, 100) })
  }
  if ((chosen.generalPurposeBitFlag & 1) === 1)
    throw refuse(name, 'is locked with a password', 'Unpack it with the password and import the file inside.')
  return chosen
}

export function workbook(name: string): AppError {
  return new AppError('unsupported-format', `${name} is a spreadsheet workbook, which cannot be imported.`, {
    hint: 'Open it in the spreadsheet program, check the date column, and save the sheet as CSV (UTF-8).',
  })
}

function refuse(name: string, what: string, hint: string, data: Record<string, unknown> = {}): AppError {
  return new AppError('rejected-file', `${name} ${what}.`, { hint, data })
}

export function bombed(name: string, unpacked: number, packed: number): AppError {
  return new AppError(
    'rejected-file',
    `${name} unpacks to more than ${Math.floor(unpacked / 2 ** 20)} MiB from ${Math.ceil(packed / 1024)} KiB, as only a decompression bomb does.`,
    {
      hint: 'If the file is sound, unpack it yourself and import the plain file.',
      data: { packed, unpacked },
    },
  )
}

export function damaged(name: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('rejected-file', `${name} is a damaged or cut-off archive (${why}).`, {
    cause,
    hint: 'Download it again and compare its size with the source.',
  })
}
