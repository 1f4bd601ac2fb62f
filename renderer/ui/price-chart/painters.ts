import type { ChartIndicator, Visible } from './panes.ts'
import { type ChartColours, fade } from './theme.ts'

/** Pixels of the price pane's foot that volume takes; less in a pane too low to spare them. */
export const volumeHeight = (paneHeight: number) => Math.min(74, Math.round(paneHeight * 0.2))

export interface Plot {
  readonly ctx: CanvasRenderingContext2D
  readonly visible: Visible
  readonly width: number
  readonly height: number
  /** Middle of a bucket, in pixels. */
  readonly x: (bucket: number) => number
  readonly bucketWidth: number
  readonly y: (value: number) => number
  readonly colours: ChartColours
}

/**
 * Bars from the foot of the pane in direction colours, scaled to the largest in view. Single rectangles on whole
 * pixels: one path of them all has to be anti-aliased and takes a CPU raster several times as long.
 */
export function drawVolume(plot: Plot): void {
  const {
    ctx,
    visible: { slab, first, last },
    height,
    x,
    bucketWidth,
    colours,
  } = plot
  let top = 0
  for (let at = first; at < last; at++) if (slab.volume[at]! > top) top = slab.volume[at]!
  if (top === 0) return
  const body = Math.max(1, Math.round(bucketWidth * 0.64))
  for (const rising of [true, false]) {
    ctx.fillStyle = fade(rising ? colours.up : colours.down, 0.24)
    for (let at = first; at < last; at++) {
      const volume = slab.volume[at]!
      if (!(volume > 0) || slab.close[at]! >= slab.open[at]! !== rising) continue
      const tall = Math.max(1, (volume / top) * (volumeHeight(height) - 6))
      ctx.fillRect(Math.round(x(at) - body / 2), Math.round(height - tall), body, Math.round(tall))
    }
  }
}

export function drawIndicator(plot: Plot, indicator: ChartIndicator): void {
  const {
    ctx,
    visible: { slab },
    width,
    y,
    colours,
  } = plot
  if (indicator.levels.length > 0 && indicator.pane === 'own') {
    ctx.beginPath()
    for (const level of indicator.levels) {
      const row = Math.round(y(level)) + 0.5
      ctx.moveTo(0, row)
      ctx.lineTo(width, row)
    }
    ctx.strokeStyle = colours.lineStrong
    ctx.lineWidth = 1
    ctx.setLineDash([3, 3])
    ctx.stroke()
    ctx.setLineDash([])
  }
  for (const [order, output] of indicator.outputs.entries()) {
    const column = slab.line(`${indicator.id}.${output.name}`)
    if (!column) continue
    const colour = colours.series[indicator.colours[order] ?? 0]!
    if (output.style === 'histogram') drawHistogram(plot, column)
    else if (output.style === 'points') drawPoints(plot, column, colour)
    else drawLine(plot, column, colour)
  }
}

function drawLine({ ctx, visible: { first, last }, x, y }: Plot, column: Float64Array, colour: string): void {
  ctx.beginPath()
  let pen = false
  for (let at = Math.max(0, first - 1); at < Math.min(column.length, last + 1); at++) {
    const value = column[at]!
    if (Number.isNaN(value)) pen = false
    else if (pen) ctx.lineTo(x(at), y(value))
    else {
      ctx.moveTo(x(at), y(value))
      pen = true
    }
  }
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.25
  // Round joins cost a CPU raster twice the time, and at this width nobody sees them.
  ctx.lineJoin = 'bevel'
  ctx.stroke()
}

function drawHistogram(
  { ctx, visible: { first, last }, x, y, bucketWidth, colours }: Plot,
  column: Float64Array,
): void {
  const body = Math.max(1, Math.round(bucketWidth * 0.6))
  const zero = Math.round(y(0))
  for (const rising of [true, false]) {
    ctx.fillStyle = fade(rising ? colours.up : colours.down, 0.55)
    for (let at = first; at < last; at++) {
      const value = column[at]!
      if (Number.isNaN(value) || value >= 0 !== rising) continue
      const row = Math.round(y(value))
      ctx.fillRect(Math.round(x(at) - body / 2), Math.min(row, zero), body, Math.max(1, Math.abs(row - zero)))
    }
  }
}

function drawPoints({ ctx, visible: { first, last }, x, y }: Plot, column: Float64Array, colour: string): void {
  ctx.fillStyle = colour
  ctx.beginPath()
  for (let at = first; at < last; at++) {
    const value = column[at]!
    if (Number.isNaN(value)) continue
    ctx.moveTo(x(at) + 1.5, y(value))
    ctx.arc(x(at), y(value), 1.5, 0, Math.PI * 2)
  }
  ctx.fill()
}
