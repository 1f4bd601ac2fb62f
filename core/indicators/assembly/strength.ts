// Wilder's averages of gains and of losses, one in each half of a register, turned into one number.
import { endOf, pair, stateOf } from './block'

/** Twice the gain and twice the loss against the value before: shares of both are the same. */
// @ts-ignore: decorator
@inline
function moves(source: usize): v128 {
  const change = v128.load_splat<f64>(source)
  const before = v128.load_splat<f64>(source - 8)
  const moved = f64x2.sub(change, before)
  return f64x2.add(f64x2.abs(moved), v128.xor(moved, i64x2.replace_lane(i64x2.splat(0), 1, i64.MIN_VALUE)))
}

/** Gain, or with `signed` gain minus loss, in per cent of gain and loss of two rows; 0 where both are 0. */
// @ts-ignore: decorator
@inline
function shares(a: v128, b: v128, signed: bool): v128 {
  const gain = v128.shuffle<u64>(a, b, 0, 2)
  const loss = v128.shuffle<u64>(a, b, 1, 3)
  const way = f64x2.add(gain, loss)
  const part = f64x2.div(signed ? f64x2.sub(gain, loss) : gain, way)
  return v128.andnot(f64x2.mul(f64x2.splat(100), part), f64x2.eq(way, f64x2.splat(0)))
}

// @ts-ignore: decorator
@inline
function strength(rows: i32, row: i32, source: usize, to: usize, n: i32, keep: f64, signed: bool): void {
  const state = stateOf(0)
  if (row == 0) v128.store(state, f64x2.splat(0))
  const end = endOf(rows)
  let last = v128.load(state)
  let i: isize = 0
  if (row <= n) {
    const until = endOf(min(rows, ((n + 4) & ~3) - row))
    for (; i < until; i += 8) {
      const at = row + <i32>(i >> 3)
      if (at > 0) last = f64x2.add(at <= n ? last : f64x2.mul(f64x2.splat(keep), last), moves(source + i))
      store<f64>(to + i, f64x2.extract_lane(shares(last, last, signed), 0))
    }
  }
  const one = f64x2.splat(keep)
  const two = f64x2.mul(one, one)
  const three = f64x2.mul(two, one)
  const four = f64x2.mul(three, one)
  for (; i < end; i += pair * 2) {
    const a = moves(source + i)
    const b = f64x2.add(f64x2.mul(one, a), moves(source + i + 8))
    const c = f64x2.add(f64x2.mul(one, b), moves(source + i + 16))
    const d = f64x2.add(f64x2.mul(one, c), moves(source + i + 24))
    const first = f64x2.add(f64x2.mul(one, last), a)
    const second = f64x2.add(f64x2.mul(two, last), b)
    const third = f64x2.add(f64x2.mul(three, last), c)
    last = f64x2.add(f64x2.mul(four, last), d)
    v128.store(to + i, shares(first, second, signed))
    v128.store(to + i, shares(third, last, signed), 16)
  }
  v128.store(state, last)
}

export function gainShare(rows: i32, row: i32, source: usize, to: usize, n: i32, keep: f64): void {
  strength(rows, row, source, to, n, keep, false)
}

export function gainBalance(rows: i32, row: i32, source: usize, to: usize, n: i32, keep: f64): void {
  strength(rows, row, source, to, n, keep, true)
}
