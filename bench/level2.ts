import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alignClocks, repeatEvents } from '../core/engine/depth/events.ts'
import type { DepthEvents } from '../core/engine/depth/events.ts'
import { constantLatency } from '../core/engine/depth/latency.ts'
import { powerQueue } from '../core/engine/depth/queue.ts'
import { replayDepth } from '../core/engine/depth/replay.ts'
import type { DepthReplayResult } from '../core/engine/depth/replay.ts'
import type { DepthStrategy } from '../core/engine/depth/strategy.ts'
import type { ReplayInput } from '../core/market-data/depth/events.ts'
import { recordedFeed, syntheticFeed } from './feed.ts'
import { packageVersion, python, runPeer } from './python.ts'
import { row } from './workload.ts'
import type { BenchRow, Workload } from './workload.ts'

const recording = join(import.meta.dirname, '../../shared/data/binance-spot-btcusdt-l2-20240808.gz')
const times = 12
const repeats = 9
/** Microseconds. */
const pause = 100_000
const step = 100_000
const latency = 10_000
/** Quantity of each order. */
const quantity = 0.001

export const workload: Workload = {
  name: 'level2',
  title:
    'recorded order book and trades 12 times over, 100 ms steps, power queue, 10 ms latency, two post-only orders a second, best of 9',
  run,
}

async function run(note: (line: string) => void = () => {}): Promise<readonly BenchRow[]> {
  const recorded = existsSync(recording)
  if (!recorded) note('no recorded feed here: a seeded synthetic one of about the same size is replayed')
  const input = recorded ? await recordedFeed(recording) : syntheticFeed(3451, 1)
  const one = alignClocks(input.events)
  const events = repeatEvents(one, times, pause)
  const measured = Array.from({ length: repeats }, () => {
    const start = performance.now()
    const result = replay(events, input)
    return { seconds: (performance.now() - start) / 1000, result }
  })
  const seconds = Math.min(...measured.map((each) => each.seconds))
  const { result } = measured[0]!
  note(
    `${events.rows} events, ${result.orders.length} orders, ${result.fills.length} fills, position ${result.position} lots, cash ${result.cash.toFixed(4)}`,
  )
  const figure = events.rows / seconds / 1e6
  const peer = await hftbacktest(one, input, note)
  const speed = row({ workload: 'level2', figure, unit: 'M events/s', limit: 2.5 })
  if (peer === null) return [speed]
  const theirs = events.rows / peer.seconds / 1e6
  note(`hftbacktest: ${peer.orders} orders, first run with compiling ${peer.first.toFixed(2)} s`)
  const named = { peer: `hftbacktest ${peer.version}`, peerFigure: theirs, ratio: figure / theirs }
  return [
    { ...speed, ...named },
    row({ workload: 'level2', figure: figure / theirs, unit: 'of hftbacktest’s speed', limit: 0.35 }),
  ]
}

function replay(events: DepthEvents, { tickSize, lotSize }: ReplayInput): DepthReplayResult {
  return replayDepth({
    events,
    strategy: quoting(sizeIn(lotSize)),
    latency: constantLatency(latency, latency),
    queue: powerQueue(2),
    fees: { maker: 0, taker: 0 },
    tickSize,
    lotSize,
  })
}

/** Once a second: cancel what is left, post one order at the best bid and one at the best ask. */
function quoting(lots: number): DepthStrategy {
  let steps = 0
  return {
    every: step,
    onTimer: (desk) => {
      steps += 1
      if (steps % 10 !== 0) return
      for (const { id } of desk.working()) desk.cancel(id)
      const [bid, ask] = [desk.bestBid(), desk.bestAsk()]
      if (bid < 0 || ask < 0) return
      desk.submit({ side: 1, tick: bid, lots, postOnly: true })
      desk.submit({ side: -1, tick: ask, lots, postOnly: true })
    },
  }
}

interface PeerOutput {
  readonly version: string
  readonly seconds: number
  readonly first: number
  readonly orders: number
}

async function hftbacktest(
  one: DepthEvents,
  { tickSize, lotSize }: ReplayInput,
  note: (line: string) => void,
): Promise<PeerOutput | null> {
  if ((await packageVersion('hftbacktest')) === null) {
    note(
      `hftbacktest does not run in ${python}: pip install hftbacktest==2.4.4 there, or name a Python that has it in SEXTANT_PYTHON`,
    )
    return null
  }
  const folder = await mkdtemp(join(tmpdir(), 'sextant-level2-'))
  try {
    const file = join(folder, 'events.f64')
    const columns = [one.kind, one.flags, one.side, one.exchangeTs, one.receiveTs, one.tick, one.lots]
    await writeFile(file, Buffer.concat(columns.map((column) => Buffer.from(Float64Array.from(column).buffer))))
    const numbers = [one.rows, times, pause, step, latency, sizeIn(lotSize), tickSize, lotSize, repeats]
    return await runPeer<PeerOutput>('hftbacktest_level2.py', [file, ...numbers.map(String)])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function sizeIn(lotSize: number): number {
  return Math.round(quantity / lotSize)
}
