import { describe, expect, it } from 'vitest'
import { placeAt, ruleTokens } from '../../../../renderer/ui/rule-editor/rule-language.ts'

const text = `{
  "name": "sma-cross",
  "params": [{ "name": "fast", "default": 10 }],
  "let": { "f": "sma(close, $fast)" },
  "entryLong": "crossover(f, s)",
  "rationale": { "hypothesis": "entryLong works" },
  "sizing": "per`

const at = (piece: string, offset: number) => placeAt(text, text.indexOf(piece) + offset)

describe('where the cursor stands in a strategy file', () => {
  it('knows rules from prose', () => {
    expect(at('sma(close', 3)).toMatchObject({ kind: 'rule', key: 'f' })
    expect(at('crossover(', 5)).toMatchObject({ kind: 'rule', key: 'entryLong' })
    expect(at('entryLong works', 4).kind).toBe('text')
    expect(at('sma-cross', 3).kind).toBe('text')
  })

  it('knows keys, and the end of a file that is still being typed', () => {
    expect(at('entryLong":', 5)).toMatchObject({ kind: 'key', path: [''] })
    expect(placeAt(text, text.length)).toMatchObject({ kind: 'rule', key: 'sizing' })
    expect(placeAt('{\n  "na', 7)).toMatchObject({ kind: 'key' })
    expect(placeAt('{ }', 2).kind).toBe('outside')
  })
})

describe('the colours of an expression', () => {
  it('keeps every character', () => {
    const rule = 'crossover(f, s) and rsi(close, 14) < $low or close[1] > 1.5e3'
    expect(
      ruleTokens(rule)
        .map((token) => token.text)
        .join(''),
    ).toBe(rule)
  })

  it('tells calls, fields, parameters, words and numbers apart', () => {
    const kinds = Object.fromEntries(
      ruleTokens('sma(close, $fast) and not f > 2.5').map(({ text: piece, kind }) => [piece, kind]),
    )
    expect(kinds).toMatchObject({
      sma: 'call',
      close: 'field',
      $fast: 'param',
      and: 'word',
      not: 'word',
      f: null,
      '2.5': 'number',
    })
  })
})
