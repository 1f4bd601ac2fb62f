/** A reproducible price path: 1-minute bars in 390-minute weekday sessions, drifting a little, as columns. */
export interface SyntheticSeries {
  readonly rows: number
  readonly ts: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

const minutes = 390
const day = 86_400_000

export function syntheticSeries(rows: number, seed = 7): SyntheticSeries {
  const column = () => new Float64Array(rows)
  const series = {
    rows,
    ts: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
  let state = seed >>> 0
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
  let price = 100
  let session = Date.UTC(1975, 0, 2, 14, 30)
  for (let at = 0; at < rows; at++) {
    const minute = at % minutes
    if (minute === 0 && at > 0) {
      session += day
      while ([0, 6].includes(new Date(session).getUTCDay())) session += day
    }
    const open = price
    const close = open * (1 + (random() - 0.4999) * 0.0012)
    series.ts[at] = session + minute * 60_000
    series.open[at] = open
    series.close[at] = close
    series.high[at] = Math.max(open, close) * (1 + random() * 0.0004)
    series.low[at] = Math.min(open, close) * (1 - random() * 0.0004)
    series.volume[at] = Math.round(1000 + random() * 20_000 * (1 + Math.abs(minute - minutes / 2) / minutes))
    price = close
  }
  return series
}
