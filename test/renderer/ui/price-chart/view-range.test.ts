import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barsIn,
  clampView,
  lastBars,
  minPixelsPerCandle,
  panView,
  revealIn,
  spanFor,
  zoomView,
} from '../../../../renderer/ui/price-chart/view-range.ts'

const views = fc
  .record({
    left: fc.double({ min: -1e6, max: 6e6, noNaN: true }),
    width: fc.double({ min: 0.1, max: 6e6, noNaN: true }),
  })
  .map(({ left, width }) => ({ left, right: left + width }))
const rows = fc.integer({ min: 1, max: 5_000_000 })

describe('the visible stretch', () => {
  it('never leaves the series, whatever is asked', () => {
    fc.assert(
      fc.property(
        views,
        rows,
        fc.double({ min: -1e7, max: 1e7, noNaN: true }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (view, count, bars, factor, anchor) => {
          for (const next of [
            clampView(view, count),
            panView(view, bars, count),
            zoomView(clampView(view, count), factor, anchor, count),
          ]) {
            expect(next.left).toBeGreaterThanOrEqual(-1e-6)
            expect(next.right).toBeLessThanOrEqual(count + 1e-6)
            expect(barsIn(next)).toBeGreaterThan(0)
          }
        },
      ),
    )
  })

  it('keeps the bar under the cursor while zooming away from the edges', () => {
    const view = { left: 400_000, right: 400_500 }
    const held = 400_000 + 500 * 0.3
    const next = zoomView(view, 2, 0.3, 1_000_000)
    expect(next.left + barsIn(next) * 0.3).toBeCloseTo(held, 6)
    expect(barsIn(next)).toBeCloseTo(1000, 6)
  })

  it('pans without changing its length, and stops at the ends', () => {
    expect(panView({ left: 100, right: 200 }, -30, 1000)).toEqual({ left: 70, right: 170 })
    expect(panView({ left: 100, right: 200 }, -300, 1000)).toEqual({ left: 0, right: 100 })
    expect(panView({ left: 100, right: 200 }, 5000, 1000)).toEqual({ left: 900, right: 1000 })
    expect(lastBars(250, 1000)).toEqual({ left: 750, right: 1000 })
  })

  it('widens to show a trade longer than the view', () => {
    const next = revealIn({ left: 0, right: 100 }, 400, 700, 1000)
    expect(next.left).toBeLessThan(400)
    expect(next.right).toBeGreaterThan(700)
  })

  it('draws at most one candle every two and a half pixels, on powers of two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 100, max: 4000 }), (bars, width) => {
        const span = spanFor(bars, width)
        expect(Math.log2(span) % 1).toBe(0)
        expect(width / (bars / span)).toBeGreaterThanOrEqual(minPixelsPerCandle - 1e-9)
        expect(span === 1 || width / (bars / (span / 2)) < minPixelsPerCandle).toBe(true)
      }),
    )
    expect(spanFor(500, 1536)).toBe(1)
  })
})
