import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBook } from '../../../../core/engine/depth/book.ts'
import { naiveBook } from './naive-book.ts'

/** Few ticks near each other, page edges, and prices far away, so that levels come and go and pages do too. */
const ticks = fc.oneof(
  fc.integer({ min: 505, max: 530 }),
  fc.constantFrom(0, 1, 511, 512, 1023, 1024, 6_183_763, 50_000_000, 2 ** 31 - 1),
  fc.integer({ min: 0, max: 100_000 }),
)
const step = fc.record({
  clear: fc.integer({ min: 0, max: 60 }).map((n) => n === 0),
  bid: fc.boolean(),
  tick: ticks,
  lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })),
})

test('a book over pages tells the same as a plain list of levels after every change', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const book = createBook()
      const naive = naiveBook()
      for (const { clear, bid, tick, lots } of steps) {
        if (clear) {
          book.bids.clear()
          book.asks.clear()
          naive.clear()
        }
        const side = bid ? book.bids : book.asks
        expect(side.set(tick, lots)).toBe(naive.set(bid ? 1 : -1, tick, lots))
        for (const [sign, own] of [
          [1, book.bids],
          [-1, book.asks],
        ] as const) {
          const expected = naive.levels(sign)
          const found: [number, number][] = []
          for (let at = own.best(); at >= 0; at = own.next(at)) found.push([at, own.lots(at)])
          expect(found).toEqual(expected)
          expect(own.levels()).toBe(expected.length)
        }
        expect(side.lots(tick)).toBe(lots)
      }
    }),
    { numRuns: 100 },
  )
})
