import type { Bars } from '../bars.ts'

/** The series last used, up to a number of bytes; two callers of one series share one load. */
export interface BarsCache {
  get(key: string, load: () => Promise<Bars>): Promise<Bars>
}

export function createBarsCache(maxBytes: number): BarsCache {
  const entries = new Map<string, { bars: Promise<Bars>; bytes: number }>()
  let total = 0

  const drop = (key: string) => {
    total -= entries.get(key)?.bytes ?? 0
    entries.delete(key)
  }

  return {
    async get(key, load) {
      const known = entries.get(key)
      if (known !== undefined) {
        // A map keeps the order of insertion: the first key is the one unused for longest.
        entries.delete(key)
        entries.set(key, known)
        return known.bars
      }
      const entry = { bars: load(), bytes: 0 }
      entries.set(key, entry)
      try {
        const bars = await entry.bars
        entry.bytes = bars.rows * 6 * Float64Array.BYTES_PER_ELEMENT
        total += entry.bytes
        for (const oldest of entries.keys()) {
          if (total <= maxBytes || oldest === key) break
          drop(oldest)
        }
        return bars
      } catch (cause) {
        drop(key)
        throw cause
      }
    },
  }
}
