import { logicKernel, numberKernel, truthKernel, type Kernel } from './column.ts'

/** The value n bars ago; a truth is false where there is no such bar. */
export const lag: Kernel = (out, [x], [n]) => {
  const shift = Math.min(n!, out.length)
  out.fill(out instanceof Float64Array ? Number.NaN : 0, 0, shift)
  for (let i = shift; i < out.length; i++) out[i] = x![i - shift]!
}

export const delta = numberKernel((out, [x], [n]) => {
  for (let i = 0; i < out.length; i++) out[i] = i < n! ? Number.NaN : x![i]! - x![i - n!]!
})

export const percentChange = numberKernel((out, [x], [n]) => {
  for (let i = 0; i < out.length; i++) {
    const before = i < n! ? Number.NaN : x![i - n!]!
    out[i] = before === 0 ? Number.NaN : x![i]! / before - 1
  }
})

/** True where each of the last n steps went up. */
export const rising = truthKernel((out, [x], [n]) => {
  let run = 0
  for (let i = 0; i < out.length; i++) {
    run = i > 0 && x![i]! > x![i - 1]! ? run + 1 : 0
    out[i] = +(run >= n!)
  }
})

export const falling = truthKernel((out, [x], [n]) => {
  let run = 0
  for (let i = 0; i < out.length; i++) {
    run = i > 0 && x![i]! < x![i - 1]! ? run + 1 : 0
    out[i] = +(run >= n!)
  }
})

export const allOf = logicKernel((out, [c], [n]) => {
  let run = 0
  for (let i = 0; i < out.length; i++) {
    run = c![i]! === 1 ? run + 1 : 0
    out[i] = +(run >= n!)
  }
})

export const anyOf = logicKernel((out, [c], [n]) => {
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < out.length; i++) {
    if (c![i]! === 1) last = i
    out[i] = +(i - last < n!)
  }
})

export const countTrue = numberKernel((out, [c], [n], { warmUp }) => {
  let count = 0
  for (let i = 0; i < out.length; i++) {
    count += c![i]!
    if (i >= n!) count -= c![i - n!]!
    out[i] = i < warmUp + n! - 1 ? Number.NaN : count
  }
})

/** 0 on a bar where the condition holds; missing before the first such bar. */
export const barsSince = numberKernel((out, [c], _scalars, { warmUp }) => {
  let last = Number.NaN
  for (let i = 0; i < out.length; i++) {
    if (c![i]! === 1 && i >= warmUp) last = i
    out[i] = i - last
  }
})

/** The value x had when the condition held for the k-th time back, 0 being the latest. */
export const valueWhen = numberKernel((out, [c, x], [k], { warmUp }) => {
  const kept = k! + 1
  const values = new Float64Array(kept).fill(Number.NaN)
  let at = 0
  for (let i = 0; i < out.length; i++) {
    if (c![i]! === 1 && i >= warmUp) {
      values[at] = x![i]!
      at = (at + 1) % kept
    }
    // The slot written next holds the oldest of the k + 1 kept values.
    out[i] = values[at]!
  }
})
