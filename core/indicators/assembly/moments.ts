// Variance, regression and correlation carried from row to row. Where digits would be lost they are taken afresh;
// `step-moments.ts` beside the registry makes the same additions bar by bar.
import { stateOf } from './block'

/** Share of the largest sum since the restart below which its rounding would show, and rows between restarts. */
const kept: f64 = 1e-4
const restart: i32 = 128

let reference: f64 = 0
let sum: f64 = 0
let squares: f64 = 0
let peak: f64 = 0
let left: i32 = 0

/** Population variance of the last `n` values from row `begin` of the series on; with `root` the standard deviation. */
export function variance(rows: i32, row: i32, source: usize, to: usize, k: i32, n: i32, begin: i32, root: i32): void {
  const state = stateOf(k)
  const span = <usize>n << 3
  reference = load<f64>(state)
  sum = load<f64>(state, 8)
  squares = load<f64>(state, 16)
  peak = load<f64>(state, 24)
  left = row == 0 ? 0 : load<i32>(state, 32)
  let i = max(0, begin + n - 1 - row)
  while (i < rows) {
    i = spreads(i, min(rows, i + left), source, to, span, 1 / <f64>n)
    if (i < rows) {
      store<f64>(to + (i << 3), spreadAfresh(source + (i << 3), n))
      i++
    }
  }
  store<f64>(state, reference)
  store<f64>(state, sum, 8)
  store<f64>(state, squares, 16)
  store<f64>(state, peak, 24)
  store<i32>(state, left, 32)
  if (root) {
    for (let j: usize = 0; j < <usize>rows << 3; j += 16) v128.store(to + j, f64x2.sqrt(v128.load(to + j)))
  }
}

/** Rows `from` to `end` by carrying the sums on; answers the first one that needs fresh ones. */
function spreads(from: i32, end: i32, source: usize, to: usize, span: usize, share: f64): i32 {
  const about = reference
  let total = sum
  let all = squares
  let most = peak
  let i = from
  for (; i < end; i++) {
    const incoming = load<f64>(source + (i << 3)) - about
    const outgoing = load<f64>(source + (i << 3) - span) - about
    total += incoming - outgoing
    all += incoming * incoming - outgoing * outgoing
    if (all > most) most = all
    const spread = all - total * total * share
    if (!(spread > most * kept)) break
    store<f64>(to + (i << 3), spread * share)
  }
  left -= i - from
  sum = total
  squares = all
  peak = most
  return i
}

/** From the window that ends at this address: about its mean, or exactly 0 where its values are all the same. */
function spreadAfresh(at: usize, n: i32): f64 {
  const share = 1 / <f64>n
  const start = at - (<usize>(n - 1) << 3)
  const oldest = load<f64>(start)
  left = max(n, restart) - 1
  sum = 0
  squares = 0
  peak = 0
  let j = start
  while (j <= at && load<f64>(j) == oldest) j += 8
  if (j > at) {
    reference = oldest
    return 0
  }
  let distance: f64 = 0
  for (j = start + 8; j <= at; j += 8) distance += load<f64>(j) - oldest
  reference = oldest + distance / <f64>n
  for (j = start; j <= at; j += 8) {
    const value = load<f64>(j) - reference
    sum += value
    squares += value * value
  }
  peak = squares
  return max<f64>(0, squares - sum * sum * share) * share
}

const reseedWindows: i32 = 32
const outweighed: f64 = 100

let total: f64 = 0
let weighted: f64 = 0
let size: f64 = 0
/** Rows that may be carried until the sums are taken afresh. */
let carry: i32 = 0

/**
 * Least-squares line through the last `n` values, `ahead` rows after the oldest of them; its slope where `sloped` is 1.
 */
export function regression(rows: i32, row: i32, source: usize, to: usize, n: i32, ahead: f64, sloped: i32): void {
  const count = <f64>n
  const sumOfBars = (count * (count - 1)) / 2
  const steepness = 12 / (count * count * (count * count - 1))
  if (row == 0) carry = 0
  let i = max(0, n - 1 - row)
  while (i < rows) {
    i = lines(i, min(rows, i + carry), source, to, n, ahead, sloped)
    if (i < rows) {
      sumsAfresh(source + (i << 3), n)
      store<f64>(to + (i << 3), lineOf(source + (i << 3), n, sumOfBars, steepness, 1 / count, total, weighted, ahead, sloped))
      i++
    }
  }
}

/** Rows `from` to `end` by carrying the sums on; answers the first one that needs fresh ones. */
function lines(from: i32, end: i32, source: usize, to: usize, n: i32, ahead: f64, sloped: i32): i32 {
  const count = <f64>n
  const span = <usize>n << 3
  const sumOfBars = (count * (count - 1)) / 2
  const steepness = 12 / (count * count * (count * count - 1))
  const share = 1 / count
  let sums = total
  let weights = weighted
  let sizes = size
  let i = from
  for (; i < end; i++) {
    const at = source + (i << 3)
    const incoming = load<f64>(at)
    const outgoing = load<f64>(at - span)
    weights = weights + sums - count * outgoing
    sums = sums - outgoing + incoming
    sizes = sizes - abs(outgoing) + abs(incoming)
    if (abs(count * outgoing) > outweighed * sizes) break
    store<f64>(to + (i << 3), lineOf(at, n, sumOfBars, steepness, share, sums, weights, ahead, sloped))
  }
  carry -= i - from
  total = sums
  weighted = weights
  size = sizes
  return i
}

function sumsAfresh(at: usize, n: i32): void {
  carry = reseedWindows * n - 1
  total = 0
  weighted = 0
  size = 0
  for (let age = n - 1; age >= 0; age--) {
    const value = load<f64>(at - (<usize>age << 3))
    total += value
    weighted += <f64>age * value
    size += abs(value)
  }
}

// @ts-ignore: decorator
@inline
function lineOf(
  at: usize, n: i32, sumOfBars: f64, steepness: f64, share: f64, sums: f64, weights: f64, ahead: f64, sloped: i32,
): f64 {
  const newest = load<f64>(at)
  if (newest == load<f64>(at - (<usize>(n - 1) << 3)) && isStill(at, n)) return sloped ? 0 : newest
  // Weights count back from the newest bar, so the slope comes out with its sign turned.
  const tilt = (sumOfBars * sums - <f64>n * weights) * steepness
  return sloped ? tilt : (sums - tilt * sumOfBars) * share + tilt * ahead
}

/** Whether the last `n` values are all the same. */
function isStill(at: usize, n: i32): bool {
  const newest = load<f64>(at)
  for (let age = 1; age < n; age++) if (load<f64>(at - (<usize>age << 3)) != newest) return false
  return true
}
