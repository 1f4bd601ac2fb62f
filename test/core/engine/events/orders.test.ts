import { describe, expect, it } from 'vitest'

import { barsOf, play } from './scripted.ts'

/** Open, high, low, close; every value is hand-made, so each fill can be read off. */
const rows = [
  [100, 101, 99, 100],
  [102, 110, 101, 108],
  [107, 109, 95, 97],
  [96, 99, 90, 98],
  [98, 105, 97, 104],
]

describe('order types on bars', () => {
  it('fills a market order at the next open, or where the profile says', () => {
    const at = { 0: (broker: Parameters<NonNullable<Parameters<typeof play>[0]['onOrder']>>[1]) => void broker.buy(10) }
    expect(play({ rows, at }).fills).toEqual(['1 buy 10 @ 102'])
    expect(play({ rows, at, set: { fillTiming: 'signalClose' } }).fills).toEqual(['0 buy 10 @ 100'])
    expect(play({ rows, at, set: { fillTiming: 'nextClose' } }).fills).toEqual(['1 buy 10 @ 108'])
  })

  it('fills market-on-open and market-on-close orders at their auctions', () => {
    const run = play({
      rows,
      at: { 0: (b) => void b.buy(10, { type: 'marketOnClose' }), 1: (b) => void b.sell(10, { type: 'marketOnOpen' }) },
    })
    expect(run.fills).toEqual(['1 buy 10 @ 108', '2 sell 10 @ 107'])
  })

  it('fills a limit at its price or at a better open, and lets it work until it is reached', () => {
    expect(play({ rows, at: { 0: (b) => void b.buy(10, { type: 'limit', limit: 98 }) } }).fills).toEqual([
      '2 buy 10 @ 98',
    ])
    expect(play({ rows, at: { 1: (b) => void b.buy(10, { type: 'limit', limit: 112 }) } }).fills).toEqual([
      '2 buy 10 @ 107',
    ])
    expect(play({ rows, at: { 0: (b) => void b.buy(10, { type: 'limit', limit: 50 }) } }).fills).toEqual([])
  })

  it('fills a stop at its price or at a worse open', () => {
    expect(play({ rows, at: { 0: (b) => void b.buy(10, { type: 'stop', stop: 105 }) } }).fills).toEqual([
      '1 buy 10 @ 105',
    ])
    expect(play({ rows, at: { 0: (b) => void b.buy(10, { type: 'stop', stop: 101 }) } }).fills).toEqual([
      '1 buy 10 @ 102',
    ])
    expect(play({ rows, at: { 1: (b) => void b.sell(10, { type: 'stop', stop: 96.5 }) } }).fills).toEqual([
      '2 sell 10 @ 96.5',
    ])
  })

  it('arms a stop-limit at its stop and never pays more than its limit', () => {
    const stopLimit = (stop: number, limit: number) =>
      play({ rows, at: { 0: (b) => void b.buy(10, { type: 'stopLimit', stop, limit }) } }).fills
    expect(stopLimit(105, 106)).toEqual(['1 buy 10 @ 105'])
    // Reached on bar 1 above its limit: it rests at 100 and is filled on bar 2.
    expect(stopLimit(105, 100)).toEqual(['2 buy 10 @ 100'])
    expect(stopLimit(111, 120)).toEqual([])
  })

  it('trails by an amount, a fraction or average true ranges, from finished bars only', () => {
    const trailing = (trail: { by: 'amount' | 'percent' | 'atr'; distance: number; lookback?: number }) =>
      play({ rows, at: { 0: (b) => void b.buy(10), 1: (b) => void b.sell(10, { type: 'trailingStop', trail }) } })
        .fills[1]
    // Placed at the close of 108: 12 below it, then below the 109 that bar 2 has shown.
    expect(trailing({ by: 'amount', distance: 12 })).toBe('2 sell 10 @ 96')
    expect(trailing({ by: 'amount', distance: 14 })).toBe('3 sell 10 @ 95')
    expect(trailing({ by: 'percent', distance: 0.1 })).toBe(`2 sell 10 @ ${108 * 0.9}`)
    // True range of bar 1: 110 - 100 = 10.
    expect(trailing({ by: 'atr', distance: 1, lookback: 1 })).toBe('2 sell 10 @ 98')
  })

  it('brackets an entry: one exit cancels the other, and the stop comes first under doubt', () => {
    const target = play({ rows, at: { 0: (b) => void b.buy(10, { stopLoss: 94, takeProfit: 109 }) } })
    expect(target.fills).toEqual(['1 buy 10 @ 102', '1 sell 10 @ 109'])
    expect(target.trades[0]).toMatchObject({ exitReason: 'takeProfit', pnl: 70 })
    expect(target.ends).toEqual(['1 cancelled: the other side of its bracket was filled'])
    const both = play({ rows, at: { 1: (b) => void b.buy(10, { stopLoss: 96, takeProfit: 108 }) } })
    expect(both.fills).toEqual(['2 buy 10 @ 107', '2 sell 10 @ 96'])
    const optimist = play({
      rows,
      at: { 1: (b) => void b.buy(10, { stopLoss: 96, takeProfit: 108 }) },
      set: { sameBar: 'targetFirst' },
    })
    expect(optimist.fills[1]).toBe('2 sell 10 @ 108')
    const short = play({ rows, at: { 1: (b) => void b.sell(10, { trailingStop: { by: 'percent', distance: 0.05 } }) } })
    expect(short.fills).toEqual(['2 sell 10 @ 107', '4 buy 10 @ 98'])
    expect(short.trades[0]!.exitReason).toBe('trailingStop')
  })

  it('stops out on the bar of a limit entry, but takes no profit there', () => {
    const run = play({
      rows,
      at: { 1: (b) => void b.buy(10, { type: 'limit', limit: 100, stopLoss: 96, takeProfit: 108 }) },
    })
    expect(run.fills).toEqual(['2 buy 10 @ 100', '2 sell 10 @ 96'])
    const kept = play({
      rows,
      at: { 1: (b) => void b.buy(10, { type: 'limit', limit: 100, stopLoss: 50, takeProfit: 104 }) },
    })
    expect(kept.fills).toEqual(['2 buy 10 @ 100', '4 sell 10 @ 104'])
  })

  it('cancels the rest of a group, and places what a filled order triggers', () => {
    const group = { oneCancelsOther: 'breakout' }
    const oco = play({
      rows,
      at: {
        0: (b) => {
          b.buy(10, { type: 'stop', stop: 105, ...group })
          b.sell(10, { type: 'stop', stop: 98, ...group })
        },
      },
    })
    expect(oco.fills).toEqual(['1 buy 10 @ 105'])
    expect(oco.ends).toEqual(['1 cancelled: order 1 of its group was filled'])
    const oto = play({
      rows,
      at: { 0: (b) => void b.buy(10, { triggers: [{ side: 'sell', size: 10, type: 'limit', limit: 108.5 }] }) },
    })
    expect(oto.fills).toEqual(['1 buy 10 @ 102', '1 sell 10 @ 108.5'])
  })

  it('ends orders with their date, and immediate ones after their first chance', () => {
    const gtd = play({
      rows,
      at: {
        0: (b) => void b.buy(10, { type: 'limit', limit: 91, timeInForce: 'gtd', goodTill: Date.UTC(2020, 0, 3) }),
      },
    })
    expect(gtd.fills).toEqual([])
    expect(gtd.ends).toEqual(['3 expired: its date has passed'])
    const ioc = play({ rows, at: { 0: (b) => void b.buy(10, { type: 'limit', limit: 101.5, timeInForce: 'ioc' }) } })
    expect(ioc.ends).toEqual(['1 cancelled: not to be had at once'])
    const gtc = play({ rows, at: { 0: (b) => void b.buy(10, { type: 'limit', limit: 91 }) } })
    expect(gtc.fills).toEqual(['3 buy 10 @ 91'])
  })

  it('takes a share of the volume: in parts, at once what there is, or whole or not at all', () => {
    const volumes = rows.map((row) => [...row, 40])
    const own = { volumeShare: 0.1 }
    const gtc = play({ rows: volumes, own, at: { 0: (b) => void b.buy(10) } })
    expect(gtc.fills).toEqual(['1 buy 4 @ 102', '2 buy 4 @ 107', '3 buy 2 @ 96'])
    expect(gtc.trades.map(({ size }) => size)).toEqual([4, 4, 2])
    const ioc = play({ rows: volumes, own, at: { 0: (b) => void b.buy(10, { timeInForce: 'ioc' }) } })
    expect(ioc.fills).toEqual(['1 buy 4 @ 102'])
    const fok = play({ rows: volumes, own, at: { 0: (b) => void b.buy(10, { timeInForce: 'fok' }) } })
    expect(fok.fills).toEqual([])
    expect(fok.ends).toEqual(['1 cancelled: not to be had at once'])
  })

  it('follows at the market with what is left of a stop', () => {
    const volumes = [
      [...rows[0]!, 400],
      [...rows[1]!, 400],
      [...rows[2]!, 40],
      [110, 112, 109, 111, 40],
    ]
    const run = play({
      rows: volumes,
      own: { volumeShare: 0.1 },
      at: { 0: (b) => void b.buy(8), 1: (b) => void b.sell(8, { type: 'stop', stop: 100 }) },
    })
    expect(run.fills).toEqual(['1 buy 8 @ 102', '2 sell 4 @ 100', '3 sell 4 @ 110'])
  })

  it('holds nothing after selling in parts what was bought in others', () => {
    const run = play({
      rows: [...rows, ...rows],
      at: {
        0: (b) => void [0.1, 0.2, 0.3].map((size) => b.buy(size)),
        3: (b) => void b.sell(0.6, { reduceOnly: true }),
        5: (b) => expect(b.position()).toBe(0),
      },
    })
    expect(run.trades.map(({ size }) => size)).toEqual(
      [0.1, 0.2, 0.3].map((size) => expect.closeTo(size, 12) as number),
    )
  })

  it('reduces only, and posts only', () => {
    const none = play({ rows, at: { 0: (b) => void b.sell(10, { reduceOnly: true }) } })
    expect(none.ends).toEqual(['1 cancelled: there is nothing to reduce'])
    const some = play({ rows, at: { 0: (b) => void b.buy(10), 1: (b) => void b.sell(25, { reduceOnly: true }) } })
    expect(some.fills).toEqual(['1 buy 10 @ 102', '2 sell 10 @ 107'])
    const crossing = play({ rows, at: { 1: (b) => void b.buy(10, { type: 'limit', limit: 108, postOnly: true }) } })
    expect(crossing.ends).toEqual(['2 rejected: it would have been filled at once'])
    const resting = play({ rows, at: { 1: (b) => void b.buy(10, { type: 'limit', limit: 100, postOnly: true }) } })
    expect(resting.fills).toEqual(['2 buy 10 @ 100'])
  })

  it('closes lots in the order of their purchase and turns a position in one order', () => {
    const run = play({
      rows,
      costs: { fees: 0.01 },
      at: { 0: (b) => void b.buy(10), 1: (b) => void b.buy(10), 2: (b) => void b.sell(30) },
    })
    expect(run.trades.map(({ side, size, entryPrice, exitReason }) => [side, size, entryPrice, exitReason])).toEqual([
      ['long', 10, 102, 'reverse'],
      ['long', 10, 107, 'reverse'],
      ['short', 10, 96, ''],
    ])
    const fees = run.trades.reduce((sum, { entryFee, exitFee }) => sum + entryFee + exitFee, 0)
    expect(fees).toBeCloseTo(0.01 * (1020 + 1070 + 30 * 96), 9)
  })

  it('tells the strategy what happens to its orders', () => {
    const heard: string[] = []
    play({
      rows,
      at: {
        0: (b) => void b.buy(10, { stopLoss: 96 }),
        1: (b) => void b.cancel(b.buy(1, { type: 'limit', limit: 1 })),
      },
      onOrder: ({ id, status, filled, averagePrice }) => heard.push(`${id} ${status} ${filled} ${averagePrice}`),
    })
    expect(heard).toEqual(['1 filled 10 102', '4 cancelled 0 NaN', '3 filled 10 96'])
  })

  it('knows nothing of later bars', () => {
    const seen: number[] = []
    play({
      bars: barsOf(rows),
      onBar: (bar) => {
        seen.push(
          bar.close,
          bar.ago('close', -1),
          bar.ago('close', 1),
          bar.past('close', 3).length,
          bar.past('close', -2).length,
        )
      },
    })
    expect(seen.slice(0, 10)).toEqual([100, NaN, NaN, 1, 0, 108, NaN, 100, 2, 0])
  })

  it('says what is wrong with an order', () => {
    const trying = (request: object) => () => play({ rows, at: { 0: (b) => void b.order(request as never) } })
    expect(trying({ side: 'buy', size: -1 })).toThrow('An order cannot be placed: size is -1')
    expect(trying({ side: 'long', size: 1 })).toThrow('side is long')
    expect(trying({ side: 'buy', size: 1, type: 'limit' })).toThrow('a limit order has limit undefined')
    expect(trying({ side: 'buy', size: 1, symbol: 'Y' })).toThrow('The run has no symbol Y')
    expect(trying({ side: 'buy', size: 1, stopLoss: Number.NaN })).toThrow('stopLoss is NaN')
  })
})
