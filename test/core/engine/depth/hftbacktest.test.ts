import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { alignClocks } from '../../../../core/engine/depth/events.ts'
import { constantLatency } from '../../../../core/engine/depth/latency.ts'
import { logQueue, powerQueue, riskAverseQueue } from '../../../../core/engine/depth/queue.ts'
import { replayDepth } from '../../../../core/engine/depth/replay.ts'
import { runRecording } from '../../../../core/engine/depth/run-recording.ts'
import { settleMarket } from '../../../../core/engine/depth/settled.ts'
import type { Order } from '../../../../core/engine/events/orders.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { toRecording } from '../../../../core/market-data/depth/tick-events.ts'
import { toDepthEvents } from '../../../../core/market-data/depth/events.ts'
import { readFeed } from '../../../../core/market-data/depth/read-feed.ts'

const recording = '../shared/data/binance-spot-btcusdt-l2-20240808.gz'
const reference = JSON.parse(readFileSync(new URL('hftbacktest-fills.json', import.meta.url), 'utf8')) as {
  readonly ticks: readonly number[]
  readonly filled: Readonly<Record<string, readonly number[]>>
}
const lots = 1000

describe('the orders that hftbacktest fills on a recorded feed', () => {
  test.for(Object.entries(reference.filled))(
    '$0 queue: the same 688 prices, the same orders filled',
    async ([name, filled], ctx) => {
      if (!existsSync(recording)) ctx.skip(`needs ${recording}, which is not beside this clone`)
      const container = { packing: 'gzip', packedBytes: statSync(recording).size } as const
      const reading = { signal: new AbortController().signal, onProgress: () => {} }
      const { columns } = await readFeed({ path: recording, name: 'feed.gz' }, container, {}, reading)
      const { events, tickSize, lotSize } = toDepthEvents(columns)
      const queue =
        name === 'log'
          ? logQueue(lotSize)
          : name === 'risk-averse'
            ? riskAverseQueue()
            : powerQueue(Number(name.slice(-1)))
      let steps = 0
      const { orders } = replayDepth({
        events: alignClocks(events),
        tickSize,
        lotSize,
        queue,
        latency: constantLatency(10_000, 10_000),
        fees: { maker: 0, taker: 0 },
        strategy: {
          every: 100_000,
          onTimer: (desk) => {
            steps += 1
            if (steps % 10 !== 0) return
            for (const { id } of desk.working()) desk.cancel(id)
            desk.submit({ side: 1, tick: desk.bestBid(), lots, postOnly: true })
            desk.submit({ side: -1, tick: desk.bestAsk(), lots, postOnly: true })
          },
        },
      })
      // The last two were still open when the peer stopped looking.
      const compared = orders.slice(0, reference.ticks.length)
      expect(orders.length - compared.length).toBe(2)
      expect(compared.map(({ tick }) => tick)).toEqual(reference.ticks)
      expect(compared.filter(({ leaves }) => leaves === 0).map(({ id }) => id)).toEqual(filled)
      // The peer fills wholly or not at all here; so do we.
      expect(compared.filter(({ leaves }) => leaves > 0 && leaves < lots)).toEqual([])
    },
  )
})

describe('the same quotes by the broker of a strategy module', () => {
  test.for(Object.entries(reference.filled))('$0 queue: the same orders filled', async ([name, filled], ctx) => {
    if (!existsSync(recording)) ctx.skip(`needs ${recording}, which is not beside this clone`)
    const container = { packing: 'gzip', packedBytes: statSync(recording).size } as const
    const reading = { signal: new AbortController().signal, onProgress: () => {} }
    const { columns } = await readFeed({ path: recording, name: 'feed.gz' }, container, {}, reading)
    const settled = settleMarket(toRecording('BTCUSDT', columns), {
      latency: { kind: 'constant', entry: 10, response: 10 },
      queue:
        name === 'log'
          ? { kind: 'log' }
          : name === 'risk-averse'
            ? { kind: 'riskAverse' }
            : { kind: 'power', exponent: Number(name.slice(-1)) },
    })
    const { exchangeTs, receiveTs } = settled.recording.events
    const start = Math.min(...exchangeTs.subarray(0, 5000), ...receiveTs.subarray(0, 5000)) / 1000
    const sent: Order[] = []
    const size = lots * settled.recording.lotSize
    let begun = false
    runRecording({
      ...settled,
      profile: findProfile('sextant').fields,
      costs: { cash: 1e9, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 10 },
      own: {},
      seed: 0,
      strategy: {
        onDepth(_, broker) {
          if (!begun) broker.after(start + 1000 - broker.time())
          begun = true
        },
        onTimer(_, broker) {
          for (const order of broker.orders()) broker.cancel(order)
          sent.push(broker.buy(size, { type: 'limit', limit: broker.book!.bid(), postOnly: true }))
          sent.push(broker.sell(size, { type: 'limit', limit: broker.book!.ask(), postOnly: true }))
          broker.after(1000)
        },
      },
    })
    const compared = sent.slice(0, reference.ticks.length)
    expect(compared.map(({ request }) => Math.round(request.limit! / settled.recording.tickSize))).toEqual(
      reference.ticks,
    )
    expect(compared.flatMap(({ status }, id) => (status === 'filled' ? [id] : []))).toEqual(filled)
  })
})
