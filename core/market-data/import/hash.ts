import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { AppError } from '../../contract/errors.ts'
import { unreadable } from './container.ts'
import type { Source } from './types.ts'

/** SHA-256 of a file's bytes, lower-case hex. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 22, signal })) hash.update(chunk as Buffer)
  } catch (cause) {
    if (signal.aborted) throw new AppError('cancelled', 'Reading the file was cancelled.', { cause })
    throw unreadable(path, cause)
  }
  return hash.digest('hex')
}

/** What the file system says of a file; any write changes it. */
export async function fingerprint(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  return [found.dev, found.ino, found.size, found.mtimeNs].join(':')
}

/**
 * Throws `rejected-file` where the file is not the one that reading began with. Its bytes are hashed while they are
 * read, so a write in between could slip into the rows but not into the hash; the file system tells of it.
 */
export async function checkUnchanged(source: Source, before: string): Promise<void> {
  const after = await fingerprint(source.path).catch(() => null)
  if (after === before) return
  throw new AppError('rejected-file', `${source.name} ${after === null ? 'vanished' : 'changed'} while it was read.`, {
    hint: 'Wait until the program that writes it is done, and import again. Nothing was stored.',
    data: { path: source.path },
  })
}
