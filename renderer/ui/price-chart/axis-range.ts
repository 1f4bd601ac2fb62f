import type { AxisRange, KLineData } from 'klinecharts'
import { volumeHeight } from './painters.ts'
import type { Visible } from './panes.ts'
import type { Slab } from './slab.ts'

/** The library counts in minutes; bar i of the series stands at minute i, so gaps in time take no room. */
export const minute = 60_000

/** Pixels to keep free above and below the values of a pane: for its legend, and for volume under the candles. */
export const roomOf = (own: boolean, volume: boolean, height: number): readonly [above: number, below: number] =>
  own ? [22, 8] : [34, volume ? volumeHeight(height) + 12 : 16]

/** The library's range record for values low..high in a pane of `height`, with exact room in pixels. */
export function rangeWithRoom(
  low: number,
  high: number,
  height: number,
  [above, below]: readonly [number, number],
  log: boolean,
): AxisRange {
  const room = Math.max(20, height - above - below)
  const [bottom, top] = log ? [Math.log10(low), Math.log10(high)] : [low, high]
  const perPixel = (top - bottom) / room
  const realFrom = bottom - perPixel * below
  const realTo = top + perPixel * above
  const [from, to] = log ? [10 ** realFrom, 10 ** realTo] : [realFrom, realTo]
  const range = to - from
  return {
    from,
    to,
    range,
    realFrom,
    realTo,
    realRange: realTo - realFrom,
    displayFrom: from,
    displayTo: to,
    displayRange: range,
  }
}

export const hasVolume = (visible: Visible | null) => visible !== null && visible.slab.volume.some((value) => value > 0)

export function barsOf(slab: Slab, first: number, last: number): KLineData[] {
  const out: KLineData[] = []
  for (let at = first; at < last; at++) {
    out.push({
      timestamp: (slab.from + at * slab.span) * minute,
      open: slab.open[at]!,
      high: slab.high[at]!,
      low: slab.low[at]!,
      close: slab.close[at]!,
      volume: slab.volume[at]!,
    })
  }
  return out
}
