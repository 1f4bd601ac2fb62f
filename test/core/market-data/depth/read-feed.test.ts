import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { createBook } from '../../../../core/engine/depth/book.ts'
import type { BookSide } from '../../../../core/engine/depth/book.ts'
import { depthFlag, depthKind } from '../../../../core/engine/depth/events.ts'
import { constantLatency } from '../../../../core/engine/depth/latency.ts'
import { riskAverseQueue } from '../../../../core/engine/depth/queue.ts'
import { replayDepth } from '../../../../core/engine/depth/replay.ts'
import type { ReplayInput } from '../../../../core/market-data/depth/events.ts'
import { toDepthEvents } from '../../../../core/market-data/depth/events.ts'
import { readFeed } from '../../../../core/market-data/depth/read-feed.ts'
import { line, naiveExchangeBook, readEvents, readLines, start } from './recording.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-feed-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const path = join(dir, 'feed.gz')

/** The book after the last row, through the same column walk as a replay. */
function bookAfter({ events, tickSize, lotSize }: ReplayInput) {
  const book = createBook()
  for (let row = 0; row < events.rows; row++) {
    if (events.kind[row] === depthKind.trade) continue
    if (events.kind[row] === depthKind.snapshot && (events.flags[row]! & depthFlag.first) !== 0) {
      book.bids.clear()
      book.asks.clear()
    }
    const side = events.side[row]! > 0 ? book.bids : book.asks
    side.set(events.tick[row]!, events.lots[row]!)
  }
  const levels = (side: BookSide) => {
    const found: [number, number][] = []
    for (let at = side.best(); at >= 0; at = side.next(at))
      found.push([Number((at * tickSize).toFixed(10)), Number((side.lots(at) * lotSize).toFixed(10))])
    return found
  }
  return { bid: levels(book.bids), ask: levels(book.asks) }
}
const fates = ({ accepted, duplicates, quarantined, rowsIn }: Awaited<ReturnType<typeof readLines>>) => {
  expect(rowsIn).toBe(accepted + duplicates + quarantined.length)
  return { accepted, duplicates, quarantined: quarantined.map((row) => [row.line, row.reason]) }
}

const snapshot = line.snapshot(start + 5, 100, [['10.00', '5']], [['10.10', '4']])

describe('the sequence of the exchange', () => {
  test('messages before the snapshot are left out or applied after it, by their numbers', async () => {
    const read = await readEvents(path, [
      line.depth(start, 80, 90, [['9.00', '1']], []),
      line.depth(start + 1, 91, 105, [['10.00', '7']], []),
      snapshot,
      line.depth(
        start + 9,
        106,
        107,
        [],
        [
          ['10.10', '0'],
          ['10.20', '3'],
        ],
      ),
    ])
    expect(fates(read)).toEqual({
      accepted: 3,
      duplicates: 0,
      quarantined: [[1, 'update 80 to 90 is older than the first snapshot, which holds all up to 100']],
    })
    expect(bookAfter(read)).toEqual({ bid: [[10, 7]], ask: [[10.2, 3]] })
    expect(read.counts.gaps).toBe(0)
  })
  test('a lost message is reported where it is missing, and a snapshot heals it', async () => {
    const lines = [
      snapshot,
      line.depth(start + 9, 101, 102, [['9.90', '1']], []),
      line.depth(start + 19, 104, 105, [['9.80', '1']], []),
      line.snapshot(start + 20, 104, [['9.70', '2']], [['10.30', '2']]),
      line.depth(start + 29, 106, 106, [['9.60', '1']], []),
    ]
    const read = await readEvents(path, lines)
    expect(read.counts.gaps).toBe(1)
    const gaps = [...read.events.flags.keys()].filter((row) => (read.events.flags[row]! & depthFlag.gap) !== 0)
    expect(gaps.map((row) => read.events.tick[row])).toEqual([98])
    // Update 104 to 105 reaches beyond the second snapshot, so it is applied again.
    expect(bookAfter(read).bid).toEqual([
      [9.8, 1],
      [9.7, 2],
      [9.6, 1],
    ])
    const { warnings } = replayDepth({
      ...read,
      strategy: {},
      latency: constantLatency(0, 0),
      queue: riskAverseQueue(),
      fees: { maker: 0, taker: 0 },
    })
    expect(warnings).toContain(
      'Updates were lost at 1 place(s) of the recording; the book may be wrong until the next snapshot.',
    )
  })
  test('futures are followed by the number of the message before', async () => {
    const read = await readEvents(path, [
      snapshot,
      line.depth(start + 9, 99, 110, [], [['10.20', '1']], { pu: 98 }),
      line.depth(start + 19, 120, 130, [], [['10.30', '1']], { pu: 110 }),
      line.depth(start + 29, 140, 150, [], [['10.40', '1']], { pu: 139 }),
    ])
    expect(read.counts.gaps).toBe(1)
    expect(fates(read).accepted).toBe(4)
    // The snapshot ends where a message did: the next one names it, though its own numbers begin later.
    const exact = await readEvents(path, [snapshot, line.depth(start + 9, 107, 110, [], [['10.20', '1']], { pu: 100 })])
    expect(exact.counts.gaps).toBe(0)
    const lost = await readEvents(path, [snapshot, line.depth(start + 9, 107, 110, [], [['10.20', '1']], { pu: 103 })])
    expect(lost.counts.gaps).toBe(1)
  })
  test('a line received twice is a duplicate; another with an old number is held back', async () => {
    const update = line.depth(start + 9, 101, 102, [['9.90', '1']], [])
    const again = update.replace(String(start + 9), String(start + 11))
    const [trade, second] = [
      line.trade(start + 10, 7, '10.05', '1', true),
      line.trade(start + 12, 9, '10.06', '2', false),
    ]
    const read = await readLines(path, [
      snapshot,
      update,
      again.replace(`"E":${start + 11}`, `"E":${start + 9}`),
      trade,
      trade,
      second,
      line.trade(start + 13, 8, '10.01', '1', true),
      line.depth(start + 14, 95, 99, [['9.90', '3']], []),
    ])
    expect(fates(read)).toEqual({
      accepted: 4,
      duplicates: 2,
      quarantined: [
        [7, 'trade 8 comes after trade 9'],
        [8, 'update 95 to 99 is older than 102, which the book has'],
      ],
    })
    expect(read.counts.lostTrades).toBe(1)
  })
  test('any mixture gives the book that the exchange prescribes', async () => {
    const price = fc.integer({ min: 990, max: 1010 }).map((tick) => (tick / 100).toFixed(2))
    const pairs = fc.array(fc.tuple(price, fc.constantFrom('0.00', '1.50', '0.001', '20')), { maxLength: 4 })
    const updates = fc.array(
      fc.record({
        covers: fc.integer({ min: 1, max: 5 }),
        b: pairs,
        a: pairs,
        twice: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      }),
      { minLength: 1, maxLength: 25 },
    )
    const shot = fc.record({
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      behind: fc.integer({ min: -8, max: 8 }),
      bids: pairs,
      asks: pairs,
    })
    await fc.assert(
      fc.asyncProperty(updates, shot, fc.option(shot), async (all, first, second) => {
        let last = 100
        const lines = all.flatMap(({ covers, b, a, twice }, index) => {
          last += covers
          const text = line.depth(start + index * 10, last - covers + 1, last, b, a)
          return twice ? [text, text] : [text]
        })
        const numbers = [100, ...lines.map((text) => Number(/"u":(\d+)/.exec(text)![1]))]
        const insert = ({
          place,
          behind,
          bids,
          asks,
        }: {
          place: number
          behind: number
          bids: [string, string][]
          asks: [string, string][]
        }) => {
          const at = Math.round(place * (numbers.length - 1))
          const covered = Math.max(100, numbers[at]! + behind)
          return {
            at,
            text: line.snapshot(start + at * 10, covered, [['9.99', '1'], ...bids], [['10.01', '1'], ...asks]),
          }
        }
        for (const { at, text } of [insert(first), ...(second === null ? [] : [insert(second)])].sort(
          (x, y) => y.at - x.at,
        ))
          lines.splice(at, 0, text)
        const read = await readEvents(path, lines)
        fates(read)
        const naive = naiveExchangeBook(lines)
        expect(bookAfter(read)).toEqual({ bid: naive('bid'), ask: naive('ask') })
      }),
      { numRuns: 150 },
    )
  })
})

describe('what cannot be read', () => {
  test.each([
    ['hello', 'the line does not begin with a receive time in ms, us or ns'],
    [`${start}000000 {"e":`, 'the message is not valid JSON'],
    [line.depth(start, 5, 4, [], []), 'update 5 ends at 4, before it begins'],
    [line.depth(start, 101, 102, [['-1.0', '5']], []), 'price "-1.0" is not a decimal number'],
    [line.depth(start, 101, 102, [['0.00', '5']], []), 'a price of 0'],
    [line.trade(start, 1, '10.00', '0.000', true), 'a trade of nothing'],
    [
      line.depth(start, 101, 102, [], []).replace('BTCUSDT', 'ETHUSDT'),
      'it is of ETHUSDT; this recording began with BTCUSDT',
    ],
    [line.snapshot(start, 200, [], []), 'a snapshot without levels'],
    [`${start}000000 {"e":"kline"}`, 'a message of kind "kline" is not read'],
  ])('%s', async (bad, reason) => {
    const read = await readLines(path, [
      line.quote(start, 1, '10.00', '10.10'),
      snapshot,
      bad,
      line.depth(start + 9, 101, 102, [], [['10.20', '1']]),
    ])
    expect(fates(read)).toEqual({ accepted: 3, duplicates: 0, quarantined: [[3, reason]] })
  })
  test('a file without a snapshot, one of damaged lines and one that is cut off are refused whole', async () => {
    await expect(readLines(path, [line.depth(start, 1, 2, [['1.0', '1']], [])])).rejects.toThrow(
      'has no order book snapshot',
    )
    await readLines(path, [snapshot])
    const whole = await readFile(path)
    const cut = join(dir, 'cut.gz')
    await import('node:fs/promises').then(({ writeFile }) => writeFile(cut, whole.subarray(0, whole.length - 12)))
    const read = readFeed(
      { path: cut, name: 'cut.gz' },
      { packing: 'gzip', packedBytes: whole.length - 12 },
      {},
      { signal: new AbortController().signal, onProgress: () => {} },
    )
    await expect(read).rejects.toThrow('cut.gz is damaged after line')
    const bad = Array.from({ length: 12 }, (_, index) => `bad ${index}`)
    const { writeFile } = await import('node:fs/promises')
    await writeFile(cut, [snapshot, ...bad].join('\n'))
    const plain = readFeed(
      { path: cut, name: 'cut' },
      { packing: 'none', packedBytes: 100 },
      {},
      { signal: new AbortController().signal, onProgress: () => {} },
    )
    await expect(plain).rejects.toThrow('12 rows in a row are bad')
  })
})

const recording = '../shared/data/binance-spot-btcusdt-l2-20240808.gz'
test('the recorded Binance feed: every line counted, and the best prices are those of its own quotes', async (ctx) => {
  if (!existsSync(recording)) ctx.skip(`needs ${recording}, which is not beside this clone`)
  const read = await readFeed(
    { path: recording, name: 'feed.gz' },
    { packing: 'gzip', packedBytes: statSync(recording).size },
    {},
    { signal: new AbortController().signal, onProgress: () => {} },
  )
  // 3,451 depth messages, 9,757 trades, 28,040 quotes and a snapshot; the first two depth messages are older than it.
  expect(fates(read)).toMatchObject({ accepted: 41_247, duplicates: 0 })
  expect(read.counts).toEqual({ gaps: 0, lostTrades: 0, clockBack: 0 })
  const lines = gunzipSync(await readFile(recording))
    .toString('utf8')
    .trimEnd()
    .split('\n')
  const input = toDepthEvents(read.columns)
  const naive = naiveExchangeBook(lines)
  expect(bookAfter(input)).toEqual({ bid: naive('bid'), ask: naive('ask') })

  // An exchange quote with the number of a depth message was sent from that very book.
  const quotes = new Map(
    lines.flatMap((text) => {
      const { data } = JSON.parse(text.slice(20)) as {
        data?: { e?: string; u?: number; b: string; B: string; a: string; A: string }
      }
      return data?.u !== undefined && data.e === undefined
        ? [[data.u, [data.b, data.B, data.a, data.A].map(Number)]]
        : []
    }) as [number, number[]][],
  )
  const { columns } = read
  const book = createBook()
  const { tickSize, lotSize, events } = input
  let compared = 0
  let row = 0
  for (let stored = 0; stored < columns.rows; stored++) {
    if (columns.kind[stored] === depthKind.quote) continue
    const at = row++
    if (events.kind[at] === depthKind.trade) continue
    ;(events.side[at]! > 0 ? book.bids : book.asks).set(events.tick[at]!, events.lots[at]!)
    const quote = quotes.get(columns.id[stored]!)
    if ((events.flags[at]! & depthFlag.last) === 0 || quote === undefined) continue
    const best = [book.bids.best(), book.asks.best()] as const
    const found = [
      best[0] * tickSize,
      book.bids.lots(best[0]) * lotSize,
      best[1] * tickSize,
      book.asks.lots(best[1]) * lotSize,
    ]
    found.forEach((value, index) => expect(value).toBeCloseTo(quote[index]!, 8))
    compared += 1
  }
  expect(compared).toBeGreaterThan(500)
})
