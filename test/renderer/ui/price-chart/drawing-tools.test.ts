import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createDrawingTools } from '../../../../renderer/ui/price-chart/drawing-tools.ts'
import {
  type Drawing,
  type DrawingKind,
  type DrawingScale,
  hitDrawing,
  segmentsOf,
} from '../../../../renderer/ui/price-chart/drawings.ts'

const scale: DrawingScale = {
  width: 1000,
  height: 400,
  decimals: 2,
  x: (index) => index * 10,
  y: (price) => 400 - price,
}
const anchorAt = (x: number, y: number) => ({
  index: Math.round(x / 10),
  ts: Math.round(x / 10) * 86_400_000,
  price: 400 - y,
})

let kept: readonly Drawing[] = []
const onTool = vi.fn<(tool: DrawingKind | null) => void>()
const bench = () =>
  createDrawingTools({
    scale: () => scale,
    anchorAt,
    repaint: () => undefined,
    onDrawings: (next) => {
      kept = next
    },
    onTool,
  })
const press = (tools: ReturnType<typeof bench>, x: number, y: number, toX = x, toY = y) => {
  const held = tools.grab(x, y)
  if (toX !== x || toY !== y) held?.move(toX, toY)
  held?.up(toX, toY, toX !== x || toY !== y)
  return held
}

beforeEach(() => {
  kept = []
  onTool.mockClear()
})

describe('drawing with the pointer', () => {
  it('makes a line by two clicks, however fast, and by one drag', () => {
    const tools = bench()
    tools.setTool('trend')
    press(tools, 100, 300)
    expect(kept).toHaveLength(0)
    tools.hover(150, 280)
    press(tools, 200, 200)
    expect(kept[0]).toMatchObject({
      kind: 'trend',
      anchors: [
        { index: 10, price: 100 },
        { index: 20, price: 200 },
      ],
    })
    expect(onTool).toHaveBeenLastCalledWith(null)
    tools.setTool('rectangle')
    press(tools, 300, 300, 400, 100)
    expect(kept[1]).toMatchObject({
      kind: 'rectangle',
      anchors: [
        { index: 30, price: 100 },
        { index: 40, price: 300 },
      ],
    })
  })

  it('makes a level by one click, moves it by its line, a corner by its handle', () => {
    const tools = bench()
    tools.setTool('horizontal')
    press(tools, 500, 250)
    press(tools, 100, 250, 100, 200)
    expect(kept[0]!.anchors[0]!.price).toBe(200)
    tools.setTool('trend')
    press(tools, 100, 350, 200, 300)
    press(tools, 200, 300, 250, 320)
    expect(kept[1]!.anchors.map(({ index, price }) => [index, price])).toEqual([
      [10, 50],
      [25, 80],
    ])
  })

  it('leaves a press on nothing to panning', () => {
    const tools = bench()
    tools.setDrawings([{ id: 'a', kind: 'trend', anchors: [anchorAt(100, 300), anchorAt(200, 200)] }])
    expect(tools.grab(600, 50)).toBeNull()
    expect(tools.grab(150, 250)).not.toBeNull()
  })

  it('removes what is selected with Delete and puts the tool away with Escape', () => {
    const tools = bench()
    tools.setDrawings([{ id: 'a', kind: 'horizontal', anchors: [anchorAt(0, 250)] }])
    expect(tools.key('Delete')).toBe(false)
    press(tools, 100, 250)
    expect(tools.key('Delete')).toBe(true)
    expect(kept).toEqual([])
    tools.setTool('ray')
    expect(tools.key('Escape')).toBe(true)
    expect(onTool).toHaveBeenLastCalledWith(null)
  })

  it('shows a measure until the next press and never keeps it', () => {
    const tools = bench()
    tools.setTool('measure')
    press(tools, 100, 300, 200, 200)
    expect(kept).toEqual([])
    expect(tools.any()).toBe(true)
    tools.setDrawings(kept)
    expect(tools.any()).toBe(true)
    tools.grab(600, 50)
    expect(tools.any()).toBe(false)
  })
})

describe('where a drawing is', () => {
  it('runs a ray to the edge with its slope', () => {
    const ray: Drawing = { id: 'r', kind: 'ray', anchors: [anchorAt(100, 300), anchorAt(200, 280)] }
    expect(segmentsOf(ray, scale)).toEqual([{ x1: 100, y1: 300, x2: 1000, y2: 120 }])
    expect(hitDrawing(ray, 600, 200, scale)).toBe('body')
    expect(hitDrawing(ray, 50, 310, scale)).toBeNull()
  })

  it('puts Fibonacci levels between the two prices', () => {
    const fib: Drawing = {
      id: 'f',
      kind: 'fibonacci',
      anchors: [
        { index: 0, ts: 0, price: 100 },
        { index: 10, ts: 0, price: 200 },
      ],
    }
    const prices = segmentsOf(fib, scale).map(({ y1 }) => Math.round((400 - y1) * 1000) / 1000)
    expect(prices).toEqual([200, 176.4, 161.8, 150, 138.2, 121.4, 100])
  })
})
