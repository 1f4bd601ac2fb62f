import { beforeAll, describe, expect, test } from 'vitest'
import { sma } from '../../../core/indicators/averages.ts'
import { readBars, readReference, skipReason } from './reference.ts'

interface Grid {
  pairs: { fast: number[]; slow: number[]; entry_signals: number[]; exit_signals: number[] }
  tie_pairs: [number, number][]
  tie_differences: {
    fast: number
    slow: number
    bars_differing_from_exact: { tool: string[] }
    exact: { total_return: number }[]
  }[]
}

/** Signals where the side changes; a tie never signals and does not reset the last side. */
function crossings(fast: Float64Array, slow: Float64Array): { entries: number[]; exits: number[] } {
  const entries: number[] = []
  const exits: number[] = []
  let side = 0
  for (let i = 0; i < fast.length; i++) {
    const now = Math.sign(fast[i]! - slow[i]!)
    if (!(now === 1 || now === -1)) continue
    if (side === -now) (now === 1 ? entries : exits).push(i)
    side = now
  }
  return { entries, exits }
}

/** Bars on which two averages are equal in whole-number arithmetic on cents. */
function decimalTies(close: Float64Array, fast: number, slow: number): number[] {
  const cents = Array.from(close, (price) => BigInt(Math.round(price * 100)))
  const sum = (i: number, n: number) => cents.slice(i - n + 1, i + 1).reduce((a, b) => a + b, 0n)
  const ties: number[] = []
  for (let i = slow - 1; i < close.length; i++) {
    if (sum(i, fast) * BigInt(slow) === sum(i, slow) * BigInt(fast)) ties.push(i)
  }
  return ties
}

describe.skipIf(skipReason !== '')(`averages equal in decimal arithmetic${skipReason}`, () => {
  let close: Float64Array = new Float64Array()
  let grid = {} as Grid
  let averages = new Map<number, Float64Array>()

  beforeAll(() => {
    close = readBars('goog-daily.csv').close
    grid = readReference<Grid>('vectorbt-sma-grid-goog')
    averages = new Map(Array.from({ length: 99 }, (_, k) => [k + 2, sma(close, k + 2)]))
  })

  test('the doubles tie on exactly the bars on which the decimals tie, in every pair that has one', () => {
    for (const [fast, slow] of grid.tie_pairs) {
      const a = averages.get(fast)!
      const b = averages.get(slow)!
      const equal = [...close.keys()].filter((i) => a[i] === b[i])
      const expected = decimalTies(close, fast, slow)
      expect(expected.length).toBeGreaterThan(0)
      expect({ fast, slow, equal }).toEqual({ fast, slow, equal: expected })
    }
  })

  test('4851 pairs signal as often as the reference wherever rounding did not decide', () => {
    const rounded = new Set(
      grid.tie_differences
        .filter((pair) => pair.bars_differing_from_exact.tool.length > 0)
        .map((pair) => `${pair.fast}/${pair.slow}`),
    )
    const wrong: string[] = []
    let compared = 0
    for (const [k, fast] of grid.pairs.fast.entries()) {
      const slow = grid.pairs.slow[k]!
      if (rounded.has(`${fast}/${slow}`)) continue
      compared++
      const { entries, exits } = crossings(averages.get(fast)!, averages.get(slow)!)
      if (entries.length !== grid.pairs.entry_signals[k] || exits.length !== grid.pairs.exit_signals[k])
        wrong.push(`${fast}/${slow}`)
    }
    expect(compared).toBe(4851 - rounded.size)
    expect(wrong).toEqual([])
  })

  test('pairs decided by a tie earn the decimal-exact return', () => {
    expect(grid.tie_differences.length).toBe(5)
    for (const pair of grid.tie_differences) {
      const { entries, exits } = crossings(averages.get(pair.fast)!, averages.get(pair.slow)!)
      let equity = 1
      for (const entry of entries) {
        const exit = exits.find((bar) => bar > entry) ?? close.length - 1
        equity *= close[exit]! / close[entry]!
      }
      const expected = pair.exact[0]!.total_return
      expect(Math.abs(equity - 1 - expected)).toBeLessThan(1e-9 * Math.abs(expected))
    }
  })
})
