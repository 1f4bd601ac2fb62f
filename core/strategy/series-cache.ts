import type { Bars } from '../market-data/bars.ts'
import type { Column } from './kernels/column.ts'

/**
 * Columns that are the same for many parameter sets, by the bars they were computed on and the canonical text of what
 * was computed. Holds at most `maxBytes`; the longest unused go first. The columns are shared: nobody writes to them.
 */
export interface SeriesCache {
  readonly get: (bars: Bars, key: string) => readonly Column[] | undefined
  readonly set: (bars: Bars, key: string, columns: readonly Column[]) => void
  readonly clear: () => void
  readonly bytes: () => number
}

interface Entry {
  readonly columns: readonly Column[]
  readonly bytes: number
  used: number
}

export function createSeriesCache(maxBytes = 256 * 2 ** 20): SeriesCache {
  const entries = new Map<string, Entry>()
  const numbers = new WeakMap<Bars, number>()
  let numbered = 0
  let clock = 0
  let bytes = 0

  function prefix(bars: Bars): number {
    let number = numbers.get(bars)
    if (number === undefined) {
      number = ++numbered
      numbers.set(bars, number)
    }
    return number
  }

  /** Drops the longest unused until a quarter is free, so that the sort is paid rarely. */
  function shrink(): void {
    for (const [key, entry] of [...entries].sort((a, b) => a[1].used - b[1].used)) {
      if (bytes <= maxBytes * 0.75) break
      entries.delete(key)
      bytes -= entry.bytes
    }
  }

  return {
    get(bars, key) {
      const entry = entries.get(`${prefix(bars)} ${key}`)
      if (entry === undefined) return undefined
      entry.used = ++clock
      return entry.columns
    },
    set(bars, key, columns) {
      const name = `${prefix(bars)} ${key}`
      const size = columns.reduce((sum, column) => sum + column.byteLength, 0) + 2 * name.length
      if (size > maxBytes) return
      bytes += size - (entries.get(name)?.bytes ?? 0)
      entries.set(name, { columns, bytes: size, used: ++clock })
      if (bytes > maxBytes) shrink()
    },
    clear() {
      entries.clear()
      bytes = 0
    },
    bytes: () => bytes,
  }
}
