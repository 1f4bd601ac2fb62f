import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../contract/errors.ts'

export interface Query {
  run: (sql: string) => Promise<void>
  /** Rows as JavaScript values; BIGINTs arrive as bigint. */
  rows: (sql: string) => Promise<readonly (readonly unknown[])[]>
  /** The first row's numbers. */
  numbers: (sql: string) => Promise<number[]>
}

/** Statements on one connection that stop within a moment once the signal fires. Throws `cancelled`, `no-space`. */
export function queryOn(connection: DuckDBConnection, signal: AbortSignal): Query {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw cancelled()
    const stop = () => connection.interrupt()
    signal.addEventListener('abort', stop)
    // An interrupt that arrives before the statement has started is lost, so it is repeated.
    const repeat = setInterval(() => signal.aborted && connection.interrupt(), 100)
    try {
      return await work()
    } catch (cause) {
      if (signal.aborted) throw cancelled(cause)
      const message = cause instanceof Error ? cause.message : String(cause)
      if (/max_temp_directory_size|No space left|Out of Memory/i.test(message)) {
        throw new AppError(
          'no-space',
          `There is not enough memory or temporary space to read the file (${message.split('\n')[0]}).`,
          { cause, hint: 'Free some disk space, or split the file.' },
        )
      }
      throw cause
    } finally {
      clearInterval(repeat)
      signal.removeEventListener('abort', stop)
    }
  }
  const rows = (sql: string) => guarded(async () => (await connection.runAndReadAll(sql)).getRows() as unknown[][])
  return {
    run: (sql) => guarded(async () => void (await connection.run(sql))),
    rows,
    numbers: async (sql) => ((await rows(sql))[0] ?? []).map((value) => (value === null ? Number.NaN : Number(value))),
  }
}

function cancelled(cause?: unknown): AppError {
  return new AppError('cancelled', 'Reading the file was cancelled.', { cause })
}
