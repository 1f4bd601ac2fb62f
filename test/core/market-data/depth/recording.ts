import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { toDepthEvents } from '../../../../core/market-data/depth/events.ts'
import { readFeed } from '../../../../core/market-data/depth/read-feed.ts'

export type Pairs = readonly (readonly [price: string, quantity: string])[]

/** Lines of a recorder, each with a receive time in nanoseconds; `at` is in ms. */
export const line = {
  depth: (at: number, first: number, last: number, b: Pairs, a: Pairs, more: object = {}) =>
    `${at}000000 ${JSON.stringify({ stream: 's', data: { e: 'depthUpdate', E: at, s: 'BTCUSDT', U: first, u: last, b, a, ...more } })}`,
  snapshot: (at: number, lastUpdateId: number, bids: Pairs, asks: Pairs) =>
    `${at}000000 ${JSON.stringify({ lastUpdateId, bids, asks })}`,
  trade: (at: number, t: number, p: string, q: string, m: boolean) =>
    `${at}000000 ${JSON.stringify({ stream: 's', data: { e: 'trade', E: at, s: 'BTCUSDT', t, p, q, T: at, m, M: true } })}`,
  quote: (at: number, u: number, b: string, a: string) =>
    `${at}000000 ${JSON.stringify({ stream: 's', data: { u, s: 'BTCUSDT', b, B: '1.00000000', a, A: '1.00000000' } })}`,
}

/** A time that has 13 digits in ms. */
export const start = 1_700_000_000_000

export async function readLines(path: string, lines: readonly string[]) {
  const packed = gzipSync(`${lines.join('\n')}\n`)
  await writeFile(path, packed)
  const container = { packing: 'gzip', packedBytes: packed.length } as const
  return readFeed(
    { path, name: 'feed.gz' },
    container,
    { maxQuarantine: 1 },
    { signal: new AbortController().signal, onProgress: () => {} },
  )
}

export async function readEvents(path: string, lines: readonly string[]) {
  const read = await readLines(path, lines)
  return { ...read, ...toDepthEvents(read.columns) }
}

/**
 * The book as the exchange tells to keep it, from its messages: take the snapshot, leave out what it holds already, set
 * each level of the rest. Slow: sorts all levels for every answer.
 */
export function naiveExchangeBook(lines: readonly string[]) {
  const levels = new Map<string, number>()
  const messages = lines.map((text) => JSON.parse(text.slice(text.indexOf(' ') + 1)) as { data?: Message } & Snapshot)
  let from = 0
  messages.forEach((message, index) => {
    const number = message.lastUpdateId
    // One that is older than the snapshot in use is of no use.
    if (number !== undefined && number >= (messages[from]!.lastUpdateId ?? 0)) from = index
  })
  const { lastUpdateId, bids, asks } = messages[from]!
  const put = (side: string, pairs: Pairs) => {
    for (const [price, quantity] of pairs) {
      if (Number(quantity) === 0) levels.delete(`${side} ${Number(price)}`)
      else levels.set(`${side} ${Number(price)}`, Number(quantity))
    }
  }
  put('bid', bids!)
  put('ask', asks!)
  let last = lastUpdateId!
  const updates = messages.flatMap(({ data }) => (data?.e === 'depthUpdate' ? [data] : []))
  for (const { u, b, a } of updates) {
    if (u <= last) continue
    put('bid', b)
    put('ask', a)
    last = u
  }
  return (side: 'bid' | 'ask'): [number, number][] =>
    [...levels]
      .flatMap(([key, quantity]): [number, number][] =>
        key.startsWith(side) ? [[Number(key.slice(4)), quantity]] : [],
      )
      .sort((x, y) => (side === 'bid' ? y[0] - x[0] : x[0] - y[0]))
}

interface Message {
  readonly e: string
  readonly u: number
  readonly b: Pairs
  readonly a: Pairs
}

interface Snapshot {
  readonly lastUpdateId?: number
  readonly bids?: Pairs
  readonly asks?: Pairs
}
