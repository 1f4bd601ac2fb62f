import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import type { ImportOptions, Preview } from '../../../../core/contract/data.ts'
import { AppError } from '../../../../core/contract/errors.ts'
import type { Progress } from '../../../../core/contract/jobs.ts'
import { previewFile } from '../../../../core/market-data/import/preview.ts'
import { readFile } from '../../../../core/market-data/import/read.ts'
import type { ReadResult } from '../../../../core/market-data/import/types.ts'

export interface Bar {
  /** ISO, UTC. */
  readonly ts: string
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
  readonly [extra: string]: unknown
}

export type Read = ReadResult & { readonly bars: readonly Bar[] }

export interface RunOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  readonly timezone?: string
}

/** Writes a file, reads it on a fresh connection, and gives the bars that were staged. */
export async function read(
  name: string,
  content: string | Uint8Array,
  options: ImportOptions = {},
  run: RunOptions = {},
): Promise<Read> {
  return withFile(name, content, (path) => readPath(path, name, options, run))
}

export async function readPath(
  path: string,
  name: string,
  options: ImportOptions = {},
  run: RunOptions = {},
): Promise<Read> {
  return withConnection(async (context) => {
    if (run.timezone !== undefined) await context.connection.run(`set timezone = '${run.timezone}'`)
    const result = await readFile({ path, name }, options, {
      ...context,
      signal: run.signal ?? context.signal,
      onProgress: run.onProgress ?? context.onProgress,
    })
    if (result.rowsIn !== result.accepted + result.quarantined.length + result.duplicates)
      throw new Error('rows do not add up')
    const rows = await context.connection.runAndReadAll(
      `select epoch_us(ts)::double as us, * exclude (ts) from ${result.staged.table}`,
    )
    const bars = rows
      .getRowObjectsJS()
      .map(({ us, ...values }) => ({ ...values, ts: new Date((us as number) / 1000).toISOString() }) as unknown as Bar)
    return { ...result, bars }
  })
}

export async function preview(
  name: string,
  content: string | Uint8Array,
  options: ImportOptions = {},
): Promise<Preview> {
  return withFile(name, content, (path) => previewPath(path, name, options))
}

export async function previewPath(path: string, name: string, options: ImportOptions = {}): Promise<Preview> {
  return withConnection((context) => previewFile({ path, name }, options, context))
}

/** The error a reading ends with. Fails the test where it does not end with an AppError. */
export async function failure(work: Promise<unknown>): Promise<AppError> {
  const found = await work.then(
    (value) => value,
    (error: unknown) => error,
  )
  if (!(found instanceof AppError))
    throw new Error(
      `expected an AppError, got ${found instanceof Error ? (found.stack ?? found.message) : JSON.stringify(found, (_, value) => (typeof value === 'bigint' ? String(value) : (value as unknown)))?.slice(0, 300)}`,
    )
  return found
}

async function withFile<T>(name: string, content: string | Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-file-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, content)
    return await work(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export async function withConnection<T>(work: (context: Parameters<typeof readFile>[2]) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '1GB',
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  const scratch = mkdtempSync(join(tmpdir(), 'sextant-scratch-'))
  try {
    return await work({ connection, scratch, signal: new AbortController().signal, onProgress: () => {} })
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(scratch, { recursive: true })
  }
}

/** `count` daily bars from 2020-01-01, weekends too, as lines `date,open,high,low,close,volume`. */
export function dailyLines(count: number, from = '2020-01-01'): string[] {
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10)
    return `${date},${(10 + index * 0.01).toFixed(2)},${(11 + index * 0.01).toFixed(2)},${(9 + index * 0.01).toFixed(2)},${(10.5 + index * 0.01).toFixed(2)},${1000 + index}`
  })
}

export const header = 'date,open,high,low,close,volume'

export function csv(lines: readonly string[], head = header): string {
  return `${[head, ...lines].join('\n')}\n`
}

export interface ZipPart {
  readonly name: string
  readonly data: Uint8Array | string
  /** Unix mode in the upper half of the external attributes, 0o120777 for a symbolic link. */
  readonly mode?: number
}

/** A zip archive made by hand, so that it can hold what no zip program writes. */
export function zip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, mode = 0o100644 } of parts) {
    const plain = Buffer.from(data)
    const packed = deflateRawSync(plain)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(plain.length, 18)
    common.writeUInt16LE(title.length, 22)
    const front = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, tail, title]))
    local.push(front)
    offset += front.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(entries.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, entries, Buffer.from('PK\u0005\u0006'), end])
}
