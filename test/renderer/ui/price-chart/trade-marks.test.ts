import { describe, expect, it } from 'vitest'
import {
  drawTrades,
  type PlotScale,
  tradeAt,
  type TradeMarks,
  visibleTrades,
} from '../../../../renderer/ui/price-chart/trade-marks.ts'
import type { ChartColours } from '../../../../renderer/ui/price-chart/theme.ts'

function marks(
  list: readonly { entry: number; exit: number; from: number; to: number; long?: boolean; open?: boolean }[],
): TradeMarks {
  const column = (read: (one: (typeof list)[number]) => number) => Float64Array.from(list, read)
  return {
    count: list.length,
    entryIndex: column((t) => t.entry),
    exitIndex: column((t) => t.exit),
    entryPrice: column((t) => t.from),
    exitPrice: column((t) => t.to),
    pnl: column((t) => (t.to - t.from) * (t.long === false ? -1 : 1)),
    long: Uint8Array.from(list, (t) => Number(t.long !== false)),
    open: Uint8Array.from(list, (t) => Number(t.open === true)),
  }
}

const scale: PlotScale = {
  width: 1000,
  x: (index) => index,
  y: (price) => 500 - price,
  extremes: () => ({ high: Number.NaN, low: Number.NaN }),
}
const colours = { win: 'win', loss: 'loss', text1: 'ink' } as ChartColours

/** Records what is drawn instead of drawing it. */
function recorder() {
  const strokes: { dash: number[]; lines: number; colour: string }[] = []
  let lines = 0
  let triangles = 0
  let dash: number[] = []
  const ctx = {
    strokeStyle: '',
    fillStyle: '',
    lineWidth: 1,
    beginPath: () => {
      lines = 0
      triangles = 0
    },
    moveTo: () => undefined,
    lineTo: () => {
      lines += 1
    },
    closePath: () => {
      triangles += 1
    },
    setLineDash: (next: number[]) => {
      dash = next
    },
    stroke() {
      strokes.push({ dash, lines, colour: this.strokeStyle })
    },
    fill: () => undefined,
  }
  return { ctx: ctx as unknown as CanvasRenderingContext2D, strokes, triangles: () => triangles }
}

describe('trades on the chart', () => {
  const trades = marks([
    { entry: 100, exit: 200, from: 100, to: 180 },
    { entry: 250, exit: 300, from: 200, to: 150 },
    { entry: 600, exit: 900, from: 100, to: 120, open: true },
  ])

  it('keeps those with any part in view', () => {
    expect(visibleTrades(trades, 150, 260)).toEqual([0, 1])
    expect(visibleTrades(trades, 201, 250)).toEqual([])
    expect(visibleTrades(trades, 700, 710)).toEqual([2])
  })

  it('draws a winner solid and a loser dashed, and no exit mark for an open one', () => {
    const { ctx, strokes, triangles } = recorder()
    drawTrades(ctx, trades, [0, 1, 2], scale, colours)
    expect(strokes).toEqual([
      { dash: [], lines: 2, colour: 'win' },
      { dash: [4, 3], lines: 1, colour: 'loss' },
    ])
    expect(triangles()).toBe(5)
  })

  it('thins triangles to one a side every eight pixels', () => {
    const dense = marks(Array.from({ length: 1000 }, (_, n) => ({ entry: n, exit: n + 0.5, from: 10, to: 11 })))
    const { ctx, triangles } = recorder()
    drawTrades(ctx, dense, visibleTrades(dense, 0, 1000), scale, colours)
    expect(triangles()).toBe(250)
  })

  it('finds the trade under the pointer on its joining line, not beside it', () => {
    const shown = visibleTrades(trades, 0, 1000)
    expect(tradeAt(trades, shown, 150, scale.y(140), scale)).toBe(0)
    expect(tradeAt(trades, shown, 150, scale.y(140) + 30, scale)).toBe(-1)
    expect(tradeAt(trades, shown, 280, scale.y(170), scale)).toBe(1)
  })
})
