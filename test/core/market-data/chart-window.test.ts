import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bars } from '../../../core/market-data/bars.ts'
import { chartWindow } from '../../../core/market-data/chart-window.ts'

const price = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -1000, max: 1000 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
)

function barsOf(rows: readonly number[][]): Bars {
  const column = (index: number) => Float64Array.from(rows, (row) => row[index]!)
  return {
    rows: rows.length,
    ts: Float64Array.from(rows, (_, row) => row * 60_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  }
}

const defined = (values: Iterable<number>) => [...values].filter((value) => !Number.isNaN(value))

/** The definition in words, bar by bar. */
function naiveBucket(bars: Bars, line: Float64Array, from: number, to: number): number[] {
  const volumes = defined(bars.volume.slice(from, to))
  const highs = defined(bars.high.slice(from, to))
  const lows = defined(bars.low.slice(from, to))
  return [
    bars.ts[from]!,
    bars.open[from]!,
    highs.length === 0 ? Number.NaN : Math.max(...highs),
    lows.length === 0 ? Number.NaN : Math.min(...lows),
    bars.close[to - 1]!,
    volumes.length === 0 ? Number.NaN : volumes.reduce((sum, value) => sum + value, 0),
    defined(line.slice(from, to)).at(-1) ?? Number.NaN,
  ]
}

describe('chartWindow', () => {
  test('gives what bucketing bar by bar gives, for any window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(price, price, price, price, price, price), { maxLength: 400 }),
        fc.integer({ min: -5, max: 405 }),
        fc.integer({ min: -5, max: 405 }),
        fc.integer({ min: 1, max: 60 }),
        (rows, from, to, buckets) => {
          const bars = barsOf(rows)
          const line = Float64Array.from(rows, (row) => row[5]!)
          const got = chartWindow({ bars, lines: [{ name: 'l', values: line }], from, to, buckets })
          const start = Math.min(rows.length, Math.max(0, from))
          const end = Math.max(start, Math.min(rows.length, to))
          expect(Number.isInteger(Math.log2(got.span))).toBe(true)
          expect((end - start) / got.span).toBeLessThanOrEqual(buckets)
          expect(got.span === 1 || (end - start) / (got.span / 2) > buckets).toBe(true)
          const edges: number[] = []
          for (let edge = Math.floor(start / got.span) * got.span; edge < end; edge += got.span) edges.push(edge)
          const expected = edges.map((edge) => naiveBucket(bars, line, edge, Math.min(rows.length, edge + got.span)))
          expect(got.columns).toEqual(['ts', 'open', 'high', 'low', 'close', 'volume', 'l'])
          expect([...got.values]).toEqual(got.columns.flatMap((_, column) => expected.map((bucket) => bucket[column]!)))
          const covered = [
            edges[0] ?? got.from,
            edges.length === 0 ? got.to : Math.min(rows.length, edges.at(-1)! + got.span),
          ]
          expect([got.from, got.to]).toEqual(covered)
        },
      ),
      { numRuns: 400 },
    )
  })

  test('a bucket keeps its values while the window pans', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => [row % 7, (row * 37) % 101, -((row * 37) % 101), row % 5, 1])
    const bars = barsOf(rows)
    const at = (from: number) => chartWindow({ bars, lines: [], from, to: from + 2000, buckets: 100 })
    const [left, right] = [at(1000), at(1013)]
    const high = (window: typeof left, index: number) =>
      window.values[2 * (window.values.length / 6) + (index - window.from) / window.span]
    for (let index = 1024; index < 2976; index += left.span) expect(high(right, index)).toBe(high(left, index))
  })

  test('an empty series gives an empty window', () => {
    expect(chartWindow({ bars: barsOf([]), lines: [], from: 0, to: 10, buckets: 10 })).toMatchObject({
      from: 0,
      to: 0,
      span: 1,
      values: new Float64Array(0),
    })
  })

  test('500 buckets anywhere over 5 million bars', () => {
    const rows = 5_000_000
    const column = () => Float64Array.from({ length: rows }, (_, row) => Math.sin(row / 997) * 100)
    const bars: Bars = {
      rows,
      ts: column(),
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
    }
    const lines = Array.from({ length: 6 }, (_, index) => ({ name: `l${index}`, values: column() }))
    const first = performance.now()
    chartWindow({ bars, lines, from: 0, to: rows, buckets: 500 })
    const build = performance.now() - first
    const times: number[] = []
    for (let step = 0; step < 200; step++) {
      const width = Math.floor(500 * 1.045 ** step)
      const from = Math.floor(((rows - width) * ((step * 61) % 200)) / 200)
      const started = performance.now()
      chartWindow({ bars, lines, from, to: from + width, buckets: 500 })
      times.push(performance.now() - started)
    }
    times.sort((a, b) => a - b)
    console.log(
      `pyramid of 12 columns ${build.toFixed(0)} ms, window median ${times[100]!.toFixed(2)} ms, 95th ${times[190]!.toFixed(2)} ms`,
    )
    // Bounds of a busy machine; the figures on a quiet one are a third of them.
    expect(build).toBeLessThan(3000)
    expect(times[190]).toBeLessThan(6)
  }, 60_000)
})
