import { distance } from 'fastest-levenshtein'
import type { Span } from './tree.ts'

/** A problem inside one expression; the file's line and column are found later from the span. */
export interface Trouble {
  readonly span: Span
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
  readonly suggestions?: readonly string[]
}

export interface Troubles {
  readonly list: Trouble[]
  readonly error: (span: Span, message: string, more?: { hint?: string; suggestions?: readonly string[] }) => null
  readonly warn: (span: Span, message: string, more?: { hint?: string; suggestions?: readonly string[] }) => void
}

/** Collects problems; `error` gives null so that a check can end with `return troubles.error(...)`. */
export function createTroubles(): Troubles {
  const list: Trouble[] = []
  return {
    list,
    error(span, message, more = {}) {
      list.push({ span, severity: 'error', message, ...more })
      return null
    },
    warn(span, message, more = {}) {
      list.push({ span, severity: 'warning', message, ...more })
    },
  }
}

/** At most three names within a third of the word's length in edits, nearest first. */
export function nearest(word: string, names: Iterable<string>): string[] {
  const lower = word.toLowerCase().slice(0, 40)
  const limit = Math.max(1, Math.floor(lower.length / 3) + (lower.length > 4 ? 1 : 0))
  const found: { name: string; edits: number }[] = []
  for (const name of new Set(names)) {
    const edits = distance(lower, name.toLowerCase())
    if (edits <= limit && edits < lower.length) found.push({ name, edits })
  }
  // Only the case differs: no other name is meant.
  const same = found.filter((f) => f.edits === 0)
  if (same.length > 0) return same.map((f) => f.name)
  found.sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
  return found.slice(0, 3).map((f) => f.name)
}

/** The `hint` and `suggestions` of an unknown name. */
export function didYouMean(word: string, names: Iterable<string>): { hint?: string; suggestions?: string[] } {
  const suggestions = nearest(word, names)
  return suggestions.length === 0 ? {} : { hint: `Did you mean ${suggestions.join(' or ')}?`, suggestions }
}
