import {
  type Anchor,
  anchorsOf,
  type Drawing,
  type DrawingKind,
  type DrawingScale,
  hitDrawing,
  paintDrawing,
} from './drawings.ts'
import type { ChartColours } from './theme.ts'

/** A pointer that has been taken from panning, until it is let go. */
export interface Held {
  readonly move: (x: number, y: number) => void
  readonly up: (x: number, y: number, moved: boolean) => void
}

/**
 * Making, choosing, moving and removing drawings with the pointer. A line is made by two clicks, however fast, or by
 * one drag; the tool is put away after each. A measure is gone with the next press.
 */
export function createDrawingTools(options: {
  readonly scale: () => DrawingScale | null
  /** The bar and price under a pixel. */
  readonly anchorAt: (x: number, y: number) => Anchor | null
  readonly repaint: () => void
  readonly onDrawings: (drawings: readonly Drawing[]) => void
  readonly onTool: (tool: DrawingKind | null) => void
}) {
  let drawings: readonly Drawing[] = []
  let tool: DrawingKind | null = null
  let draft: Drawing | null = null
  let selected: string | null = null

  const keep = (next: readonly Drawing[]) => {
    drawings = next
    options.onDrawings(drawings.filter(({ kind }) => kind !== 'measure'))
    options.repaint()
  }
  const replace = (drawing: Drawing) => drawings.map((one) => (one.id === drawing.id ? drawing : one))

  function finish(drawing: Drawing): void {
    draft = null
    selected = drawing.id
    tool = null
    options.onTool(null)
    keep([...drawings, drawing])
  }

  function place(x: number, y: number, kind: DrawingKind): Held | null {
    const anchor = options.anchorAt(x, y)
    if (!anchor) return null
    // The second of two clicks.
    if (draft) {
      const done = { ...draft, anchors: [draft.anchors[0]!, anchor] }
      return {
        move: stretch,
        up: (toX, toY) => finish({ ...done, anchors: [done.anchors[0]!, options.anchorAt(toX, toY) ?? anchor] }),
      }
    }
    const fresh: Drawing = { id: crypto.randomUUID(), kind, anchors: [anchor] }
    if (anchorsOf(kind) === 1) return { move: () => undefined, up: () => finish(fresh) }
    draft = { ...fresh, anchors: [anchor, anchor] }
    options.repaint()
    return {
      move: stretch,
      up: (toX, toY, moved) => {
        const end = options.anchorAt(toX, toY)
        if (moved && draft && end) finish({ ...draft, anchors: [anchor, end] })
      },
    }
  }

  function stretch(x: number, y: number): void {
    const end = options.anchorAt(x, y)
    if (!draft || !end) return
    draft = { ...draft, anchors: [draft.anchors[0]!, end] }
    options.repaint()
  }

  function drag(drawing: Drawing, part: number | 'body', x: number, y: number): Held {
    const from = options.anchorAt(x, y)
    return {
      move: (toX, toY) => {
        const to = options.anchorAt(toX, toY)
        if (!from || !to) return
        const anchors = drawing.anchors.map((anchor, at) => {
          if (part === at) return to
          if (part !== 'body') return anchor
          const index = anchor.index + to.index - from.index
          return { index, ts: anchor.ts + to.ts - from.ts, price: anchor.price + to.price - from.price }
        })
        drawings = replace({ ...drawing, anchors })
        options.repaint()
      },
      up: (_x, _y, moved) => {
        if (moved) keep(drawings)
      },
    }
  }

  return {
    /** Takes the pointer where it belongs to a tool or a drawing; null leaves it to panning. */
    grab(x: number, y: number): Held | null {
      drawings = drawings.filter(({ kind }) => kind !== 'measure')
      if (tool) return place(x, y, tool)
      const scale = options.scale()
      const found =
        scale &&
        drawings.toReversed().flatMap((drawing) => {
          const part = hitDrawing(drawing, x, y, scale)
          return part === null ? [] : [{ drawing, part }]
        })[0]
      selected = found ? found.drawing.id : null
      options.repaint()
      return found ? drag(found.drawing, found.part, x, y) : null
    },
    /** The pointer moved without a press: the line being made follows it. */
    hover: stretch,
    paint(ctx: CanvasRenderingContext2D, scale: DrawingScale, colours: ChartColours): void {
      for (const one of drawings) paintDrawing(ctx, one, scale, colours, one.id === selected)
      if (draft) paintDrawing(ctx, draft, scale, colours, true)
    },
    any: () => drawings.length > 0 || draft !== null,
    setDrawings(next: readonly Drawing[]) {
      // A measure is never kept, so it is not in what comes back from being kept.
      const measures = drawings.filter(({ kind }) => kind === 'measure')
      if (JSON.stringify([...next, ...measures]) === JSON.stringify(drawings)) return
      drawings = [...next, ...measures]
      options.repaint()
    },
    setTool(next: DrawingKind | null) {
      tool = next
      draft = null
      options.repaint()
    },
    select(id: string | null) {
      selected = id
      options.repaint()
    },
    /** Delete removes what is selected, Escape puts the tool away. True where the key meant something. */
    key(name: string): boolean {
      if ((name === 'Delete' || name === 'Backspace') && selected !== null) {
        const gone = selected
        selected = null
        keep(drawings.filter(({ id }) => id !== gone))
        return true
      }
      if (name === 'Escape' && (tool !== null || selected !== null)) {
        tool = null
        draft = null
        selected = null
        options.onTool(null)
        options.repaint()
        return true
      }
      return false
    },
  }
}
