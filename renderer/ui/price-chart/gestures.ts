import type { Held } from './drawing-tools.ts'
import { barsIn, lastBars, panView, type View, zoomView } from './view-range.ts'

/** Wheel, drag and pinch on the plot, as changes of the view. Returns the function that takes them off again. */
export function listenToPointer(options: {
  readonly element: HTMLElement
  readonly width: () => number
  readonly view: () => View
  readonly rows: () => number
  readonly onView: (view: View) => void
  /** Takes a press away from panning; null leaves it. */
  readonly grab: (x: number, y: number) => Held | null
  readonly onHover: (x: number, y: number) => void
  readonly onClick: (x: number, y: number) => void
}): () => void {
  const { element } = options
  let drag: {
    readonly id: number
    readonly x: number
    readonly y: number
    readonly view: View
    readonly held: Held | null
    moved: boolean
  } | null = null
  const inside = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left
  const below = (event: MouseEvent) => event.clientY - element.getBoundingClientRect().top

  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    event.stopPropagation()
    const view = options.view()
    const width = Math.max(1, options.width())
    const unit = event.deltaMode === 1 ? 16 : 1
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const distance = (event.deltaX || event.deltaY) * unit
      options.onView(panView(view, (distance / width) * barsIn(view), options.rows()))
      return
    }
    const anchor = Math.min(1, Math.max(0, inside(event) / width))
    options.onView(zoomView(view, Math.exp(event.deltaY * unit * 0.0015), anchor, options.rows()))
  }
  const down = (event: PointerEvent) => {
    // A press on a pane's edge belongs to resizing that pane.
    if (event.button !== 0 || inside(event) > options.width() || isSeparator(event.target)) return
    const held = options.grab(inside(event), below(event))
    drag = { id: event.pointerId, x: event.clientX, y: event.clientY, view: options.view(), held, moved: false }
  }
  const move = (event: PointerEvent) => {
    if (!drag) options.onHover(inside(event), below(event))
    if (!drag || event.pointerId !== drag.id) return
    const distance = event.clientX - drag.x
    if (!drag.moved && Math.hypot(distance, event.clientY - drag.y) < 3) return
    drag.moved = true
    if (drag.held) {
      drag.held.move(inside(event), below(event))
      return
    }
    element.style.cursor = 'grabbing'
    options.onView(panView(drag.view, (-distance / Math.max(1, options.width())) * barsIn(drag.view), options.rows()))
  }
  const up = (event: PointerEvent) => {
    if (!drag || event.pointerId !== drag.id) return
    const { held, moved } = drag
    drag = null
    if (held) held.up(inside(event), below(event), moved)
    else if (!moved) options.onClick(inside(event), below(event))
    element.style.cursor = ''
  }
  element.addEventListener('wheel', wheel, { capture: true, passive: false })
  element.addEventListener('pointerdown', down)
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', up)
  return () => {
    element.removeEventListener('wheel', wheel, { capture: true })
    element.removeEventListener('pointerdown', down)
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', up)
  }
}

const isSeparator = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.style.cursor.includes('resize')

/** The view after a key, or null where the key means nothing here. */
export function viewAfterKey(key: string, view: View, rows: number): View | null {
  const step = barsIn(view) * 0.1
  switch (key) {
    case 'ArrowLeft':
      return panView(view, -step, rows)
    case 'ArrowRight':
      return panView(view, step, rows)
    case 'PageUp':
      return panView(view, -barsIn(view), rows)
    case 'PageDown':
      return panView(view, barsIn(view), rows)
    case 'ArrowUp':
      return zoomView(view, 0.8, 0.5, rows)
    case 'ArrowDown':
      return zoomView(view, 1.25, 0.5, rows)
    case 'Home':
      return { left: 0, right: barsIn(view) }
    case 'End':
      return lastBars(barsIn(view), rows)
    default:
      return null
  }
}
