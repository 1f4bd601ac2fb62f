import type { Manifest } from '../catalog/manifest.ts'
import type { Spell } from '../contract/universe.ts'
import { AppError } from '../contract/errors.ts'
import type { StoredUniverse } from '../market-data/universes.ts'
import type { SeriesRef } from '../market-data/port.ts'

interface Wanted {
  readonly timeframe?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export interface UniverseSeries {
  readonly series: readonly SeriesRef[]
  /** When each series is a member, in the same order. */
  readonly spells: readonly (readonly Spell[])[]
  /** Members of the period that are not stored, or have no bars in it. */
  readonly missing: readonly string[]
  /** What the reader of a result must know, in sentences. */
  readonly notes: readonly string[]
}

const named = 12

/** The stored series of all symbols that are members in the period of a run. Throws `not-found` where there is none. */
export function universeSeries(universe: StoredUniverse, manifest: Manifest, wanted: Wanted): UniverseSeries {
  const { timeframe, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = wanted
  const stored = new Set(manifest.stored().map(({ symbol }) => symbol))
  const found: { ref: SeriesRef; spells: readonly Spell[] }[] = []
  const missing: string[] = []
  for (const { symbol, spells } of universe.members) {
    if (!spells.some((spell) => spell.from <= to && (spell.to ?? Number.POSITIVE_INFINITY) > from)) continue
    const ref = stored.has(symbol) ? seriesOf(symbol) : null
    if (ref?.partitions.some((part) => part.from <= to && part.to >= from)) found.push({ ref, spells })
    else missing.push(symbol)
  }
  if (found.length === 0)
    throw new AppError(
      'not-found',
      `none of the ${universe.symbols} symbols of ${universe.name} is stored with bars in that period`,
      {
        hint: 'Import their prices under the names that the universe uses: sextant data import FILE... --symbol SYMBOL.',
        data: { missing },
      },
    )
  return {
    series: found.map(({ ref }) => ref),
    spells: found.map(({ spells }) => spells),
    missing,
    notes: missing.length === 0 ? [] : [noteOf(universe, missing)],
  }

  function seriesOf(symbol: string): SeriesRef | null {
    try {
      return manifest.find(symbol, timeframe)
    } catch (error) {
      if (error instanceof AppError && error.code === 'not-found') return null
      throw error
    }
  }
}

function noteOf({ name, symbols }: StoredUniverse, missing: readonly string[]): string {
  const more = missing.length > named ? ` and ${missing.length - named} more` : ''
  const list = `${missing.slice(0, named).join(', ')}${more}`
  return `${missing.length} of the ${symbols} symbols of ${name} have no stored bars in the period: ${list}. Without those that failed, a result looks better than it was.`
}
