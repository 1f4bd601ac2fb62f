import { useEffect, useState } from 'react'
import type { Client } from '../../../core/contract/index.ts'
import type { AppError } from '../../../core/contract/errors.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'

export type Signals = Awaited<ReturnType<Client['strategy']['signals']>>
export type Explained = Awaited<ReturnType<Client['strategy']['explain']>>

interface Answer<T> {
  readonly data: T | null
  readonly error: AppError | null
  readonly loading: boolean
}

/** Asks again when `key` changes, after a pause, and keeps the last answer on screen meanwhile. A null key asks nothing. */
function useAnswer<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>, pause: number): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ data: null, error: null, loading: false })
  useEffect(() => {
    if (key === null) return undefined
    const abort = new AbortController()
    setAnswer((old) => ({ ...old, loading: true }))
    const timer = setTimeout(() => {
      ask(abort.signal).then(
        (data) => {
          if (!abort.signal.aborted) setAnswer({ data, error: null, loading: false })
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setAnswer((old) => ({ ...old, error: toAppError(error), loading: false }))
        },
      )
    }, pause)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
    // oxlint-disable-next-line react/exhaustive-deps -- the key names everything `ask` reads
  }, [key])
  return answer
}

export interface Target {
  readonly text: string
  readonly symbol: string
  readonly timeframe: string
  readonly params: Record<string, number>
}

export function useSignals(target: Target | null, from: number | null): Answer<Signals> {
  const key = target === null ? null : JSON.stringify([target, from])
  return useAnswer(
    key,
    (signal) => client.strategy.signals({ ...target!, points: 800, ...(from === null ? {} : { from }) }, { signal }),
    150,
  )
}

export function useExplained(target: Target | null, ts: number | null): Answer<Explained> {
  const key = target === null || ts === null ? null : JSON.stringify([target, ts])
  return useAnswer(key, (signal) => client.strategy.explain({ ...target!, ts: ts! }, { signal }), 150)
}
