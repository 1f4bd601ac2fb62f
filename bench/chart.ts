import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Page } from 'playwright-core'
import sirv from 'sirv'
import { build } from 'vite'
import { calcIndicator } from '../core/indicators/calc.ts'
import { indicators } from '../core/indicators/registry.ts'
import { chartWindow } from '../core/market-data/chart-window.ts'
import { syntheticSeries, type SyntheticSeries } from './chart-series.ts'
import { row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

const packageVersion = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../node_modules/klinecharts/package.json'), 'utf8')) as {
    version: string
  }
).version
const bars = 5_000_000
const lines = [
  ['SMA10', 'sma', { timeperiod: 10 }],
  ['SMA30', 'sma', { timeperiod: 30 }],
  ['rsi', 'rsi', { timeperiod: 14 }],
  ['macd', 'macd', { fastperiod: 12, slowperiod: 26, signalperiod: 9 }],
] as const

/**
 * The price chart over five million one-minute bars with two lines on the candles, two panes below and a thousand
 * trades, in headless Chromium at 1600 x 1000 without a GPU. A step is a changed view up to rastered canvases.
 */
export const workload: Workload = {
  name: 'chart',
  title: 'Price chart over 5 M bars: first paint, pan, window',
  run,
}

async function run(): Promise<BenchRow[]> {
  const series = syntheticSeries(bars)
  const columns = indicatorColumns(series)
  const windowMs: number[] = []
  const out = await mkdtemp(join(tmpdir(), 'chart-bench-'))
  await build({
    root: join(import.meta.dirname, 'chart-page'),
    base: './',
    logLevel: 'error',
    configFile: false,
    build: { outDir: out, emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0 },
  })
  const server = createServer(route(out, series, columns, windowMs)).listen(0, '127.0.0.1')
  // The package's own flags emulate a GPU in software, which no desktop does; a machine without one rasters on the CPU.
  const args = [...sparticuz.args, '--disable-gpu', '--disable-accelerated-2d-canvas']
  const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args, headless: true })
  try {
    const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/index.html`)
    return await measure(page, windowMs, browser.version())
  } finally {
    await browser.close()
    server.close()
    await rm(out, { recursive: true, force: true })
  }
}

async function measure(page: Page, windowMs: readonly number[], version: string): Promise<BenchRow[]> {
  await page.waitForFunction(() => window.chartBench !== undefined || window.chartError !== undefined)
  const failed = await page.evaluate(() => window.chartError)
  if (failed) throw new Error(`the chart page failed: ${failed}`)
  const first = await page.evaluate(() => window.chartBench?.firstPaintMs ?? Number.NaN)
  await page.evaluate(() => window.chartBench?.pan(500, 20))
  const pan = await panned(page, 500)
  const wide = await panned(page, 100_000)
  const hover = (await page.evaluate(() => window.chartBench?.hover(120))) ?? []
  const shot = process.env['CHART_BENCH_SHOT']
  if (shot) await page.screenshot({ path: shot })
  const line = (name: string, figure: number, limit: number | null) =>
    row({
      workload: 'chart',
      figure: Math.round(figure * 10) / 10,
      unit: `ms, ${name}`,
      limit,
      versions: versions({ chromium: version, klinecharts: packageVersion }),
    })
  return [
    line('first paint', first, 300),
    line('pan 500 candles, median', middle(pan.frame), 25),
    line('pan 500 candles, p95', at(pan.frame, 0.95), null),
    line('pan 500 candles, script, median', middle(pan.script), 10),
    line('pan 500 candles, script, p95', at(pan.script, 0.95), null),
    line('pan 100,000 bars in view, median', middle(wide.frame), null),
    line('hover, median', middle(hover), null),
    line('data.window, median', middle(windowMs), 20),
    line('data.window, worst', Math.max(...windowMs), null),
  ]
}

async function panned(page: Page, candles: number) {
  const found = await page.evaluate((count) => window.chartBench?.pan(count, 200), candles)
  if (!found) throw new Error('the chart page lost its benchmark')
  return found
}

const at = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
const middle = (values: readonly number[]) => at(values, 0.5)

function indicatorColumns(series: SyntheticSeries): Map<string, Float64Array> {
  const columns = new Map<string, Float64Array>()
  for (const [id, name, params] of lines) {
    const found = indicators.find((one) => one.name === name)
    if (!found) throw new Error(`the registry has no indicator ${name}`)
    const values = calcIndicator(found, series, params)
    for (const [order, output] of found.outputs.entries()) columns.set(`${id}.${output.name}`, values[order]!)
  }
  return columns
}

/** A thousand trades, one every ten of the last ten thousand bars. */
function trades(series: SyntheticSeries) {
  const entryIndex = Array.from({ length: 1000 }, (_, n) => series.rows - 10_000 + n * 10)
  const exitIndex = entryIndex.map((index) => index + 7)
  const entryPrice = entryIndex.map((index) => series.open[index]!)
  const exitPrice = exitIndex.map((index) => series.open[index]!)
  return {
    entryIndex,
    exitIndex,
    entryPrice,
    exitPrice,
    pnl: exitPrice.map((price, n) => price - entryPrice[n]!),
    long: entryIndex.map(() => 1),
  }
}

interface Asked {
  readonly from: number
  readonly to: number
  readonly buckets: number
  readonly indicators: ReadonlyArray<{ readonly id: string }>
}

/** What `data.window` answers, by the same function, without the process edge. */
function windowOf(series: SyntheticSeries, columns: ReadonlyMap<string, Float64Array>, asked: Asked) {
  const drawn = asked.indicators.flatMap(({ id }) => [...columns].filter(([name]) => name.startsWith(`${id}.`)))
  return chartWindow({ ...asked, bars: series, lines: drawn.map(([name, values]) => ({ name, values })) })
}

function route(out: string, series: SyntheticSeries, columns: Map<string, Float64Array>, windowMs: number[]) {
  const files = sirv(out)
  return (request: Parameters<typeof files>[0], response: Parameters<typeof files>[1]) => {
    if (request.url === '/rows') response.end(String(series.rows))
    else if (request.url === '/trades') response.end(JSON.stringify(trades(series)))
    else if (request.url === '/window') {
      let body = ''
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      request.on('end', () => {
        const begun = performance.now()
        const { values, ...head } = windowOf(series, columns, JSON.parse(body) as Asked)
        windowMs.push(performance.now() - begun)
        response.setHeader('x-window', JSON.stringify({ ...head, rows: series.rows }))
        response.end(Buffer.from(values.buffer))
      })
    } else
      files(request, response, () => {
        response.statusCode = 404
        response.end()
      })
  }
}
