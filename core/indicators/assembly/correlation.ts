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
  const share = 1 / <f64>n
  let i = max(0, n - 1 - row)
  while (i < rows) {
    i = carried(i, min(rows, i + left), x, y, to, <usize>n << 3, share)
    if (i < rows) {
      store<f64>(to + (i << 3), afresh(x + (i << 3), y + (i << 3), n))
      i++
    }
  }
}

/** Rows `from` to `end` by carrying the sums on; answers the first one that needs fresh ones. */
function carried(from: i32, end: i32, x: usize, y: usize, to: usize, span: usize, share: f64): i32 {
  let a = sumX
  let b = sumY
  let aa = xx
  let bb = yy
  let ab = xy
  let mostA = mostX
  let mostB = mostY
  let i = from
  for (; i < end; i++) {
    const inX = load<f64>(x + (i << 3)) - aboutX
    const inY = load<f64>(y + (i << 3)) - aboutY
    const outX = load<f64>(x + (i << 3) - span) - aboutX
    const outY = load<f64>(y + (i << 3) - span) - aboutY
    a += inX - outX
    b += inY - outY
    aa += inX * inX - outX * outX
    bb += inY * inY - outY * outY
    ab += inX * inY - outX * outY
    const spreadX = aa - a * a * share
    const spreadY = bb - b * b * share
    if (aa > mostA) mostA = aa
    if (bb > mostB) mostB = bb
    if (!(spreadX > kept * mostA && spreadY > kept * mostB)) break
    store<f64>(to + (i << 3), (ab - a * b * share) / sqrt(spreadX * spreadY))
  }
  left -= i - from
  sumX = a
  sumY = b
  xx = aa
  yy = bb
  xy = ab
  mostX = mostA
  mostY = mostB
  return i
}
