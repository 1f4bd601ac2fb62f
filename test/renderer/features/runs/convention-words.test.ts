import { describe, expect, it } from 'vitest'
import type { ConventionRow } from '../../../../core/contract/conventions.ts'
import { profiles } from '../../../../core/engine/conventions/profiles.ts'
import {
  barPlace,
  conventionsTitle,
  moveSentence,
  rowSentence,
  shortWords,
  valueWords,
} from '../../../../renderer/features/runs/convention-words.ts'

const fieldsOf = (name: string) => profiles.find((one) => one.name === name)!.fields

describe('conventions in words', () => {
  it('tells the profiles apart', () => {
    expect(shortWords(fieldsOf('vectorbt'))).toContain('signal close')
    expect(shortWords(fieldsOf('backtrader'))).toContain('by year')
    expect(shortWords({ ...fieldsOf('sextant'), riskFree: 0.01, annualDays: 252 })).toBe('next open, rf 1%, 252 d')
    expect(new Set(profiles.map(({ fields }) => shortWords(fields))).size).toBe(profiles.length)
  })

  it('names the field that moves a figure, in plain words', () => {
    expect(moveSentence('Sharpe', { field: 'annualDays', from: 'inferred', to: 365, change: 0.05994 })).toBe(
      'Of its fields, annual days moves Sharpe most: inferred to 365, +0.060.',
    )
    expect(
      moveSentence('the return', { field: 'fillTiming', from: 'nextOpen', to: 'signalClose', change: -0.0528 }),
    ).toBe('Of its fields, fill timing moves the return most: next open to signal close, −5.28 points.')
    expect(valueWords(false)).toBe('no')
  })

  it('says so where the row is the run itself, and where nothing moves', () => {
    const row = { title: 'T', own: true, moves: { sharpe: null, totalReturn: null } } as ConventionRow
    expect(rowSentence(row)).toBe('T. The conventions of this run.')
    expect(rowSentence({ ...row, own: false })).toBe('T. None of its fields moves Sharpe.')
  })

  it('counts in words as far as they go', () => {
    expect(conventionsTitle(7)).toBe('Same run, seven conventions')
    expect(conventionsTitle(12)).toBe('Same run, 12 conventions')
  })
})

describe('bars about zero', () => {
  it('start at zero and reach as far as the largest', () => {
    expect(barPlace(1, [0.5, 1, null])).toEqual({ left: 0, width: 1 })
    expect(barPlace(0.5, [0.5, 1])).toEqual({ left: 0, width: 0.5 })
  })

  it('lie left of zero where the value is negative', () => {
    expect(barPlace(-1, [-1, 3])).toEqual({ left: 0, width: 0.25 })
    expect(barPlace(3, [-1, 3])).toEqual({ left: 0.25, width: 0.75 })
  })

  it('are empty without a value', () => {
    expect(barPlace(null, [1])).toEqual({ left: 0, width: 0 })
    expect(barPlace(0, [0, null])).toEqual({ left: 0, width: 0 })
  })
})
