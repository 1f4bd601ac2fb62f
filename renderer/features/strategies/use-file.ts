import { useCallback, useEffect, useState } from 'react'
import type { AppError } from '../../../core/contract/errors.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'

interface Stored {
  readonly text: string
  readonly hash: string
  readonly updatedAt: number
}
interface Draft {
  readonly text: string
  readonly base: string
}

const keyOf = (file: string) => `sextant.draft.${file}`

/**
 * A strategy file and the text being written over it. The draft is kept in this browser with every change, so that a
 * crash loses nothing; saving refuses where the file has changed underneath and leaves both texts to choose from.
 */
export function useFile(file: string) {
  const [stored, setStored] = useState<Stored | null>(null)
  const [text, setTextState] = useState<string | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [theirs, setTheirs] = useState<Stored | null>(null)
  const [saving, setSaving] = useState(false)

  const load = useCallback(() => {
    client.strategy.read({ file }).then(
      (read) => {
        const draft = readDraft(file)
        setStored(read)
        setTextState(draft?.text ?? read.text)
        // A draft begun on another text than the stored one is a conflict from the start.
        if (draft && draft.base !== read.hash && draft.text !== read.text) setTheirs(read)
      },
      (failure: unknown) => setError(toAppError(failure)),
    )
  }, [file])
  useEffect(load, [load])

  const setText = useCallback(
    (next: string) => {
      setTextState(next)
      if (stored && next !== stored.text)
        localStorage.setItem(keyOf(file), JSON.stringify({ text: next, base: stored.hash } satisfies Draft))
      else localStorage.removeItem(keyOf(file))
    },
    [file, stored],
  )

  /** `over`: the hash that may be replaced; the one last read unless said otherwise. */
  const save = useCallback(
    async (over?: string): Promise<boolean> => {
      if (text === null || stored === null) return false
      setSaving(true)
      try {
        const { hash } = await client.strategy.save({ file, text, expected: over ?? stored.hash })
        setStored({ text, hash, updatedAt: Date.now() })
        setTheirs(null)
        localStorage.removeItem(keyOf(file))
        return true
      } catch (failure) {
        const known = toAppError(failure)
        if (known.code !== 'conflict') throw known
        setTheirs(await client.strategy.read({ file }))
        return false
      } finally {
        setSaving(false)
      }
    },
    [file, stored, text],
  )

  const takeTheirs = useCallback(() => {
    if (!theirs) return
    setStored(theirs)
    setTextState(theirs.text)
    setTheirs(null)
    localStorage.removeItem(keyOf(file))
  }, [file, theirs])

  const dirty = stored !== null && text !== null && text !== stored.text
  return {
    text,
    stored,
    error,
    dirty,
    saving,
    theirs,
    setText,
    save,
    load,
    takeTheirs,
    closeConflict: () => setTheirs(null),
  }
}

function readDraft(file: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(keyOf(file)) ?? 'null')
    if (typeof draft !== 'object' || draft === null || !('text' in draft) || !('base' in draft)) return null
    return typeof draft.text === 'string' && typeof draft.base === 'string'
      ? { text: draft.text, base: draft.base }
      : null
  } catch {
    return null
  }
}
