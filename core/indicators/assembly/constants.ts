// Numbers for both rows of a pair. They lie in memory: a vector that is written out is put together anew on each use, by
// several instructions, while a load is one.

const table: usize = memory.data<f64>([
  0.05, 0.1, 0.2, 0.25, 0.5, 0.6, 2, 5, 10, 80, 100, -100, 6755399441055744, 281474976710656, 8.881784197001252e-16,
])

export const twentieth: usize = table
export const tenth: usize = table + 8
export const fifth: usize = table + 16
export const quarter: usize = table + 24
export const half: usize = table + 32
export const threeFifths: usize = table + 40
export const two: usize = table + 48
export const five: usize = table + 56
export const ten: usize = table + 64
export const eighty: usize = table + 72
export const hundred: usize = table + 80
export const minusHundred: usize = table + 88
/** 1.5 * 2^52: added to a number below 2^51 and taken off again it leaves the nearest whole number. */
export const rounder: usize = table + 96
/** 2^48: the largest sum in ticks whose rounding finds the true one. */
export const exactSum: usize = table + 104
/** 2^-50: a sum of up to five decimals differs from the true one by less than this share of it. */
export const rounding: usize = table + 112

// @ts-ignore: decorator
@inline
export function all(constant: usize): v128 {
  return v128.load_splat<f64>(constant)
}
