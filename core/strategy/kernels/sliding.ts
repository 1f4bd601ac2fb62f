import { numberKernel, type Kernel } from './column.ts'

/** Sums over a window of the distances d from one of its early values, so that they stay small beside the values. */
export interface Window {
  n: number
  /** The value the distances are taken from. */
  anchor: number
  /** Sums of d, d², d³ and d⁴. */
  s1: number
  s2: number
  s3: number
  s4: number
  /** Sum of k d, k being 0 at the oldest value. */
  weighted: number
  /** Sum of squared deviations from the mean. */
  m2: number
  /** Distance of the latest value. */
  last: number
}

/** Cancellation of this part of the digits is where sums are taken afresh. */
const cancelled = 1e-6

/**
 * Applies `f` to every window of n values; a window with a missing value is missing. The sums are moved along from bar to
 * bar, and taken afresh every n bars and wherever most of their digits have cancelled (a spike has left the window, or the
 * values have stopped to vary), so that rounding cannot pile up. A result depends on no later value.
 */
export function sliding(f: (window: Window) => number): Kernel {
  return numberKernel((out, [values], [width]) => {
    const x = values!
    const n = width!
    const w: Window = { n, anchor: 0, s1: 0, s2: 0, s3: 0, s4: 0, weighted: 0, m2: 0, last: 0 }
    let start = 0
    let peak = 0
    for (let i = 0; i < out.length; i++) {
      const value = x[i]!
      if (value !== value) start = i + 1
      const age = i - start - n + 1
      if (age < 0) {
        out[i] = Number.NaN
        continue
      }
      if (age % n === 0) peak = takeAfresh(w, x, i - n + 1)
      else {
        move(w, x[i - n]!, value)
        peak = Math.max(peak, w.s2)
        if (w.m2 < cancelled * peak) peak = takeAfresh(w, x, i - n + 1)
      }
      out[i] = f(w)
    }
  })
}

function move(w: Window, oldest: number, latest: number): void {
  const out = oldest - w.anchor
  const d = latest - w.anchor
  const out2 = out * out
  const d2 = d * d
  w.weighted += (w.n - 1) * d - (w.s1 - out)
  w.s1 += d - out
  w.s2 += d2 - out2
  w.s3 += d2 * d - out2 * out
  w.s4 += d2 * d2 - out2 * out2
  w.m2 = w.s2 - (w.s1 * w.s1) / w.n
  w.last = d
}

function takeAfresh(w: Window, x: Float64Array, from: number): number {
  const anchor = x[from]!
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let s4 = 0
  let weighted = 0
  for (let k = 1; k < w.n; k++) {
    const d = x[from + k]! - anchor
    const d2 = d * d
    s1 += d
    s2 += d2
    s3 += d2 * d
    s4 += d2 * d2
    weighted += k * d
  }
  w.anchor = anchor
  w.s1 = s1
  w.s2 = s2
  w.s3 = s3
  w.s4 = s4
  w.weighted = weighted
  w.m2 = Math.max(0, s2 - (s1 * s1) / w.n)
  w.last = x[from + w.n - 1]! - anchor
  return s2
}

/** Applies `f` to the sums of deviation products of every window of n pairs, kept as in `sliding`. */
export function slidingPairs(f: (sxy: number, sxx: number, syy: number, n: number) => number): Kernel {
  return numberKernel((out, [left, right], [width]) => {
    const x = left!
    const y = right!
    const n = width!
    let start = 0
    let anchorX = 0
    let anchorY = 0
    let sx = 0
    let sy = 0
    let qx = 0
    let qy = 0
    let p = 0
    let peakX = 0
    let peakY = 0
    for (let i = 0; i < out.length; i++) {
      if (x[i]! !== x[i]! || y[i]! !== y[i]!) start = i + 1
      const age = i - start - n + 1
      if (age < 0) {
        out[i] = Number.NaN
        continue
      }
      let fresh = age % n === 0
      if (!fresh) {
        const outX = x[i - n]! - anchorX
        const outY = y[i - n]! - anchorY
        const dx = x[i]! - anchorX
        const dy = y[i]! - anchorY
        sx += dx - outX
        sy += dy - outY
        qx += dx * dx - outX * outX
        qy += dy * dy - outY * outY
        p += dx * dy - outX * outY
        peakX = Math.max(peakX, qx)
        peakY = Math.max(peakY, qy)
        fresh = qx - (sx * sx) / n < cancelled * peakX || qy - (sy * sy) / n < cancelled * peakY
      }
      if (fresh) {
        const from = i - n + 1
        anchorX = x[from]!
        anchorY = y[from]!
        sx = sy = qx = qy = p = 0
        for (let k = from + 1; k <= i; k++) {
          const dx = x[k]! - anchorX
          const dy = y[k]! - anchorY
          sx += dx
          sy += dy
          qx += dx * dx
          qy += dy * dy
          p += dx * dy
        }
        peakX = qx
        peakY = qy
      }
      out[i] = f(p - (sx * sy) / n, Math.max(0, qx - (sx * sx) / n), Math.max(0, qy - (sy * sy) / n), n)
    }
  })
}
