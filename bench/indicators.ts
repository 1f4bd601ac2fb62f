import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import type { Indicator } from '../core/indicators/indicator.ts'
import { indicators } from '../core/indicators/registry.ts'
import { generatedBars } from './bars.ts'
import { python, runPeer } from './python.ts'
import { row } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

const rows = 1_000_000
const repeats = 5
/** Quick functions run until they took that many milliseconds of the processor, copies included: a single run is easily disturbed. */
const atLeast = 200

/** Bars a second that each must reach; the rest are only reported. */
const limits: Readonly<Record<string, number>> = { sma: 100, ema: 100, rsi: 50, atr: 50 }

/** Functions measured on the close as a share of 1000: their domain ends at 1, or their values soon leave that of doubles. */
const unitDomain = new Set(['acos', 'asin', 'cosh', 'exp', 'sinh'])

export const workload: Workload = {
  name: 'indicators',
  title: `every indicator with default parameters on 1 M bars, best of ${repeats} runs or more, once compiled, each on columns it has not seen before`,
  run,
}

type Columns = Readonly<Record<string, Float64Array>>

/** The same bars for both sides. */
function columnsOf(): Columns {
  const { ts, open, high, low, close, volume } = generatedBars(rows, 60_000)
  const periods = Float64Array.from(close, (_, i) => 2 + ((7 * i) % 29))
  return { ts, open, high, low, close, volume, unit: close.map((price) => price / 1000), periods }
}

function inputsOf({ name, inputs }: Indicator, columns: Columns): Float64Array[] {
  const pair = inputs.includes('real1') && name !== 'mavp'
  return inputs.map((input) => {
    if (unitDomain.has(name)) return columns['unit']!
    if (input === 'real') return columns[pair ? 'high' : 'close']!
    if (input === 'real1') return columns[pair ? 'low' : 'periods']!
    return columns[input]!
  })
}

/**
 * Fewest seconds a run. What an indicator keeps of columns it has seen, such as their ticks, is no help: each run gets
 * copies, as TA-Lib's do. Runs over a part come first, and time for the compiler, which works beside them.
 */
async function measure(indicator: Indicator, columns: Columns): Promise<number> {
  const params = indicator.params.map((param) => param.default)
  const part = inputsOf(indicator, columns).map((column) => column.slice(0, rows / 10))
  for (let k = 0; k < 3; k++) {
    indicator.calc(part, params)
    await setTimeout(10)
  }
  let best = Infinity
  const begun = process.cpuUsage()
  for (let k = 0; k < repeats || spent(begun) < atLeast; k++) {
    const inputs = inputsOf(indicator, columns).map((column) => column.slice())
    const start = performance.now()
    indicator.calc(inputs, params)
    best = Math.min(best, performance.now() - start)
  }
  return best / 1000
}

/** Milliseconds of the processor since then. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const columns = columnsOf()
  const peer = await talib(columns, note)
  const found: BenchRow[] = []
  for (const indicator of indicators) {
    const figure = rows / (await measure(indicator, columns)) / 1e6
    const theirs = peer?.seconds[indicator.name]
    const beside =
      theirs === undefined
        ? {}
        : {
            peer: `TA-Lib ${peer!.version}`,
            peerFigure: rows / theirs / 1e6,
            ratio: (figure * 1e6 * theirs) / rows,
          }
    const unit = `M bars/s, ${indicator.name}`
    found.push(row({ workload: 'indicators', figure, unit, limit: limits[indicator.name] ?? null, ...beside }))
  }
  return [...found, ...summary(found)]
}

/** The geometric mean of the ratios and the ten functions that fall furthest behind. */
function summary(found: readonly BenchRow[]): BenchRow[] {
  const compared = found.filter((one) => one.ratio !== null).sort((a, b) => a.ratio! - b.ratio!)
  if (compared.length === 0) return []
  const peer = compared[0]!.peer!
  const mean = Math.exp(compared.reduce((sum, one) => sum + Math.log(one.ratio!), 0) / compared.length)
  const worst = compared.slice(0, 10)
  return [
    ...worst.map((one) =>
      row({ workload: 'indicators', figure: one.ratio!, unit: `of the speed of ${peer}, ${one.unit.slice(10)}` }),
    ),
    row({
      workload: 'indicators',
      figure: mean,
      unit: `of the speed of ${peer}, geometric mean of ${compared.length} functions`,
    }),
  ]
}

interface PeerOutput {
  readonly version: string
  readonly seconds: Readonly<Record<string, number>>
}

async function talib(columns: Columns, note: (line: string) => void): Promise<PeerOutput | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  const file = join(folder, 'columns.f64')
  try {
    await writeFile(file, Buffer.concat(Object.values(columns).map((column) => Buffer.from(column.buffer))))
    const names = indicators.filter(({ source }) => source.includes('TA-Lib')).map(({ name }) => name)
    return await runPeer<PeerOutput>('talib_speed.py', [
      file,
      Object.keys(columns).join(),
      `${repeats}`,
      `${atLeast}`,
      ...names,
    ])
  } catch (error) {
    note(
      `TA-Lib does not run in ${python}: pip install TA-Lib there, or name a Python that has it in SEXTANT_PYTHON` +
        ` (${error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error)})`,
    )
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
