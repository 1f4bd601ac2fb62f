import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ulid } from 'ulid'
import { AppError } from '../contract/errors.ts'

export interface Chunk {
  readonly name: string
  readonly staging?: string | undefined
  readonly offset: number
  readonly chunk: Blob
}

/** Files on their way in from a window, kept under ids of our own until they are imported. */
export interface Staging {
  receive(chunk: Chunk): Promise<{ staging: string; received: number }>
  find(id: string): { path: string; name: string } | null
  drop(path: string): void
}

const idPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/
/** Older uploads were abandoned with their window. */
const keepMs = 24 * 3600 * 1000

export function createStaging(folder: string): Staging {
  mkdirSync(folder, { recursive: true })
  for (const id of readdirSync(folder)) {
    if (Date.now() - statSync(join(folder, id)).mtimeMs > keepMs)
      rmSync(join(folder, id), { recursive: true, force: true })
  }
  const find = (id: string) => {
    if (!idPattern.test(id) || !existsSync(join(folder, id))) return null
    const name = readdirSync(join(folder, id))[0]
    return name === undefined ? null : { path: join(folder, id, name), name: decodeURIComponent(name) }
  }
  return {
    find,
    async receive({ name, staging, offset, chunk }) {
      const id = staging ?? ulid()
      if (staging === undefined) mkdirSync(join(folder, id))
      // The analyst's name is kept for guessing, percent-encoded so that it cannot be a path.
      const path = find(id)?.path ?? join(folder, id, encodeURIComponent(basename(name)))
      const received = existsSync(path) ? statSync(path).size : 0
      if (offset !== received)
        throw new AppError('conflict', `expected the chunk at byte ${received}, got ${offset}`, {
          hint: 'Drop the file again.',
        })
      const bytes = new Uint8Array(await chunk.arrayBuffer())
      const handle = openSync(path, 'a')
      try {
        writeSync(handle, bytes)
      } catch (cause) {
        throw new AppError('no-space', `cannot keep ${name}: ${(cause as Error).message}`, {
          cause,
          hint: 'Free some disk space and drop the file again.',
        })
      } finally {
        closeSync(handle)
      }
      return { staging: id, received: received + bytes.length }
    },
    drop(path) {
      if (path.startsWith(folder)) rmSync(join(path, '..'), { recursive: true, force: true })
    },
  }
}
