// Means of a bar's prices. Sums of decimal prices are turned into whole ticks and divided once, so that two bars with
// equal means have the same double; `price-means.ts` beside the registry says how, bar by bar.
import { endOf, in0, in1, in2, in3, out0, out1, out2, out3, pair, row } from './block'
import { all, exactSum, half, quarter, rounder, rounding } from './constants'

/** Ticks a unit that the sums so far are whole in; 0 from the first one on that is not decimal. */
let scale: f64 = 1

function isWhole(sum: f64, ticks: f64): bool {
  const product = sum * ticks
  return abs(product - nearest(product)) <= abs(product) * load<f64>(rounding) && abs(product) < load<f64>(exactSum)
}

/** The quotient of a sum that may need a finer scale. */
function quotient(sum: f64, total: f64): f64 {
  if (scale > 0 && !isWhole(sum, scale)) {
    while (scale <= 1e8 && !isWhole(sum, scale)) scale *= 10
    if (scale > 1e8) scale = 0
  }
  return scale > 0 ? nearest(sum * scale) / (total * scale) : sum / total
}

// Which prices are added up.
const median = 0
const typical = 1
const weighted = 2
const average = 3

// @ts-ignore: decorator
@inline
function sumOf(i: isize, kind: i32): v128 {
  const two = f64x2.add(v128.load(in0 + i), v128.load(in1 + i))
  if (kind == median) return two
  const third = v128.load(in2 + i)
  if (kind == typical) return f64x2.add(two, third)
  if (kind == weighted) return f64x2.add(two, f64x2.add(third, third))
  return f64x2.add(f64x2.add(two, third), v128.load(in3 + i))
}

/** Writes the quotients of sums that are whole at this scale; answers whether all were. */
// @ts-ignore: decorator
@inline
function divideWhole(end: isize, kind: i32, total: f64): bool {
  const scales = f64x2.splat(scale)
  const divisor = f64x2.splat(total * scale)
  let whole = i64x2.splat(-1)
  for (let i: isize = 0; i < end; i += pair) {
    const exact = f64x2.mul(sumOf(i, kind), scales)
    const size = f64x2.abs(exact)
    const ticks = f64x2.sub(f64x2.add(exact, all(rounder)), all(rounder))
    whole = v128.and(whole, f64x2.le(f64x2.abs(f64x2.sub(exact, ticks)), f64x2.mul(size, all(rounding))))
    whole = v128.and(whole, f64x2.lt(size, all(exactSum)))
    v128.store(out0 + i, f64x2.div(ticks, divisor))
  }
  return i64x2.all_true(whole)
}

// @ts-ignore: decorator
@inline
function divide(rows: i32, first: i32, kind: i32, total: f64): void {
  if (first) scale = 1
  const end = endOf(rows)
  if (scale > 0 && divideWhole(end, kind, total)) return
  for (let i: isize = 0; i < end; i += pair) {
    const sums = sumOf(i, kind)
    if (scale > 0) {
      v128.store(out0 + i, sums)
      store<f64>(out0 + i, quotient(load<f64>(out0 + i), total))
      store<f64>(out0 + i + row, quotient(load<f64>(out0 + i + row), total))
    } else {
      v128.store(out0 + i, f64x2.div(sums, f64x2.splat(total)))
    }
  }
}

/** Middle of high and low. */
export function medianPrice(rows: i32, first: i32): void {
  divide(rows, first, median, 2)
}

/** Mean of high, low and close. */
export function typicalPrice(rows: i32, first: i32): void {
  divide(rows, first, typical, 3)
}

/** Mean of high, low and twice the close. */
export function weightedClose(rows: i32, first: i32): void {
  divide(rows, first, weighted, 4)
}

/** Mean of open, high, low and close. */
export function averagePrice(rows: i32, first: i32): void {
  divide(rows, first, average, 4)
}

/** Opens of the last pair of candles. */
let lastOpens: v128 = i64x2.splat(0)

/**
 * Heikin-Ashi candles of open, high, low and close. An open is the middle of the candle before it; from the third bar on it
 * is worked out of the candle before that one, so that the bars of a pair need not wait for each other.
 */
export function heikinAshi(rows: i32, first: i32): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const sides = f64x2.add(f64x2.add(v128.load(in0 + i), v128.load(in1 + i)), v128.load(in2 + i))
    v128.store(out3 + i, f64x2.mul(f64x2.add(sides, v128.load(in3 + i)), all(quarter)))
  }
  let opens = lastOpens
  for (let i: isize = 0; i < end; i += pair) {
    const between = f64x2.mul(v128.load(out3 + i - row), all(half))
    const rest = f64x2.add(f64x2.mul(v128.load(out3 + i - pair), all(quarter)), between)
    opens = f64x2.add(f64x2.mul(opens, all(quarter)), rest)
    if (first && i == 0) {
      const open = (load<f64>(in0) + load<f64>(in3)) * 0.5
      opens = f64x2.replace_lane(f64x2.splat(open), 1, (open + load<f64>(out3)) * 0.5)
    }
    const closes = v128.load(out3 + i)
    v128.store(out0 + i, opens)
    v128.store(out1 + i, f64x2.max(f64x2.max(v128.load(in1 + i), opens), closes))
    v128.store(out2 + i, f64x2.min(f64x2.min(v128.load(in2 + i), opens), closes))
  }
  lastOpens = opens
  // The next block looks for them before its first row.
  v128.store(out3 - pair, v128.load(out3 + end - pair))
}
