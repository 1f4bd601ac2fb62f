export type SortValue = string | number | boolean | null

const collator = new Intl.Collator('en', { numeric: true })
/** Above this many different texts, comparing by code unit keeps the window responsive. */
const mostCollated = 20_000

/**
 * Indices of the rows in the order asked: missing values last both ways, equal ones in the order of the data.
 * Counting by rank instead of comparing row by row, so that 100,000 rows stay below one frame budget or two.
 */
export function sortOrder(values: readonly SortValue[], descending: boolean): Uint32Array {
  const ranks = values.every((value) => value === null || typeof value !== 'string')
    ? numberRanks(values)
    : textRanks(values)
  return byRank(ranks, descending)
}

interface Ranks {
  /** Rank of each value; -1 where it is missing. */
  of: Int32Array
  count: number
}

// Plain loops over typed arrays: iterators and mappers cost several times as much at this size.
function numberRanks(values: readonly SortValue[]): Ranks {
  const keys = new Float64Array(values.length)
  for (let at = 0; at < keys.length; at += 1) {
    const value = values[at]
    keys[at] = value === null ? Number.NaN : Number(value)
  }
  // Sorts NaN to the end.
  const unique = keys.slice().sort()
  let count = 0
  for (let at = 0; at < unique.length; at += 1) {
    const key = unique[at] ?? 0
    if (Number.isNaN(key)) break
    if (count === 0 || key !== unique[count - 1]) unique[count++] = key
  }
  const of = new Int32Array(keys.length)
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? 0
    of[at] = Number.isNaN(key) ? -1 : place(unique, count, key)
  }
  return { of, count }
}

/** Where a key that is present stands among the first `count` ascending ones. */
function place(unique: Float64Array, count: number, key: number): number {
  let low = 0
  let high = count - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((unique[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low
}

function textRanks(values: readonly SortValue[]): Ranks {
  const unique = [...new Set(values.filter((value) => value !== null).map(String))]
  unique.sort(unique.length > mostCollated ? undefined : collator.compare)
  const rank = new Map(unique.map((text, index) => [text, index]))
  return {
    of: Int32Array.from(values, (value) => (value === null ? -1 : (rank.get(String(value)) ?? -1))),
    count: unique.length,
  }
}

function byRank({ of: ranks, count }: Ranks, descending: boolean): Uint32Array {
  const bucket = (rank: number): number => (rank === -1 ? count : descending ? count - 1 - rank : rank)
  const next = new Uint32Array(count + 2)
  for (let at = 0; at < ranks.length; at += 1) {
    const slot = bucket(ranks[at] ?? -1) + 1
    next[slot] = (next[slot] ?? 0) + 1
  }
  for (let at = 1; at < next.length; at += 1) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0)
  const order = new Uint32Array(ranks.length)
  for (let at = 0; at < ranks.length; at += 1) {
    const slot = bucket(ranks[at] ?? -1)
    const place = next[slot] ?? 0
    order[place] = at
    next[slot] = place + 1
  }
  return order
}
