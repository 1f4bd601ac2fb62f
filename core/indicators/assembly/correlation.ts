// Pearson's correlation from sums about a point near both windows' means, carried from row to row.

/** Share of a sum of squares below which its rounding would show in the correlation. */
const kept: f64 = 1e-2
const restart: i32 = 128

let aboutX: f64 = 0
let aboutY: f64 = 0
let sumX: f64 = 0
let sumY: f64 = 0
let xx: f64 = 0
let yy: f64 = 0
let xy: f64 = 0
let mostX: f64 = 0
let mostY: f64 = 0
let left: i32 = 0

/** From the windows' own means. */
function afresh(x: usize, y: usize, n: i32): f64 {
  const span = <usize>(n - 1) << 3
  const firstX = load<f64>(x - span)
  const firstY = load<f64>(y - span)
  let meanX: f64 = 0
  let meanY: f64 = 0
  for (let k = <isize>span - 8; k >= 0; k -= 8) {
    meanX += load<f64>(x - k) - firstX
    meanY += load<f64>(y - k) - firstY
  }
  meanX = firstX + meanX / <f64>n
  meanY = firstY + meanY / <f64>n
  xx = 0
  yy = 0
  xy = 0
  sumX = 0
  sumY = 0
  for (let k = <isize>span; k >= 0; k -= 8) {
    const dx = load<f64>(x - k) - meanX
    const dy = load<f64>(y - k) - meanY
    xx += dx * dx
    yy += dy * dy
    xy += dx * dy
    sumX += dx
    sumY += dy
  }
  aboutX = meanX
  aboutY = meanY
  mostX = xx
  mostY = yy
  left = max(n, restart) - 1
  const size = sqrt(xx * yy)
  return size == 0 ? 0 : xy / size
}

export function correlation(rows: i32, row: i32, x: usize, y: usize, to: usize, n: i32): void {
  if (row == 0) left = 0
  const span = <usize>n << 3
  for (let i = max(0, n - 1 - row); i < rows; i++) {
    const a = x + (i << 3)
    const b = y + (i << 3)
    if (left > 0) {
      left--
      const inX = load<f64>(a) - aboutX
      const inY = load<f64>(b) - aboutY
      const outX = load<f64>(a - span) - aboutX
      const outY = load<f64>(b - span) - aboutY
      sumX += inX - outX
      sumY += inY - outY
      xx += inX * inX - outX * outX
      yy += inY * inY - outY * outY
      xy += inX * inY - outX * outY
      const spreadX = xx - (sumX * sumX) / <f64>n
      const spreadY = yy - (sumY * sumY) / <f64>n
      if (xx > mostX) mostX = xx
      if (yy > mostY) mostY = yy
      if (spreadX > kept * mostX && spreadY > kept * mostY) {
        store<f64>(to + (i << 3), (xy - (sumX * sumY) / <f64>n) / sqrt(spreadX * spreadY))
        continue
      }
    }
    store<f64>(to + (i << 3), afresh(a, b, n))
  }
}
