// Exponential averages. What is carried is the distance of the newest value from its average: it shrinks by `keep` with
// every bar and grows by the change of the value. Four bars are taken in one step, so that a bar does not have to wait
// for the one before; `smoothing.ts` beside the registry takes them one by one with the same additions.
import { endOf, pair, stateOf } from './block'

/** Where the average stands: the value before the block, its distance from its average, and the seed in the making. */
const before: usize = 0
const rest: usize = 8
const reference: usize = 16
const sum: usize = 24

/**
 * Average of `source`, whose first value is on row `begin` of the series, seeded by the mean of `n` values. `row` is the
 * series' row on which the block begins, a multiple of 4; `k` numbers the averages of one run. What is written before
 * the first average means nothing.
 */
export function smooth(rows: i32, row: i32, source: usize, to: usize, k: i32, keep: f64, n: i32, begin: i32): void {
  const state = stateOf(k)
  const seeded = begin + n - 1
  let i: isize = 0
  if (row <= seeded) {
    const last = min(rows - 1, ((seeded + 4) & ~3) - row - 1)
    for (let j = 0; j <= last; j++) oneByOne(state, row + j, source + (j << 3), to + (j << 3), keep, n, begin)
    i = endOf(last + 1)
  }
  if (i < endOf(rows)) inGroups(state, source, to, i, endOf(rows), keep)
}

function oneByOne(state: usize, row: i32, source: usize, to: usize, keep: f64, n: i32, begin: i32): void {
  const x = load<f64>(source)
  if (row < begin) return
  if (row == begin) {
    store<f64>(state, x, reference)
    store<f64>(state, 0, sum)
  }
  if (row < begin + n) {
    const total = load<f64>(state, sum) + (x - load<f64>(state, reference))
    store<f64>(state, total, sum)
    store<f64>(state, x - (load<f64>(state, reference) + total / <f64>n), rest)
  } else {
    store<f64>(state, keep * load<f64>(state, rest) + keep * (x - load<f64>(state, before)), rest)
  }
  store<f64>(state, x, before)
  store<f64>(to, x - load<f64>(state, rest))
}

// @ts-ignore: decorator
@inline
function inGroups(state: usize, source: usize, to: usize, begin: isize, end: isize, keep: f64): void {
  store<f64>(source + begin - 8, load<f64>(state, before))
  let last = v128.load_splat<f64>(state + rest)
  const all = f64x2.splat(keep)
  const late = f64x2.replace_lane(f64x2.splat(0), 1, keep)
  const square = keep * keep
  const cube = square * keep
  const low = f64x2.replace_lane(all, 1, square)
  const high = f64x2.replace_lane(f64x2.splat(cube), 1, cube * keep)
  for (let i = begin; i < end; i += pair * 2) {
    const x = v128.load(source + i)
    const y = v128.load(source + i, 16)
    const a = f64x2.mul(all, f64x2.sub(x, v128.load(source + i - 8)))
    const b = f64x2.mul(all, f64x2.sub(y, v128.load(source + i + 8)))
    const first = f64x2.add(a, f64x2.mul(late, v128.shuffle<u64>(a, a, 0, 0)))
    const own = f64x2.add(b, f64x2.mul(late, v128.shuffle<u64>(b, b, 0, 0)))
    const second = f64x2.add(own, f64x2.mul(low, v128.shuffle<u64>(first, first, 1, 1)))
    const r = f64x2.add(f64x2.mul(low, last), first)
    const s = f64x2.add(f64x2.mul(high, last), second)
    last = v128.shuffle<u64>(s, s, 1, 1)
    v128.store(to + i, f64x2.sub(x, r))
    v128.store(to + i, f64x2.sub(y, s), 16)
  }
  store<f64>(state, load<f64>(source + end - 8), before)
  store<f64>(state, f64x2.extract_lane(last, 0), rest)
}

/**
 * Wilder's running sum (Wilder 1978): the first `n` - 1 values behind row 0 are added up, from row `n` on the sum first
 * shrinks by `keep`. In groups of four like the averages.
 */
export function wilderSum(rows: i32, row: i32, source: usize, to: usize, k: i32, keep: f64, n: i32): void {
  const state = stateOf(k)
  if (row == 0) store<f64>(state, 0)
  let i: isize = 0
  if (row < n) {
    const last = min(rows - 1, ((n + 3) & ~3) - row - 1)
    let total = load<f64>(state)
    for (let j = 0; j <= last; j++) {
      if (row + j > 0) total = (row + j < n ? total : keep * total) + load<f64>(source + (j << 3))
      store<f64>(to + (j << 3), total)
    }
    store<f64>(state, total)
    i = endOf(last + 1)
  }
  const end = endOf(rows)
  let last = v128.load_splat<f64>(state)
  const late = f64x2.replace_lane(f64x2.splat(0), 1, keep)
  const square = keep * keep
  const cube = square * keep
  const low = f64x2.replace_lane(f64x2.splat(keep), 1, square)
  const high = f64x2.replace_lane(f64x2.splat(cube), 1, cube * keep)
  for (; i < end; i += pair * 2) {
    const a = v128.load(source + i)
    const b = v128.load(source + i, 16)
    const first = f64x2.add(a, f64x2.mul(late, v128.shuffle<u64>(a, a, 0, 0)))
    const own = f64x2.add(b, f64x2.mul(late, v128.shuffle<u64>(b, b, 0, 0)))
    const second = f64x2.add(own, f64x2.mul(low, v128.shuffle<u64>(first, first, 1, 1)))
    const s = f64x2.add(f64x2.mul(high, last), second)
    v128.store(to + i, f64x2.add(f64x2.mul(low, last), first))
    v128.store(to + i, s, 16)
    last = v128.shuffle<u64>(s, s, 1, 1)
  }
  store<f64>(state, f64x2.extract_lane(last, 0))
}
