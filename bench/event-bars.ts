import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { runCallbackBacktest } from '../core/backtest/callbacks.ts'
import { eventDriver } from '../core/backtest/event-driver.ts'
import type { BacktestRequest } from '../core/backtest/port.ts'
import { prepareRun, simulateSeries } from '../core/backtest/prepare.ts'
import { findProfile } from '../core/engine/conventions/profiles.ts'
import type { Bars } from '../core/market-data/bars.ts'
import { generatedBars } from './bars.ts'
import { pandas2Python, packageVersion, python, runPeer } from './python.ts'
import { smaCross } from './sma-strategy.ts'
import { median, row, versions } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

/** A peer, how many of the bars it is given, and how many times faster rules here must be. */
interface PeerSpec {
  readonly name: string
  readonly script: string
  readonly interpreter: string
  readonly file: string
  readonly variable: string
  readonly bars: number
  readonly times: number
}

interface Peer extends PeerSpec {
  readonly title: string
  /** Bars a second. */
  readonly rate: number
}

const common = { interpreter: python, file: 'requirements.txt', variable: 'SEXTANT_PYTHON', bars: 100_000 }
const peers: readonly PeerSpec[] = [
  { ...common, name: 'backtesting', script: 'backtesting_bars.py', times: 8 },
  { ...common, name: 'backtrader', script: 'backtrader_bars.py', times: 50 },
  {
    name: 'nautilus_trader',
    script: 'nautilus_bars.py',
    interpreter: pandas2Python,
    file: 'pandas2.txt',
    variable: 'SEXTANT_PANDAS2_PYTHON',
    bars: 40_000,
    times: 20,
  },
]

interface PeerOutput {
  readonly seconds: number
  readonly bars: number
  readonly trades: number
}

/** The same averages with a state of its own: sums that move along, an order placed by hand. */
const callbacks = `
export const name = 'sma-cross'
export function create() {
  let fast = 0
  let slow = 0
  let before = 0
  return {
    onBar(bar, broker) {
      fast += bar.close
      slow += bar.close
      if (bar.index >= 10) fast -= bar.ago('close', 10)
      if (bar.index < 30) return
      slow -= bar.ago('close', 30)
      const side = Math.sign(fast / 10 - slow / 30)
      if (side > 0 && before <= 0 && broker.position() === 0) broker.buy(broker.unitsFor(0.95))
      if (side < 0 && before >= 0) broker.closePosition()
      before = side
    },
  }
}
`

export const workload: Workload = {
  name: 'event-bars',
  title: 'A million one-minute bars, bar by bar: averages as rules, and as callbacks in a process of their own',
  run,
}

async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const bars = generatedBars(1_000_000, 60_000)
  const request: BacktestRequest = {
    text: smaCross,
    params: {},
    series: [{ symbol: 'X', timeframe: '1m', bars }],
    profile: findProfile('sextant').fields,
    costs: { cash: 1e6, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 },
    sizing: 'percent(95)',
    seed: 0,
    benchmark: null,
  }
  const rules = byRules(request)
  const own = await byCallbacks(request)
  note(`${rules.trades} trades by rules, ${own.trades} by callbacks`)
  const about = { workload: 'event-bars', versions: versions({ data: 'generated, 1,000,000 one-minute bars' }) }
  const asked: Peer[] = []
  for (const one of peers) {
    const measured = await peer(one, bars, note)
    if (measured !== null) asked.push({ ...one, ...measured })
  }
  const besides = asked.length === 0 ? [{}] : asked.map(({ title, rate }) => ({ peer: title, peerFigure: rate }))
  return [
    ...besides.map((beside) =>
      row({
        ...about,
        figure: rules.rate,
        unit: 'bars/s, rules',
        limit: 1_000_000,
        ...beside,
        ...('peerFigure' in beside ? { ratio: rules.rate / beside.peerFigure } : {}),
      }),
    ),
    ...besides.map((beside) =>
      row({
        ...about,
        figure: own.rate,
        unit: 'bars/s, callbacks',
        limit: 300_000,
        ...beside,
        ...('peerFigure' in beside ? { ratio: own.rate / beside.peerFigure } : {}),
      }),
    ),
    // The same strategy as it is written here and there; the rows above show callbacks beside callbacks.
    ...asked.map(({ name, times, title, rate }) =>
      row({
        ...about,
        figure: rules.rate / rate,
        unit: `times ${name}, rules`,
        limit: times,
        peer: title,
        peerFigure: 1,
        ratio: rules.rate / rate,
      }),
    ),
  ]
}

/** From the strategy's text to trades and equity: signals included, figures not. */
function byRules(request: BacktestRequest): { rate: number; trades: number } {
  const seconds: number[] = []
  let trades = 0
  for (let i = 0; i < 4; i++) {
    const started = performance.now()
    const signals = prepareRun(request).signals(request.profile)
    trades = simulateSeries(request, signals, eventDriver).result.trades.length
    seconds.push((performance.now() - started) / 1000)
  }
  return { rate: request.series[0]!.bars.rows / median(seconds.slice(1)), trades }
}

/** From the strategy's text to figures: the start of the process and the way of bars and results included. */
async function byCallbacks(request: BacktestRequest): Promise<{ rate: number; trades: number }> {
  const scratch = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  try {
    const seconds: number[] = []
    let trades = 0
    for (let i = 0; i < 3; i++) {
      const given = { ...request, sizing: null, text: callbacks, file: 'sma-cross.strategy.ts', scratch }
      const run = await runCallbackBacktest(given)
      trades = run.result.trades.length
      seconds.push(run.engineMs / 1000)
    }
    return { rate: request.series[0]!.bars.rows / median(seconds), trades }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** The same strategy in a Python library, on the first bars: its speed does not depend on how many there are. */
async function peer(
  { name, script, interpreter, file: requirements, variable, bars: count }: PeerSpec,
  bars: Bars,
  note: (line: string) => void,
): Promise<{ title: string; rate: number } | null> {
  const version = await packageVersion(name, interpreter)
  if (version === null) {
    note(
      `${name} is not in ${interpreter}: skipped. To have it: python3 -m venv .venv && .venv/bin/pip install -r bench/peers/${requirements}, then ${variable}=.venv/bin/python`,
    )
    return null
  }
  const dir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
  try {
    const file = join(dir, 'prices.csv')
    const lines = Array.from(
      bars.ts.subarray(0, count),
      (time, i) =>
        `${new Date(time).toISOString().slice(0, 19)},${bars.open[i]},${bars.high[i]},${bars.low[i]},${bars.close[i]},${bars.volume[i]}`,
    )
    await writeFile(file, `Date,Open,High,Low,Close,Volume\n${lines.join('\n')}\n`)
    const output = await runPeer<PeerOutput>(script, [file], interpreter)
    note(`${name}: ${output.trades} trades on ${output.bars} bars`)
    return { title: `${name} ${version}`, rate: output.bars / output.seconds }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
