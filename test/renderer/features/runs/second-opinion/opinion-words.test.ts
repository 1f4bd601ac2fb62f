import { describe, expect, it } from 'vitest'
import { peerNames } from '../../../../../core/contract/cross-check.ts'
import {
  explanationOf,
  figureRows,
  tools,
  verdictOf,
} from '../../../../../renderer/features/runs/second-opinion/opinion-words.ts'

const trades = (same: number, differing: number) => ({ ours: 0, theirs: 0, same, differing })
const field = (name: string, left: number) => ({ field: name, ours: 'a', theirs: 'b', alone: left, left })

describe('a second opinion in words', () => {
  it('offers every tool the engine knows', () => {
    expect([...tools].toSorted()).toEqual([...peerNames].toSorted())
  })

  it('says first whether the trades agree', () => {
    expect(verdictOf(trades(33, 0))).toBe('All 33 trades agree.')
    expect(verdictOf(trades(1, 0))).toBe('The one trade agrees.')
    expect(verdictOf(trades(1199, 1))).toBe('1 of 1,200 trades differs.')
    expect(verdictOf(trades(0, 0))).toBe('Neither side made a trade.')
  })

  it('names the conventions that explain the rest, and what they leave', () => {
    expect(explanationOf({ trades: trades(5, 0), fields: [] }, 'vectorbt')).toBe('')
    expect(explanationOf({ trades: trades(0, 5), fields: [] }, 'vectorbt')).toBe(
      'No single convention of vectorbt explains them.',
    )
    expect(explanationOf({ trades: trades(0, 5), fields: [field('fillTiming', 0)] }, 'vectorbt')).toBe(
      'With fill timing as in vectorbt, none of them differs.',
    )
    const two = [field('sizingPrice', 5), field('shortOfCash', 1)]
    expect(explanationOf({ trades: trades(0, 5), fields: two }, 'backtrader')).toBe(
      'With sizing price and short of cash as in backtrader, 1 trade still differs.',
    )
  })

  it('writes a change of a fraction in points', () => {
    expect(figureRows.totalReturn.change(0.5653)).toBe('+56.53 points')
    expect(figureRows.maxDrawdown.text(-0.303)).toBe('−30.30%')
  })
})
