import type { ChartIndicator } from '../../renderer/ui/price-chart/panes.ts'
import { createPriceView } from '../../renderer/ui/price-chart/price-view.ts'
import { decodeSlab, type WindowRequest } from '../../renderer/ui/price-chart/slab.ts'
import type { TradeMarks } from '../../renderer/ui/price-chart/trade-marks.ts'

/** What the benchmark drives from outside the page. */
export interface ChartBench {
  readonly firstPaintMs: number
  readonly pan: (candles: number, steps: number) => Promise<{ readonly script: number[]; readonly frame: number[] }>
  readonly hover: (moves: number) => Promise<number[]>
}

declare global {
  interface Window {
    chartBench?: ChartBench
    chartError?: string
  }
}

const line = (name: string, label: string, params: Record<string, number>, colour: number): ChartIndicator => ({
  id: label.replace(' ', ''),
  name,
  params,
  label,
  pane: 'price',
  levels: [],
  colours: [colour],
  visible: true,
  outputs: [{ name: 'real', short: label, style: 'line' }],
})
const indicators: ChartIndicator[] = [
  line('sma', 'SMA 10', { timeperiod: 10 }, 0),
  line('sma', 'SMA 30', { timeperiod: 30 }, 1),
  {
    id: 'rsi',
    name: 'rsi',
    params: { timeperiod: 14 },
    label: 'RSI 14',
    pane: 'own',
    levels: [30, 70],
    colours: [2],
    visible: true,
    outputs: [{ name: 'real', short: 'rsi', style: 'line' }],
  },
  {
    id: 'macd',
    name: 'macd',
    params: { fastperiod: 12, slowperiod: 26, signalperiod: 9 },
    label: 'MACD 12 26 9',
    pane: 'own',
    levels: [],
    colours: [3, 0, 4],
    visible: true,
    outputs: [
      { name: 'macd', short: 'macd', style: 'line' },
      { name: 'macdsignal', short: 'signal', style: 'line' },
      { name: 'macdhist', short: 'hist', style: 'histogram' },
    ],
  },
]

async function fetchWindow(request: WindowRequest, signal: AbortSignal) {
  const answer = await fetch('/window', { method: 'POST', body: JSON.stringify(request), signal })
  const head = JSON.parse(answer.headers.get('x-window') ?? '{}') as Parameters<typeof decodeSlab>[0]
  return decodeSlab(head, await answer.arrayBuffer())
}

async function fetchTrades(): Promise<TradeMarks> {
  const plain = (await (await fetch('/trades')).json()) as Record<string, number[]>
  const column = (name: string) => Float64Array.from(plain[name] ?? [])
  return {
    count: plain['entryIndex']?.length ?? 0,
    entryIndex: column('entryIndex'),
    exitIndex: column('exitIndex'),
    entryPrice: column('entryPrice'),
    exitPrice: column('exitPrice'),
    pnl: column('pnl'),
    long: Uint8Array.from(plain['long'] ?? []),
    open: new Uint8Array(plain['entryIndex']?.length ?? 0),
  }
}

const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))

/**
 * Time in our and the library's code for one change, without the waits between frames: the change itself with the
 * layout it queues, then everything the next frame runs. Raster is what reading the canvases back then takes.
 */
async function work(change: () => void): Promise<{ readonly script: number; readonly raster: number }> {
  let frameStart = 0
  // Callbacks of one frame run in the order they were asked for, so these two stand around the library's own.
  requestAnimationFrame(() => {
    frameStart = performance.now()
  })
  const begun = performance.now()
  change()
  // The library lays out in a chain of resolved promises; the frame comes after all of them.
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  const changed = performance.now() - begun
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => resolve())
  })
  const painted = performance.now() - frameStart
  const rasterStart = performance.now()
  rasterise(document.body)
  return { script: changed + painted, raster: performance.now() - rasterStart }
}

/** Reads one pixel back, so that a frame counts only once its canvas has been rasterised. */
function rasterise(container: HTMLElement): void {
  for (const canvas of container.querySelectorAll('canvas')) {
    // The layer for a marked trade is not repainted by a step.
    if (canvas.width > 0 && canvas.className === '') canvas.getContext('2d')?.getImageData(0, 0, 1, 1)
  }
}

async function start(): Promise<void> {
  const container = document.querySelector<HTMLElement>('#chart')
  if (!container) throw new Error('the page has no chart element')
  const rows = Number(await (await fetch('/rows')).text())
  const trades = await fetchTrades()
  await document.fonts.ready
  const begun = performance.now()
  let painted: () => void = () => undefined
  const drawn = new Promise<void>((resolve) => {
    painted = resolve
  })
  const view = createPriceView({
    container,
    title: 'SYNTH · 1m',
    timeframe: '1m',
    decimals: 2,
    rows,
    timezone: 'America/New_York',
    bars: 500,
    fetch: fetchWindow,
    onSlab: () => painted(),
    onError: (error) => {
      window.chartError = String(error)
    },
  })
  view.setIndicators(indicators)
  view.setTrades(trades)
  await drawn
  await frame()
  await frame()
  rasterise(container)
  const firstPaintMs = performance.now() - begun
  window.chartBench = {
    firstPaintMs,
    async pan(candles, steps) {
      const script: number[] = []
      const whole: number[] = []
      view.setView({ left: rows - candles, right: rows })
      await new Promise((resolve) => setTimeout(resolve, 400))
      for (let step = 0; step < steps; step++) {
        await frame()
        const now = view.view()
        const away = Math.max(1, Math.round(candles / 100))
        const took = await work(() => {
          view.setView({ left: now.left - away, right: now.right - away })
          view.drawNow()
        })
        script.push(took.script)
        whole.push(took.script + took.raster)
      }
      return { script, frame: whole }
    },
    async hover(moves) {
      const took: number[] = []
      const box = container.getBoundingClientRect()
      for (let n = 0; n < moves; n++) {
        await frame()
        const x = box.left + 200 + n * 8
        const target = document.elementFromPoint(x, box.top + 200)
        const { script, raster } = await work(() => {
          target?.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: x, clientY: box.top + 200 }))
        })
        took.push(script + raster)
      }
      return took
    },
  }
}

start().catch((error: unknown) => {
  window.chartError = String(error)
})
