/**
 * A statistic of one moment over the symbols that take part in it: fills `out` from the first `count` of `values`, both in
 * the order in which the symbols are listed. No value is missing; `count` is at least 1.
 */
export type CrossSection = (out: Float64Array, values: Float64Array, count: number, scalars: readonly number[]) => void

/** Place in ascending order as a share of the count, equal values sharing the mean of their places, as pandas `rank(pct=True)`. */
const rank: CrossSection = (out, values, count) => {
  const sorted = values.slice(0, count).sort()
  for (let i = 0; i < count; i++) {
    const below = firstNotBelow(sorted, values[i]!)
    let equal = 1
    while (sorted[below + equal] === values[i]!) equal += 1
    out[i] = (below + (equal + 1) / 2) / count
  }
}

function firstNotBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function total(values: Float64Array, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]!
  return sum
}

/** In sample standard deviations (n - 1), as `zscore`; missing where fewer than two values differ. */
const zscore: CrossSection = (out, values, count) => {
  const mean = total(values, count) / count
  let squares = 0
  let varies = false
  for (let i = 0; i < count; i++) {
    squares += (values[i]! - mean) ** 2
    if (values[i] !== values[0]) varies = true
  }
  const deviation = varies ? Math.sqrt(squares / (count - 1)) : Number.NaN
  for (let i = 0; i < count; i++) out[i] = (values[i]! - mean) / deviation
}

const demean: CrossSection = (out, values, count) => {
  const mean = total(values, count) / count
  for (let i = 0; i < count; i++) out[i] = values[i]! - mean
}

const mean: CrossSection = (out, values, count) => void out.fill(total(values, count) / count, 0, count)

const sum: CrossSection = (out, values, count) => void out.fill(total(values, count), 0, count)

/** 1 for the `k` highest; of equal values at the edge those listed first. */
const topk: CrossSection = (out, values, count, [k]) => {
  if (count <= k!) return void out.fill(1, 0, count)
  const edge = nthHighest(values.slice(0, count), k!)
  let places = k!
  for (let i = 0; i < count; i++) if (values[i]! > edge) places -= 1
  for (let i = 0; i < count; i++) {
    const chosen = values[i]! > edge || (values[i] === edge && places-- > 0)
    out[i] = chosen ? 1 : 0
  }
}

/** Hoare's selection; reorders `values`. */
function nthHighest(values: Float64Array, n: number): number {
  let left = 0
  let right = values.length - 1
  const wanted = n - 1
  while (left < right) {
    const pivot = values[(left + right) >>> 1]!
    let i = left
    let j = right
    while (i <= j) {
      while (values[i]! > pivot) i += 1
      while (values[j]! < pivot) j -= 1
      if (i > j) break
      const swapped = values[i]!
      values[i++] = values[j]!
      values[j--] = swapped
    }
    if (wanted <= j) right = j
    else if (wanted >= i) left = i
    else break
  }
  return values[wanted]!
}

export const crossSections = { rank, zscore, demean, mean, sum, topk } as const
