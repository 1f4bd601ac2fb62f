import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortOrder } from '../../../renderer/ui/sort-order.ts'
import { nextSort, orderOf } from '../../../renderer/ui/table-model.ts'

describe('sorting', () => {
  it('starts numbers with the largest, text with the first, and goes back on the third click', () => {
    expect(nextSort('sharpe', undefined, 'number')).toEqual({ id: 'sharpe', descending: true })
    expect(nextSort('sharpe', 'descending', 'number')).toEqual({ id: 'sharpe', descending: false })
    expect(nextSort('sharpe', 'ascending', 'number')).toBeNull()
    expect(nextSort('name', undefined, 'text')).toEqual({ id: 'name', descending: false })
  })

  it('puts numbers in names in order and ignores case', () => {
    const names = ['ES10', 'es9', 'GOOG', 'aapl']
    expect([...sortOrder(names, false)].map((index) => names[index])).toEqual(['aapl', 'es9', 'ES10', 'GOOG'])
  })

  it('puts missing values last both ways', () => {
    expect([...sortOrder([null, 2, Number.NaN, 1], false)]).toEqual([3, 1, 0, 2])
    expect([...sortOrder([null, 2, Number.NaN, 1], true)]).toEqual([1, 3, 0, 2])
    expect([...sortOrder([null, 'b', 'a'], true)]).toEqual([1, 2, 0])
  })

  it('agrees with a stable sort by comparison on any numbers', () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true }), fc.constant(null))
    fc.assert(
      fc.property(fc.array(value), fc.boolean(), (values, descending) => {
        const sign = descending ? -1 : 1
        const rank = (a: number | null, b: number | null): number =>
          a === null || b === null ? Number(a === null) - Number(b === null) : sign * (a < b ? -1 : a > b ? 1 : 0)
        const wanted = values.map((_, index) => index).sort((a, b) => rank(values[a] ?? null, values[b] ?? null))
        expect([...sortOrder(values, descending)]).toEqual(wanted)
      }),
    )
  })

  it('leaves the order of the data where nothing is sorted by', () => {
    expect(Array.from(orderOf([3, 1, 2], [], null))).toEqual([0, 1, 2])
    expect(
      Array.from(orderOf([3, 1, 2], [{ id: 'n', header: 'n', value: (row) => row }], { id: 'n', descending: true })),
    ).toEqual([0, 2, 1])
  })

  it('orders 100,000 numbers in a blink', () => {
    const values = Array.from({ length: 100_000 }, (_, index) => Math.sin(index) * 1000)
    sortOrder(values, false)
    const start = performance.now()
    sortOrder(values, true)
    expect(performance.now() - start).toBeLessThan(500)
    console.info(`100,000 numbers in ${(performance.now() - start).toFixed(0)} ms`)
  })
})
