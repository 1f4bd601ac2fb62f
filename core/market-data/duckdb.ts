import { mkdir } from 'node:fs/promises'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { AppError } from '../contract/errors.ts'

export interface DuckDbOptions {
  /** Memory the buffer manager may use; the process itself can reach about twice that. */
  readonly memoryMb: number
  readonly threads: number
  /** Folder for spilled intermediate results; made if absent. */
  readonly scratch: string
  /** Most bytes spilled to `scratch`, in MB. */
  readonly scratchMb?: number
}

export interface DuckDb {
  readonly instance: DuckDBInstance
  /** A connection in UTC. The caller closes it. */
  connect(): Promise<DuckDBConnection>
  close(): void
}

/**
 * Opens an in-memory DuckDB with bounded memory, threads and spill space, and no way to fetch or load an extension.
 * The native library is loaded on the first call, so importing this module costs nothing. Throws `unavailable`.
 */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  await mkdir(options.scratch, { recursive: true })
  const instance = await open(options)
  return {
    instance,
    async connect() {
      const connection = await instance.connect()
      await connection.run("set TimeZone = 'UTC'")
      return connection
    },
    close: () => instance.closeSync(),
  }
}

async function open({ memoryMb, threads, scratch, scratchMb = 16_384 }: DuckDbOptions): Promise<DuckDBInstance> {
  try {
    const { DuckDBInstance } = await import('@duckdb/node-api')
    return await DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryMb}MB`,
      threads: String(threads),
      temp_directory: scratch,
      max_temp_directory_size: `${scratchMb}MB`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      allow_persistent_secrets: 'false',
    })
  } catch (cause) {
    throw new AppError('unavailable', `The query engine did not start: ${messageOf(cause)}`, {
      cause,
      hint: 'Check that the folder for temporary files can be written, then run `sextant doctor`.',
      data: { scratch },
    })
  }
}

export interface DuckDbFailure {
  /** What was being done, as the start of a sentence: `GOOG 1d could not be written`. */
  readonly doing: string
  readonly signal?: AbortSignal | undefined
  /** Bytes the step would have needed on disk, where known. */
  readonly bytesNeeded?: number
}

/** Turns a native error into an AppError, once: an AppError passes unchanged. */
export function fromDuckDbError(cause: unknown, { doing, signal, bytesNeeded }: DuckDbFailure): AppError {
  if (cause instanceof AppError) return cause
  if (signal?.aborted) return new AppError('cancelled', `${doing}: cancelled`, { cause })
  const message = messageOf(cause)
  if (/no space left|disk full|max_temp_directory_size/i.test(message)) {
    return new AppError('no-space', `${doing}: no space left on the disk`, {
      cause,
      hint: 'Free some space on the disk of the workspace and try again.',
      data: bytesNeeded === undefined ? {} : { bytesNeeded },
    })
  }
  if (message.startsWith('Out of Memory Error')) {
    return new AppError('too-large', `${doing}: the step needs more memory than it may use`, {
      cause,
      hint: 'Work on a shorter range, or raise the memory limit in the settings.',
    })
  }
  return new AppError('internal', `${doing}: ${message}`, { cause })
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
