import type { FetchWindow, IndicatorRequest, Slab } from './slab.ts'
import { barsIn, spanFor, type View } from './view-range.ts'

export interface WindowSource {
  /** Returns what is there now and asks for more where the view is not covered, or soon will not be. */
  readonly want: (view: View, width: number, indicators: readonly IndicatorRequest[]) => Slab | null
  /** Forgets everything, for another series or a new version of it. */
  readonly reset: () => void
  readonly dispose: () => void
}

const longSeries = 200_000

interface Ask {
  readonly from: number
  readonly to: number
  readonly span: number
  readonly key: string
  readonly indicators: readonly IndicatorRequest[]
}

/**
 * Windows of a long series, one view ahead on either side. One request at a time: while one is on its way only
 * the newest wish is kept, and an answer to a series left behind is dropped.
 */
export function createWindowSource(options: {
  readonly rows: number
  readonly fetch: FetchWindow
  readonly onSlab: (slab: Slab) => void
  readonly onError: (error: unknown) => void
}): WindowSource {
  let slab: Slab | null = null
  let held: Ask | null = null
  let rows = options.rows
  let waiting: Ask | null = null
  let running: Ask | null = null
  let epoch = 0
  let abort = new AbortController()

  const start = (ask: Ask) => {
    running = ask
    const mine = epoch
    const buckets = Math.min(10_000, Math.max(10, Math.ceil((ask.to - ask.from) / ask.span)))
    options
      .fetch({ from: ask.from, to: ask.to, buckets, indicators: ask.indicators }, abort.signal)
      .then((answer) => {
        if (mine !== epoch) return
        slab = answer
        held = ask
        rows = answer.rows
        options.onSlab(answer)
      })
      .catch((error: unknown) => {
        if (mine === epoch) options.onError(error)
      })
      .finally(() => {
        if (mine !== epoch) return
        running = null
        const next = waiting
        waiting = null
        if (next && !same(next, held)) start(next)
      })
  }

  const want: WindowSource['want'] = (view, width, indicators) => {
    const span = spanFor(barsIn(view), width)
    const key = JSON.stringify(indicators)
    if (!covers(held, view, span, key, rows)) {
      const ask = around(view, span, key, indicators, rows)
      if (!running && slab === null && rows > longSeries && indicators.length > 0) {
        // Lines over millions of bars take a second the first time; candles need not wait for them.
        start({ ...ask, indicators: [], key: '[]' })
        waiting = ask
      } else if (!running) start(ask)
      else if (!same(ask, running)) waiting = ask
    }
    return slab
  }

  const reset = () => {
    epoch += 1
    abort.abort()
    abort = new AbortController()
    slab = null
    held = null
    waiting = null
    running = null
    rows = options.rows
  }
  return { want, reset, dispose: reset }
}

/** Whether the held stretch still reaches half a view beyond either edge (or the end of the series). */
function covers(held: Ask | null, view: View, span: number, key: string, rows: number): boolean {
  if (!held || held.span !== span || held.key !== key) return false
  const reach = barsIn(view) / 2
  return held.from <= Math.max(0, view.left - reach) && held.to >= Math.min(rows, view.right + reach)
}

/** The view and one view on either side, on bucket edges so that candles do not shimmer while panning. */
function around(view: View, span: number, key: string, indicators: readonly IndicatorRequest[], rows: number): Ask {
  const bars = barsIn(view)
  const from = Math.max(0, Math.floor((view.left - bars) / span) * span)
  const to = Math.min(rows, Math.ceil((view.right + bars) / span) * span)
  return { from, to, span, key, indicators }
}

function same(a: Ask, b: Ask | null): boolean {
  return b !== null && a.from === b.from && a.to === b.to && a.span === b.span && a.key === b.key
}
