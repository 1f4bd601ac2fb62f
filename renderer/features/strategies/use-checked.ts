import { useEffect, useRef, useState } from 'react'
import type { AppError } from '../../../core/contract/errors.ts'
import type { CheckedStrategy } from '../../../core/contract/strategy.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'

export interface Checked {
  /** Of the text as it is now; null until the first answer. */
  readonly now: CheckedStrategy | null
  /** The last text that parsed, which signals and parameters go on showing. */
  readonly good: { readonly text: string; readonly checked: CheckedStrategy } | null
  /** The text has changed since `now`. */
  readonly pending: boolean
  readonly error: AppError | null
}

/** Checks the text a quarter of a second after the last key; an answer to an older text is dropped. */
export function useChecked(text: string | null, path: string): Checked {
  const [state, setState] = useState<Omit<Checked, 'pending'> & { readonly text: string | null }>({
    now: null,
    good: null,
    error: null,
    text: null,
  })
  const first = useRef(true)
  useEffect(() => {
    if (text === null) return undefined
    let current = true
    const timer = setTimeout(
      () => {
        client.strategy.check({ text, path }).then(
          (now) => {
            if (current)
              setState((old) => ({ now, text, error: null, good: now.ok ? { text, checked: now } : old.good }))
          },
          (error: unknown) => {
            if (current) setState((old) => ({ ...old, text, error: toAppError(error) }))
          },
        )
      },
      first.current ? 0 : 250,
    )
    first.current = false
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, path])
  return { now: state.now, good: state.good, error: state.error, pending: state.text !== text }
}
