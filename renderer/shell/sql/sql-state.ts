import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { AppError } from '../../../core/contract/errors.ts'
import type { SqlResult } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'
import { openDrawer } from '../frame.ts'

interface SqlState {
  text: string
  /** Statements that ran, newest first. */
  history: string[]
  running: AbortController | null
  result: SqlResult | null
  error: AppError | null
}

const mostHistory = 50

/** The console's text outlives the drawer and the session; the result only the drawer. */
export const useSql = create<SqlState>()(
  persist((): SqlState => ({ text: '', history: [], running: null, result: null, error: null }), {
    name: 'sextant.sql',
    version: 1,
    partialize: ({ text, history }) => ({ text, history }),
  }),
)

/** Opens the console, with a statement where one is given and nothing would be lost. */
export function openSql(text?: string): void {
  openDrawer('sql')
  if (text !== undefined) useSql.setState({ text })
}

/** Runs the text; a run already under way is cancelled. */
export async function runSql(query: string): Promise<void> {
  const statement = query.trim()
  if (statement === '') return
  useSql.getState().running?.abort()
  const running = new AbortController()
  useSql.setState(({ history }) => ({
    running,
    error: null,
    history: [statement, ...history.filter((past) => past !== statement)].slice(0, mostHistory),
  }))
  try {
    const result = await client.data.sql({ query: statement }, { signal: running.signal })
    if (useSql.getState().running === running) useSql.setState({ result, running: null })
  } catch (error) {
    if (useSql.getState().running === running)
      useSql.setState({ error: toAppError(error, running.signal), running: null })
  }
}

export function cancelSql(): void {
  useSql.getState().running?.abort()
}
