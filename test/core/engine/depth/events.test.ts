import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alignClocks, repeatEvents, smallestDelay, timeOrder } from '../../../../core/engine/depth/events.ts'
import { createFeed } from './feed.ts'

test('rows are ordered by time and keep their order within one', () => {
  const times = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }),
    // Two streams, mixed.
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9 })), { maxLength: 80 }).map((steps) => {
      const at = [0, 5]
      return steps.map(([which, step]) => (at[Number(which)]! += step))
    }),
    fc.integer({ min: 1, max: 60 }).map((count) => Array.from({ length: count }, (_, index) => count - index)),
  )
  fc.assert(
    fc.property(times, (ts) => {
      const expected = [...ts.keys()].sort((a, b) => ts[a]! - ts[b]! || a - b)
      const found = timeOrder(Float64Array.from(ts))
      if (found === null) expect(expected).toEqual([...ts.keys()])
      else expect([...found]).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('clocks are moved by one amount, and copies follow each other after a pause', () => {
  const events = createFeed(-30)
    .snapshot(100, [[10, 1]], [[11, 1]])
    .trade(150, 1, 11, 2)
    .events()
  expect(smallestDelay(events)).toBe(-30)
  expect([...alignClocks(events, 5).receiveTs]).toEqual([105, 105, 155])
  const twice = repeatEvents(events, 2, 7)
  expect([...twice.exchangeTs]).toEqual([100, 100, 150, 157, 157, 207])
  expect([...twice.receiveTs]).toEqual([70, 70, 120, 127, 127, 177])
  expect([...twice.tick]).toEqual([10, 11, 11, 10, 11, 11])
})
