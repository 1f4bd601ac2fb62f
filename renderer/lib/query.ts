import { useCallback, useEffect } from 'react'
import { create } from 'zustand'
import type { AppError } from '../../core/contract/errors.ts'
import { toAppError } from './errors.ts'

interface Entry {
  data: unknown
  error: AppError | null
  loading: boolean
  /** Set by `invalidate`; the next reader loads again and shows the old data meanwhile. */
  old: boolean
}

const useEntries = create<{ entries: Record<string, Entry> }>()(() => ({ entries: {} }))
const running = new Map<string, Promise<void>>()
const blank: Entry = { data: undefined, error: null, loading: true, old: true }

export interface Query<T> {
  data: T | undefined
  error: AppError | null
  /** True on every load; with `data` present the old answer stays on screen. */
  loading: boolean
  reload: () => void
}

/**
 * The answer of a call, shared between all readers of `key` and loaded again after `invalidate(prefix)`.
 * A null key loads nothing. `load` must depend on nothing but what the key names.
 */
export function useQuery<T>(key: string | null, load: () => Promise<T>): Query<T> {
  const entry = useEntries((state) => (key === null ? undefined : state.entries[key]))
  const old = entry?.old ?? true
  useEffect(() => {
    if (key !== null && old) void fetchInto(key, load)
    // `load` is a new closure on every render; the key names what it reads.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, old])
  const reload = useCallback(() => {
    if (key !== null) invalidate(key)
  }, [key])
  const shown = entry ?? blank
  // The store is untyped by design: one key is only ever written by its own `load`.
  return { data: shown.data as T | undefined, error: shown.error, loading: key !== null && shown.loading, reload }
}

async function fetchInto(key: string, load: () => Promise<unknown>): Promise<void> {
  if (running.has(key)) return running.get(key)
  const task = (async () => {
    // Again where the answer was marked old while it was on its way.
    do {
      patch(key, { loading: true, old: false })
      try {
        patch(key, { data: await load(), error: null, loading: false })
      } catch (error) {
        patch(key, { error: toAppError(error), loading: false })
      }
    } while (useEntries.getState().entries[key]?.old === true)
  })()
  running.set(key, task)
  await task.finally(() => running.delete(key))
}

/** Marks every answer whose key starts with `prefix` as old. Keys read `area/call/arguments`. */
export function invalidate(prefix: string): void {
  useEntries.setState(({ entries }) => {
    const next = { ...entries }
    for (const [key, entry] of Object.entries(entries)) {
      if (key.startsWith(prefix)) next[key] = { ...entry, old: true }
    }
    return { entries: next }
  })
}

function patch(key: string, change: Partial<Entry>): void {
  useEntries.setState(({ entries }) => ({ entries: { ...entries, [key]: { ...(entries[key] ?? blank), ...change } } }))
}
