import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equityChart, thin } from '../../../core/reports/charts/equity.ts'
import { ticks, timeTicks } from '../../../core/reports/charts/svg.ts'
import { histogram } from '../../../core/reports/charts/trades.ts'
import { heatColour } from '../../../core/reports/style.ts'

describe('drawings', () => {
  test('histogram counts every finite return once, with an edge at zero', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.99, max: 5, noNaN: true }), { maxLength: 300 }), (returns) => {
        const bins = histogram(returns)
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(returns.length)
        expect(bins.length).toBeLessThan(60)
        expect(bins.filter(({ from, to }) => from < -1e-9 && to > 1e-6)).toEqual([])
      }),
    )
  })

  test('a thinned curve keeps both ends, the highest and the lowest point', () => {
    const rows = 100_000
    const equity = Array.from(
      { length: rows },
      (_, index) => 1000 + Math.sin(index / 500) + (index === 77_777 ? 50 : 0) - (index === 33_333 ? 60 : 0),
    )
    const curve = thin({ ts: equity.map((_, index) => index), equity, drawdown: equity.map(() => 0), held: [] })
    expect(curve.ts.length).toBeLessThanOrEqual(1502)
    expect(curve.ts).toEqual(expect.arrayContaining([0, 33_333, 77_777, rows - 1]))
    expect(curve.held).toEqual([])
  })

  test('equal growth is an equal step on the log axis', () => {
    const equity = [100, 200, 400, 800]
    const { markup } = equityChart(
      { ts: [0, 1e9, 2e9, 3e9], equity, drawdown: [0, 0, 0, 0], held: [] },
      'log',
      undefined,
      'growth',
    )
    const heights = [...markup.matchAll(/class="strategy"/g)].length
    const d = /<path d="([^"]+)" class="strategy"/.exec(markup)![1]!
    const ys = [...d.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y))
    expect(heights).toBe(1)
    expect(ys[0]! - ys[1]!).toBeCloseTo(ys[1]! - ys[2]!, 0)
    expect(ys[1]! - ys[2]!).toBeCloseTo(ys[2]! - ys[3]!, 0)
  })

  test('ticks are round, inside the range and few', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, range) => {
          const marks = ticks(low, low + range, 5)
          expect(marks.length).toBeLessThanOrEqual(7)
          for (const mark of marks) expect(mark).toBeGreaterThanOrEqual(low - range * 1e-6)
        },
      ),
    )
    expect(timeTicks(Date.UTC(2004, 7, 19), Date.UTC(2013, 2, 1), 10).map(({ text }) => text)).toEqual([
      '2005',
      '2006',
      '2007',
      '2008',
      '2009',
      '2010',
      '2011',
      '2012',
      '2013',
    ])
  })

  test('ink on a heat map cell has a contrast of at least 4.5', () => {
    const luminance = (hex: string) => {
      const [r, g, b] = [1, 3, 5]
        .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    for (let heat = -1; heat <= 1; heat += 0.05) {
      const { fill, ink } = heatColour(heat)
      const [light, dark] = [luminance(fill), luminance(ink)].toSorted((a, b) => b - a)
      expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThanOrEqual(4.5)
    }
  })
})
