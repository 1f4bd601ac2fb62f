import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { barColumns } from '../bars.ts'
import type { BarColumn } from '../bars.ts'

/** One array a canonical column, all of one length, backed by shared memory so that worker threads read them in place. */
export type Columns = Readonly<Record<BarColumn, Float64Array>>

export interface ColumnCache {
  /** Fills `into` from the cached columns of a partition; false, with `into` in any state, where they are absent or damaged. */
  load(hash: string, into: Columns): Promise<boolean>
  /** Keeps columns for the next process. A failure is not reported: the cache can always be rebuilt. */
  save(hash: string, columns: Columns): Promise<void>
}

const piece = 1 << 22

export function sharedColumns(rows: number): Columns {
  const column = () => new Float64Array(new SharedArrayBuffer(rows * Float64Array.BYTES_PER_ELEMENT))
  return { ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
}

export function sliceColumns(columns: Columns, from: number, to: number): Columns {
  const cut = (name: BarColumn) => columns[name].subarray(from, to)
  return {
    ts: cut('ts'),
    open: cut('open'),
    high: cut('high'),
    low: cut('low'),
    close: cut('close'),
    volume: cut('volume'),
  }
}

/** Raw little-endian doubles in `<folder>/<partition hash>/<column>.f64`, each with its SHA-256 in `index.json`. */
export function openColumnCache(folder: string): ColumnCache {
  return {
    async load(hash, into) {
      const index = await readIndex(join(folder, hash))
      if (index === undefined) return false
      const loaded = await Promise.all(
        barColumns.map((name) => readColumn(join(folder, hash, `${name}.f64`), into[name], index[name])),
      )
      return loaded.every(Boolean)
    },

    async save(hash, columns) {
      const temporary = join(folder, `.${hash}.${randomBytes(6).toString('hex')}.tmp`)
      try {
        await mkdir(temporary, { recursive: true })
        const index: Record<string, string> = {}
        for (const name of barColumns) {
          const bytes = bytesOf(columns[name])
          index[name] = createHash('sha256').update(bytes).digest('hex')
          await writeFile(join(temporary, `${name}.f64`), bytes)
        }
        await writeFile(join(temporary, 'index.json'), JSON.stringify(index))
        // No fsync: what a power cut tears fails its hash and is built again.
        await rm(join(folder, hash), { recursive: true, force: true })
        await rename(temporary, join(folder, hash))
      } catch {
        await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
      }
    },
  }
}

async function readIndex(folder: string): Promise<Partial<Record<string, unknown>> | undefined> {
  try {
    const index: unknown = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))
    return typeof index === 'object' && index !== null ? { ...index } : undefined
  } catch {
    return undefined
  }
}

async function readColumn(path: string, into: Float64Array, expected: unknown): Promise<boolean> {
  const bytes = bytesOf(into)
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return false
  try {
    if ((await file.stat()).size !== bytes.byteLength) return false
    const hash = createHash('sha256')
    for (let at = 0; at < bytes.byteLength;) {
      const { bytesRead } = await file.read(bytes, at, Math.min(piece, bytes.byteLength - at), at)
      if (bytesRead === 0) return false
      hash.update(bytes.subarray(at, at + bytesRead))
      at += bytesRead
    }
    return hash.digest('hex') === expected
  } catch {
    return false
  } finally {
    await file.close()
  }
}

function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}
