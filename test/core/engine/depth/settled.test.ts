import { describe, expect, it } from 'vitest'

import { cutRecording, settleMarket } from '../../../../core/engine/depth/settled.ts'
import { toRecording } from '../../../../core/market-data/depth/tick-events.ts'
import { sliceRecording } from '../../../../core/market-data/depth/slice.ts'
import { depthFlag, depthKind } from '../../../../core/engine/depth/events.ts'
import { createDepthColumns } from '../../../../core/market-data/depth/columns.ts'
import { columnsOf, start } from './ticks.ts'

const ms = (at: number) => start + at * 1000
/** A book at 0, changed at 10, 20 and 30 ms; each message is received 3 ms late, the third 7 ms. */
function book() {
  const writer = createDepthColumns()
  const level = (price: number, quantity: number) => ({ price, quantity })
  const at = (time: number, late: number, id: number) => ({ ts: ms(time + late), exchangeTs: ms(time), id, gap: false })
  writer.message('snapshot', at(0, 3, 1), { bids: [level(99, 5), level(98, 4)], asks: [level(101, 6)] })
  writer.message('depth', at(10, 3, 2), { bids: [level(99, 0), level(97, 2)], asks: [] })
  writer.message('depth', at(20, 7, 3), { bids: [level(98, 9)], asks: [level(102, 1)] })
  writer.message('depth', at(30, 3, 4), { bids: [], asks: [level(101, 3)] })
  return writer.finish()
}

describe('a recording from a time on', () => {
  it('begins with the book as it stood, and tears no message apart', () => {
    const cut = sliceRecording(book(), { from: ms(25) / 1000, to: null })
    const rows = Array.from({ length: cut.rows }, (_, row) => [
      cut.kind[row],
      cut.side[row],
      cut.price[row],
      cut.quantity[row],
    ])
    expect(rows).toEqual([
      [depthKind.snapshot, 1, 98, 4],
      [depthKind.snapshot, -1, 101, 6],
      [depthKind.snapshot, 1, 97, 2],
      [depthKind.depth, 1, 98, 9],
      [depthKind.depth, -1, 102, 1],
      [depthKind.depth, -1, 101, 3],
    ])
    expect(cut.flags[0]! & depthFlag.first).toBe(depthFlag.first)
    expect(cut.flags[2]! & depthFlag.last).toBe(depthFlag.last)
    expect(sliceRecording(book(), { from: null, to: ms(13) / 1000 }).rows).toBe(5)
    expect(sliceRecording(book(), { from: null, to: null })).toEqual(book())
  })

  it('keeps only the ticks of the time', () => {
    const ticks = columnsOf([0, 10, 20].map((at) => ({ at, bid: 1, ask: 2 })))
    expect(sliceRecording(ticks, { from: ms(5) / 1000, to: ms(15) / 1000 }).rows).toBe(2)
  })
})

describe('how a recording is met', () => {
  const recording = () => toRecording('X', book())

  it('has delays of the feed drawn from the whole of it, and 10 ms in a book where nothing is said', () => {
    const { market, spec } = settleMarket(recording(), {
      latency: { kind: 'feed', factor: 2, correlation: 0.3 },
      bars: '5s',
    })
    expect(market.latency).toMatchObject({ kind: 'recorded', correlation: 0.3 })
    expect(new Set((market.latency as { entry: number[] }).entry)).toEqual(new Set([6, 14]))
    expect(market.barMs).toBe(5000)
    expect(spec.latency).toEqual({ kind: 'feed', factor: 2, correlation: 0.3 })
    expect(settleMarket(recording(), {}).market.latency).toEqual({ kind: 'constant', entry: 10, response: 10 })
    const ticks = toRecording('X', columnsOf([{ at: 0, bid: 1, ask: 2 }]))
    expect(settleMarket(ticks, {}).market.latency).toEqual({ kind: 'constant', entry: 0, response: 0 })
  })

  it('moves the receive times of a clock that ran behind, once and for all parts of it', () => {
    const columns = book()
    const late = { ...columns, exchangeTs: columns.exchangeTs.map((time) => time + 5000) }
    const settled = settleMarket(toRecording('X', late), {})
    expect(settled.warnings[0]).toContain('ran 2.000 ms or more behind')
    const { exchangeTs, receiveTs } = settled.recording.events
    expect(Math.min(...receiveTs.map((time, row) => time - exchangeTs[row]!))).toBe(0)
    const part = cutRecording(settled.recording, ms(26))
    expect(part.events.rows).toBe(5)
    expect(part.events.receiveTs).toEqual(receiveTs.slice(0, 5))
  })
})
