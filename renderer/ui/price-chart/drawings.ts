import { number, signedPercent } from '../../lib/format.ts'
import { type ChartColours, fade } from './theme.ts'

export const drawingKinds = ['trend', 'ray', 'horizontal', 'vertical', 'fibonacci', 'rectangle', 'measure'] as const
export type DrawingKind = (typeof drawingKinds)[number]

/** A corner of a drawing: a bar by index and by time, so that it finds its place again on newer data. */
export interface Anchor {
  readonly index: number
  readonly ts: number
  readonly price: number
}

export interface Drawing {
  readonly id: string
  readonly kind: DrawingKind
  readonly anchors: readonly Anchor[]
}

export const anchorsOf = (kind: DrawingKind) => (kind === 'horizontal' || kind === 'vertical' ? 1 : 2)
export const fibonacci = [0, 0.236, 0.382, 0.5, 0.618, 0.786, 1]

export interface DrawingScale {
  readonly width: number
  readonly height: number
  readonly decimals: number
  readonly x: (index: number) => number
  readonly y: (price: number) => number
}

interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** The lines a drawing is made of, in pixels; what is painted and what can be grabbed. */
export function segmentsOf({ kind, anchors }: Drawing, scale: DrawingScale): readonly Segment[] {
  const [a, b = a] = anchors
  if (!a || !b) return []
  const [x1, y1, x2, y2] = [scale.x(a.index), scale.y(a.price), scale.x(b.index), scale.y(b.price)]
  switch (kind) {
    case 'horizontal':
      return [{ x1: 0, y1, x2: scale.width, y2: y1 }]
    case 'vertical':
      return [{ x1, y1: 0, x2: x1, y2: scale.height }]
    case 'ray': {
      if (x1 === x2) return [{ x1, y1, x2, y2: y2 >= y1 ? scale.height : 0 }]
      const edge = x2 > x1 ? Math.max(scale.width, x2) : Math.min(0, x2)
      return [{ x1, y1, x2: edge, y2: y1 + ((y2 - y1) / (x2 - x1)) * (edge - x1) }]
    }
    case 'fibonacci':
      return fibonacci.map((level) => {
        const y = scale.y(b.price + (a.price - b.price) * level)
        return { x1: Math.min(x1, x2), y1: y, x2: Math.max(x1, x2), y2: y }
      })
    case 'rectangle':
      return [
        { x1, y1, x2, y2: y1 },
        { x1: x2, y1, x2, y2 },
        { x1: x2, y1: y2, x2: x1, y2 },
        { x1, y1: y2, x2: x1, y2: y1 },
      ]
    case 'trend':
    case 'measure':
      return [{ x1, y1, x2, y2 }]
  }
}

export function paintDrawing(
  ctx: CanvasRenderingContext2D,
  drawing: Drawing,
  scale: DrawingScale,
  colours: ChartColours,
  selected: boolean,
): void {
  const { kind, anchors } = drawing
  const [a, b = a] = anchors
  if (!a || !b) return
  const lines = segmentsOf(drawing, scale)
  ctx.strokeStyle = colours.accent
  ctx.fillStyle = colours.accent
  ctx.lineWidth = selected ? 2 : 1.25
  ctx.setLineDash(kind === 'horizontal' || kind === 'vertical' ? [6, 4] : kind === 'measure' ? [3, 3] : [])
  ctx.beginPath()
  for (const { x1, y1, x2, y2 } of lines) {
    // A level between two rows of pixels would be drawn over both.
    const sharp = y1 === y2 ? Math.round(y1) + 0.5 : null
    ctx.moveTo(x1, sharp ?? y1)
    ctx.lineTo(x2, sharp ?? y2)
  }
  ctx.stroke()
  ctx.setLineDash([])
  if (kind === 'rectangle' || kind === 'fibonacci') fillBetween(ctx, a, b, scale, colours)
  for (const { text, x, y, right } of labelsOf(drawing, lines, scale)) {
    ctx.font = '11px Inter'
    ctx.textAlign = right ? 'right' : 'left'
    ctx.textBaseline = 'bottom'
    ctx.fillStyle = colours.accent
    ctx.fillText(text, x, y)
  }
  if (selected) paintHandles(ctx, anchors, kind, scale, colours)
}

function fillBetween(
  ctx: CanvasRenderingContext2D,
  a: Anchor,
  b: Anchor,
  scale: DrawingScale,
  colours: ChartColours,
): void {
  ctx.fillStyle = fade(colours.accent, 0.08)
  ctx.fillRect(
    scale.x(a.index),
    scale.y(a.price),
    scale.x(b.index) - scale.x(a.index),
    scale.y(b.price) - scale.y(a.price),
  )
}

interface Label {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: boolean
}

function labelsOf({ kind, anchors }: Drawing, lines: readonly Segment[], scale: DrawingScale): readonly Label[] {
  const [a, b] = anchors
  if (!a) return []
  const price = (value: number) => number(value, scale.decimals)
  if (kind === 'horizontal') return [{ text: price(a.price), x: scale.width - 6, y: lines[0]!.y1 - 2, right: true }]
  if (!b) return []
  if (kind === 'fibonacci') {
    return lines.map(({ x1, y1 }, at) => {
      const level = fibonacci[at]!
      return {
        text: `${number(level, 3)}  ${price(b.price + (a.price - b.price) * level)}`,
        x: x1 + 4,
        y: y1 - 1,
        right: false,
      }
    })
  }
  if (kind !== 'measure') return []
  const bars = Math.abs(b.index - a.index)
  const text = `${signedPercent(b.price / a.price - 1)}, ${price(b.price - a.price)}, ${bars} bars`
  const x = scale.x(b.index)
  const right = x > scale.width - 180
  return [{ text, x: right ? x - 8 : x + 8, y: scale.y(b.price) - 6, right }]
}

/** A horizontal line is held in the middle of the view, since its bar may be far away. */
export function handlesOf(
  { kind, anchors }: Drawing,
  scale: DrawingScale,
): readonly { readonly x: number; readonly y: number }[] {
  return anchors.map(({ index, price }) => ({
    x: kind === 'horizontal' ? scale.width / 2 : scale.x(index),
    y: kind === 'vertical' ? scale.height / 2 : scale.y(price),
  }))
}

function paintHandles(
  ctx: CanvasRenderingContext2D,
  anchors: readonly Anchor[],
  kind: DrawingKind,
  scale: DrawingScale,
  colours: ChartColours,
): void {
  for (const { x, y } of handlesOf({ id: '', kind, anchors }, scale)) {
    ctx.beginPath()
    ctx.arc(x, y, 4, 0, Math.PI * 2)
    ctx.fillStyle = colours.bg
    ctx.fill()
    ctx.lineWidth = 1.5
    ctx.strokeStyle = colours.accent
    ctx.stroke()
  }
}

/** What of a drawing is under the pointer: a handle by number, its lines, or nothing. */
export function hitDrawing(drawing: Drawing, x: number, y: number, scale: DrawingScale): number | 'body' | null {
  const handle = handlesOf(drawing, scale).findIndex((at) => Math.hypot(at.x - x, at.y - y) <= 7)
  if (handle >= 0) return handle
  return segmentsOf(drawing, scale).some((line) => distanceTo(line, x, y) <= 5) ? 'body' : null
}

export function distanceTo({ x1, y1, x2, y2 }: Segment, x: number, y: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy)
}
