// J. F. Ehlers's homodyne discriminator and what is made of it; `step-hilbert.ts` beside the registry has the same bar by
// bar. Rows before `begin` are 0.
import { stateOf } from './block'

const outer: f64 = 0.0962
const inner: f64 = 0.5769
const degrees: f64 = 180 / Math.PI
const radians: f64 = Math.PI / 180
/** Rows of history that the columns are 0 on before the first, and are kept from block to block. */
const past: usize = 64

/** Hilbert transform over seven bars. */
// @ts-ignore: decorator
@inline
function transform(at: usize): f64 {
  return outer * (load<f64>(at) - load<f64>(at - 48)) + inner * (load<f64>(at - 16) - load<f64>(at - 32))
}

// @ts-ignore: decorator
@inline
function keepPast(rows: i32, column: usize): void {
  memory.copy(column - (past << 3), column + (<usize>rows << 3) - (past << 3), past << 3)
}

// @ts-ignore: decorator
@inline
function silence(rows: i32, row: i32, column: usize, begin: i32): void {
  if (row == 0) memory.fill(column - (past << 3), 0, past << 3)
  if (row < begin) memory.fill(column, 0, <usize>min(rows, begin - row) << 3)
}

export function discriminate(
  rows: i32, row: i32, x: usize, smooth: usize, detrender: usize, quadrature: usize, inPhase: usize, period: usize,
  begin: i32,
): void {
  silence(rows, row, smooth, begin)
  silence(rows, row, detrender, begin)
  silence(rows, row, quadrature, begin)
  silence(rows, row, inPhase, begin)
  silence(rows, row, period, begin)
  const state = stateOf(0)
  if (row == 0) memory.fill(state, 0, 64)
  let i2Before = load<f64>(state)
  let q2Before = load<f64>(state, 8)
  let re = load<f64>(state, 16)
  let im = load<f64>(state, 24)
  let length = load<f64>(state, 32)
  let smoothLength = load<f64>(state, 40)
  for (let i = max(0, begin - row); i < rows; i++) {
    const at = <usize>i << 3
    const gain = 0.075 * length + 0.54
    const now = x + at
    const flat = (4 * load<f64>(now) + 3 * load<f64>(now - 8) + 2 * load<f64>(now - 16) + load<f64>(now - 24)) / 10
    store<f64>(smooth + at, flat)
    store<f64>(detrender + at, transform(smooth + at) * gain)
    const crossed = transform(detrender + at) * gain
    store<f64>(quadrature + at, crossed)
    const along = row + i - begin >= 3 ? load<f64>(detrender + at - 24) : 0
    store<f64>(inPhase + at, along)
    const q2 = 0.2 * (crossed + transform(inPhase + at) * gain) + 0.8 * q2Before
    const i2 = 0.2 * (along - transform(quadrature + at) * gain) + 0.8 * i2Before
    re = 0.2 * (i2 * i2Before + q2 * q2Before) + 0.8 * re
    im = 0.2 * (i2 * q2Before - q2 * i2Before) + 0.8 * im
    q2Before = q2
    i2Before = i2
    const last = length
    if (im != 0 && re != 0) length = 360 / (Math.atan(im / re) * degrees)
    length = max(min(length, 1.5 * last), 0.67 * last)
    length = 0.2 * min(50.0, max(6.0, length)) + 0.8 * last
    smoothLength = 0.33 * length + 0.67 * smoothLength
    store<f64>(period + at, smoothLength)
  }
  store<f64>(state, i2Before)
  store<f64>(state, q2Before, 8)
  store<f64>(state, re, 16)
  store<f64>(state, im, 24)
  store<f64>(state, length, 32)
  store<f64>(state, smoothLength, 40)
}

/** Keeps what the discriminator looks back on; the last of its kernels in a block. */
export function keepWave(rows: i32, _row: i32, smooth: usize, detrender: usize, quadrature: usize, inPhase: usize): void {
  keepPast(rows, smooth)
  keepPast(rows, detrender)
  keepPast(rows, quadrature)
  keepPast(rows, inPhase)
}

/** MESA adaptive average and its follower. */
export function mesa(
  rows: i32, row: i32, x: usize, inPhase: usize, quadrature: usize, adaptive: usize, following: usize, begin: i32,
  fastLimit: f64, slowLimit: f64,
): void {
  const state = stateOf(1)
  if (row == 0) memory.fill(state, 0, 64)
  let phaseBefore = load<f64>(state)
  let fast = load<f64>(state, 8)
  let slow = load<f64>(state, 16)
  for (let i = max(0, begin - row); i < rows; i++) {
    const at = <usize>i << 3
    const along = load<f64>(inPhase + at)
    const phase = along == 0 ? 0 : Math.atan(load<f64>(quadrature + at) / along) * degrees
    const change = max<f64>(1, phaseBefore - phase)
    phaseBefore = phase
    const weight = change > 1 ? max(slowLimit, fastLimit / change) : fastLimit
    fast = weight * load<f64>(x + at) + (1 - weight) * fast
    slow = 0.5 * weight * fast + (1 - 0.5 * weight) * slow
    store<f64>(adaptive + at, fast)
    store<f64>(following + at, slow)
  }
  store<f64>(state, phaseBefore)
  store<f64>(state, fast, 8)
  store<f64>(state, slow, 16)
}

/** Sine and cosine of the k-th of so many parts of a circle, at 16 (64 parts + k) bytes; filled in by the caller. */
const circles: usize = stateOf(128)

export function circleTable(_rows: i32, _row: i32): i32 {
  return <i32>circles
}

// @ts-ignore: decorator
@inline
function cycleBars(period: f64): i32 {
  return <i32>trunc(period + 0.5)
}

/** Phase of the dominant cycle in degrees. */
export function cyclePhase(rows: i32, row: i32, smooth: usize, period: usize, to: usize, begin: i32): void {
  const state = stateOf(2)
  let phase = row == 0 ? 0 : load<f64>(state)
  for (let i = max(0, begin - row); i < rows; i++) {
    const at = <usize>i << 3
    const length = load<f64>(period + at)
    const bars = cycleBars(length)
    const circle = circles + (<usize>bars << 10)
    let sum = f64x2.splat(0)
    for (let k: usize = 0; k < <usize>bars; k++) {
      const price = v128.load_splat<f64>(smooth + at - (k << 3))
      sum = f64x2.add(sum, f64x2.mul(v128.load(circle + (k << 4)), price))
    }
    const real = f64x2.extract_lane(sum, 0)
    const imaginary = f64x2.extract_lane(sum, 1)
    if (abs(imaginary) > 0) phase = Math.atan(real / imaginary) / radians
    else if (real < 0) phase -= 90
    else if (real > 0) phase += 90
    phase += 90 + 360 / length
    if (imaginary < 0) phase += 180
    if (phase > 315) phase -= 360
    store<f64>(to + at, phase)
  }
  store<f64>(state, phase)
}

/** Sum of the last `bars` values: four sums, of every fourth value, and those that are left over. */
// @ts-ignore: decorator
@inline
function meanOver(at: usize, bars: i32): f64 {
  let a = f64x2.splat(0)
  let b = f64x2.splat(0)
  let k = 0
  for (; k + 4 <= bars; k += 4) {
    const from = at - (<usize>k << 3)
    a = f64x2.add(a, v128.load(from - 8))
    b = f64x2.add(b, v128.load(from - 24))
  }
  a = f64x2.add(a, b)
  let rest: f64 = 0
  for (; k < bars; k++) rest += load<f64>(at - (<usize>k << 3))
  return f64x2.extract_lane(a, 1) + f64x2.extract_lane(a, 0) + rest
}

/** Average over the dominant cycle, smoothed with weights 4, 3, 2, 1. */
export function cycleLine(rows: i32, row: i32, x: usize, period: usize, to: usize, begin: i32): void {
  const state = stateOf(3)
  if (row == 0) memory.fill(state, 0, 64)
  let last = load<f64>(state)
  let second = load<f64>(state, 8)
  let third = load<f64>(state, 16)
  for (let i = max(0, begin - row); i < rows; i++) {
    const at = <usize>i << 3
    const bars = cycleBars(load<f64>(period + at))
    let mean = meanOver(x + at, bars)
    if (bars > 0) mean /= <f64>bars
    store<f64>(to + at, (4 * mean + 3 * last + 2 * second + third) / 10)
    third = second
    second = last
    last = mean
  }
  store<f64>(state, last)
  store<f64>(state, second, 8)
  store<f64>(state, third, 16)
}
