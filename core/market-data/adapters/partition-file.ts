import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { Partition } from '../port.ts'

const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * A folder name for any symbol, safe on every file system: bytes other than letters, digits, `-`, `_` and inner dots
 * are percent-encoded, and so is the first letter of a device name such as `CON`. Where letter case or length would
 * let two symbols share a name, a `~` and a short hash of the symbol follow.
 */
export function folderOfSymbol(symbol: string): string {
  let name = ''
  for (const byte of Buffer.from(symbol, 'utf8')) {
    const char = String.fromCharCode(byte)
    name += /[A-Za-z0-9_.-]/.test(char) ? char : percent(byte)
  }
  name = name.replace(/^\./, '%2E').replace(/\.$/, '%2E')
  if (reserved.test(name)) name = percent(name.charCodeAt(0)) + name.slice(1)
  const long = name.length > 120
  if (!long && !/[a-z]/.test(symbol)) return name
  return `${long ? name.slice(0, 100) : name}~${createHash('sha256').update(symbol).digest('hex').slice(0, 8)}`
}

export function partitionFile(symbol: string, timeframe: string, hash: string): string {
  return `${folderOfSymbol(symbol)}/${timeframe}/${hash}.parquet`
}

/** SHA-256 of a file's bytes, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}

export interface PartitionFiles {
  /** Absolute path of a partition. */
  path(partition: Partition): string
  /** Reads the file and compares its hash, unless this process has done so and the file is unchanged since. Throws `corrupt-data`. */
  check(partition: Partition): Promise<string>
  /** The hash found now, whatever is remembered; `missing` where there is no file. */
  rehash(partition: Partition): Promise<string>
}

/** The partition files below a workspace's `data` folder. */
export function openPartitionFiles(data: string): PartitionFiles {
  const checked = new Map<string, string>()

  const pathOf = (partition: Partition) => {
    // The name comes from a catalogue that may have been handed over with the workspace.
    if (!/^[^/\\]+\/[^/\\]+\/[0-9a-f]{64}\.parquet$/.test(partition.file) || /(^|\/)\.\.?\//.test(partition.file)) {
      throw corrupt(partition, 'a file name outside the data folder')
    }
    return join(data, partition.file)
  }

  const rehash = async (partition: Partition) => {
    const path = pathOf(partition)
    try {
      const before = await fingerprint(path)
      const found = await hashFile(path)
      if (found === partition.hash) checked.set(path, before)
      else checked.delete(path)
      return found
    } catch (cause) {
      if (isMissing(cause)) return 'missing'
      throw cause
    }
  }

  return {
    path: pathOf,
    rehash,
    async check(partition) {
      const path = pathOf(partition)
      const known = checked.get(path)
      if (known !== undefined && known === (await fingerprint(path).catch(() => ''))) return path
      const found = await rehash(partition)
      if (found !== partition.hash) throw corrupt(partition, found)
      return path
    },
  }
}

export function corrupt(partition: Partition, found: string): AppError {
  const what =
    found === 'missing' ? 'is missing' : `has changed on disk: expected SHA-256 ${partition.hash}, found ${found}`
  return new AppError('corrupt-data', `data/${partition.file} ${what}`, {
    hint: 'Restore this file from a backup, or import its source again; other data sets are not affected.',
    data: { file: `data/${partition.file}`, expected: partition.hash, found },
  })
}

async function fingerprint(path: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await stat(path, { bigint: true })
  return `${size}:${mtimeNs}:${ctimeNs}:${ino}`
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
