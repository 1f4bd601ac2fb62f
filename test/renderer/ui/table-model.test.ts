import { describe, expect, it } from 'vitest'
import { compare, nextSort, toDef } from '../../../renderer/ui/table-model.ts'

describe('sorting', () => {
  it('starts numbers with the largest, text with the first, and goes back on the third click', () => {
    expect(nextSort('sharpe', undefined, 'number')).toEqual([{ id: 'sharpe', desc: true }])
    expect(nextSort('sharpe', 'descending', 'number')).toEqual([{ id: 'sharpe', desc: false }])
    expect(nextSort('sharpe', 'ascending', 'number')).toEqual([])
    expect(nextSort('name', undefined, 'text')).toEqual([{ id: 'name', desc: false }])
  })

  it('compares numbers as numbers and names with their digits in order', () => {
    expect(compare(10, 9)).toBeGreaterThan(0)
    expect(compare('ES10', 'ES9')).toBeGreaterThan(0)
    expect(compare('aapl', 'GOOG')).toBeLessThan(0)
  })

  it('hands a missing value over as undefined, which sorts last both ways', () => {
    const def = toDef<{ sharpe: number | null }>({ id: 'sharpe', header: 'Sharpe', value: ({ sharpe }) => sharpe })
    expect('accessorFn' in def && def.accessorFn({ sharpe: null }, 0)).toBeUndefined()
    expect(def.sortUndefined).toBe('last')
  })
})
