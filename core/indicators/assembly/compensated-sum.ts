// Sums of the last n values that are no whole ticks: what an addition rounds away is found without a branch (Knuth's
// two-sum) and kept beside the sum (Neumaier 1974). Each n bars a sum starts afresh, so that a value is forgotten.
import { endOf, in0, out0, row } from './block'

let sum: f64 = 0
let lost: f64 = 0
/** Rows since the last fresh start that was due. */
let age: i32 = 0

/** What the sum of `a` and `b`, rounded to `total`, leaves out. */
// @ts-ignore: decorator
@inline
function rest(a: f64, b: f64, total: f64): f64 {
  const seen = total - a
  return a - (total - seen) + (b - seen)
}

/** Sums over `divisor`; `phase` is how many rows before the first one to write a fresh start was due. */
export function compensatedSum(rows: i32, first: i32, n: i32, phase: i32, divisor: f64): void {
  let total = sum
  let left = lost
  let at = first ? phase : age
  const end = endOf(rows)
  const window = <isize>n << 3
  for (let i: isize = 0; i < end; i += row) {
    let isFresh = at == 0 || (first && i == 0)
    if (!isFresh) {
      const incoming = load<f64>(in0 + i)
      const grown = total + incoming
      const outgoing = -load<f64>(in0 + i - window)
      const moved = grown + outgoing
      left += rest(total, incoming, grown)
      left += rest(grown, outgoing, moved)
      total = moved
      // A sum that met NaN or overflow starts again, so that it spoils only the windows that hold the value.
      isFresh = total + left - (total + left) != 0
    }
    if (isFresh) {
      total = 0
      left = 0
      for (let j = i - window + row; j <= i; j += row) {
        const value = load<f64>(in0 + j)
        const grown = total + value
        left += rest(total, value, grown)
        total = grown
      }
    }
    store<f64>(out0 + i, (total + left) / divisor)
    at = at + 1 == n ? 0 : at + 1
  }
  sum = total
  lost = left
  age = at
}
