import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../contract/errors.ts'

/**
 * Writes a file so that a crash at any moment leaves the old content or the new, never a part of it: temporary file
 * beside the target, fsync, rename, fsync of the folder. Missing folders are made. Throws `no-space`.
 */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = temporaryBeside(path)
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength
  try {
    await makeFolder(dirname(path))
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await renameDurably(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw asNoSpace(cause, path, bytes)
  }
}

/** Fsyncs a file that another writer, such as a native library, has finished, then moves it to its place. */
export async function publishFile(temporary: string, path: string): Promise<void> {
  // Windows refuses to flush a handle opened for reading only.
  await syncHandle(await open(temporary, 'r+'))
  await renameDurably(temporary, path)
}

/** Fsyncs every file of a finished folder, the folder itself, then moves it to its place on the same disk. */
export async function publishFolder(temporary: string, path: string, files: readonly string[]): Promise<void> {
  for (const file of files) await syncHandle(await open(join(temporary, file), 'r+'))
  await syncFolder(temporary)
  await makeFolder(dirname(path))
  await renameDurably(temporary, path)
}

/** Renames a file or a finished folder and fsyncs the folder that names it. */
async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncFolder(dirname(to))
  if (dirname(from) !== dirname(to)) await syncFolder(dirname(from))
}

/** Makes a folder and its missing parents and fsyncs the folder above the first new one, so that the names last. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true })
  if (first === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === first || made === dirname(made)) return
  }
}

/** A name no reader takes for the file itself, in the same folder, so that the rename stays on one disk. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
}

/** `no-space` for a full disk or quota; anything else unchanged. */
export function asNoSpace(cause: unknown, path: string, bytesNeeded?: number): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return cause
  const need = bytesNeeded === undefined ? '' : `, ${bytesNeeded} bytes needed`
  return new AppError('no-space', `No space left to write ${basename(path)}${need}`, {
    cause,
    hint: 'Free some space on the disk of the workspace and try again.',
    data: { path, ...(bytesNeeded === undefined ? {} : { bytesNeeded }) },
  })
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its rename is journalled by the file system.
  if (process.platform === 'win32') return
  await syncHandle(await open(path, 'r'))
}

async function syncHandle(handle: FileHandle): Promise<void> {
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
