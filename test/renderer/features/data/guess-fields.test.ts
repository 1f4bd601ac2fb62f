import { describe, expect, it } from 'vitest'
import { commandText, editorOf, inOrder } from '../../../../renderer/features/data/import/guess-fields.ts'

const guess = (field: string, value = '', alternatives?: string[]) => ({
  field,
  value,
  confidence: 'sure' as const,
  reason: '',
  ...(alternatives === undefined ? {} : { alternatives }),
})

describe('guesses', () => {
  it('puts what decides the meaning of the bars first', () => {
    expect(
      inOrder([guess('decimals'), guess('stamp'), guess('range'), guess('symbol'), guess('format')]).map(
        ({ field }) => field,
      ),
    ).toEqual(['format', 'symbol', 'stamp', 'decimals', 'range'])
  })

  it('offers the guessed value even where it is not a usual one', () => {
    const editor = editorOf(guess('timeframe', '7m', ['1d']))
    expect(editor.kind === 'choice' && editor.options.slice(0, 2).map(({ value }) => value)).toEqual(['7m', '1m'])
  })

  it('lets only what an option stands for be changed', () => {
    expect(editorOf(guess('decimals', '2')).kind).toBe('fixed')
    expect(editorOf(guess('symbol', 'GOOG')).kind).toBe('text')
  })

  it('names the file instead of the place where it was received', () => {
    expect(
      commandText('sextant data import /home/a/ws/.cache/staging/01M89YKG8TTY5765KBENC9ZQQV/goog.csv --symbol GOOG'),
    ).toBe('sextant data import goog.csv \\\n  --symbol GOOG')
    expect(commandText('sextant data import ~/prices/goog.csv --symbol GOOG')).toBe(
      'sextant data import ~/prices/goog.csv \\\n  --symbol GOOG',
    )
  })
})
