import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxRuleLength } from '../../../core/strategy/lexer.ts'
import { parseRule } from '../../../core/strategy/parser.ts'
import { parseStrategy } from '../../../core/strategy/parse-strategy.ts'
import { printRule } from '../../../core/strategy/print.ts'
import { createTroubles } from '../../../core/strategy/problems.ts'
import type { BinaryOp, Syntax } from '../../../core/strategy/tree.ts'

const nowhere = { start: 0, end: 0 }
const names = ['close', 'open', 'volume', 'x1', 'my_series']
const operators: readonly BinaryOp[] = ['+', '-', '*', '/', '%', 'and', 'or']
const comparisons: readonly BinaryOp[] = ['>', '>=', '<', '<=', '==', '!=']

/** Any tree the grammar allows, without places. */
const { tree } = fc.letrec<{ tree: Syntax; leaf: Syntax }>((tie) => ({
  leaf: fc.oneof(
    fc
      .double({ min: 0, max: 1e12, noNaN: true })
      .map((value): Syntax => ({ kind: 'number', value: Math.abs(value), span: nowhere })),
    fc.constantFrom(...names).map((name): Syntax => ({ kind: 'name', name, span: nowhere })),
    fc.constantFrom('fast', 'slow').map((name): Syntax => ({ kind: 'param', name, span: nowhere })),
    fc.constantFrom('SPY', '1w', "it's").map((value): Syntax => ({ kind: 'text', value, span: nowhere })),
  ),
  tree: fc.oneof(
    { maxDepth: 6 },
    tie('leaf'),
    fc.record({
      kind: fc.constant('binary' as const),
      op: fc.constantFrom(...operators, ...comparisons),
      left: tie('tree'),
      right: tie('tree'),
      opSpan: fc.constant(nowhere),
      span: fc.constant(nowhere),
    }),
    fc.record({
      kind: fc.constant('unary' as const),
      op: fc.constantFrom('-' as const, '+' as const, 'not' as const),
      arg: tie('tree'),
      span: fc.constant(nowhere),
    }),
    fc.record({
      kind: fc.constant('index' as const),
      object: tie('tree'),
      index: tie('tree'),
      span: fc.constant(nowhere),
    }),
    fc.record({
      kind: fc.constant('member' as const),
      object: tie('tree'),
      field: fc.constantFrom('hist', 'upper'),
      fieldSpan: fc.constant(nowhere),
      span: fc.constant(nowhere),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('sma', 'if', 'macd'),
      nameSpan: fc.constant(nowhere),
      span: fc.constant(nowhere),
      args: fc.array(
        fc.record({ name: fc.constantFrom(null, 'timeperiod'), nameSpan: fc.constant(null), value: tie('tree') }),
        { maxLength: 3 },
      ),
    }),
  ),
}))

function withoutPlaces(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node, (key, value) => (/span/i.test(key) ? undefined : value)))
}

function parse(text: string): { tree: Syntax | null; messages: string[] } {
  const troubles = createTroubles()
  const found = parseRule(text, troubles)
  return { tree: found, messages: troubles.list.map((t) => t.message) }
}

describe('parser', () => {
  it('reads back what it prints, for any tree', () => {
    fc.assert(
      fc.property(tree, (given) => {
        const text = printRule(given)
        fc.pre(text.length < maxRuleLength)
        const { tree: again, messages } = parse(text)
        expect(messages).toEqual([])
        expect(withoutPlaces(again)).toEqual(withoutPlaces(given))
        expect(printRule(again!)).toBe(text)
      }),
      { numRuns: 1_000 },
    )
  })

  it('never throws on garbage and points inside the text', () => {
    const word = fc.constantFrom(
      'constructor',
      '__proto__',
      'close',
      '(',
      ')',
      '[',
      ']',
      '$',
      '$n',
      '.',
      ',',
      '"',
      "'",
      'not',
      'and',
      '-',
      '>',
      '=',
      '&&',
      '1',
      '1e999',
      '2020-01-01',
      '≥',
      '\u0000',
      '😀',
      ' ',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
        ),
        (text) => {
          const troubles = createTroubles()
          const found = parseRule(text, troubles)
          expect(found !== null || troubles.list.length > 0).toBe(true)
          for (const { span } of troubles.list) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeLessThanOrEqual(text.length)
            expect(span.start).toBeLessThanOrEqual(span.end)
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('gives operators the usual precedence', () => {
    const bracketed = (text: string): string => JSON.stringify(withoutPlaces(parse(text).tree))
    const same = (a: string, b: string): void => expect(bracketed(a)).toBe(bracketed(b))
    same('a or b and not c > d + e * -f[1]', 'a or (b and (not (c > (d + (e * (-(f[1])))))))')
    same('a - b - c', '(a - b) - c')
    same('a / b * c % d', '((a / b) * c) % d')
    same('not a and b', '(not a) and b')
    same('-a.x[1]', '-((a.x)[1])')
    expect(bracketed('a - (b - c)')).not.toBe(bracketed('a - b - c'))
  })

  it.each([
    ['((((('.repeat(20_000), 1_000],
    ['close + '.repeat(12_500), 1_000],
    ['-'.repeat(100_000), 1_000],
    ['"'.repeat(100_000), 1_000],
    ['[]{}'.repeat(25_000), 1_000],
  ])('stays bounded on 100 000 characters (%#)', (text, limit) => {
    const started = performance.now()
    expect(parse(text).tree).toBeNull()
    const file = JSON.stringify({ name: 'x', entryLong: text })
    for (const whole of [file, text, '['.repeat(100_000), '{"a":'.repeat(20_000)]) {
      const { strategy, problems } = parseStrategy(whole)
      expect(strategy).toBeNull()
      expect(problems.length).toBeGreaterThan(0)
      expect(problems.length).toBeLessThan(200)
    }
    expect(performance.now() - started).toBeLessThan(limit)
  })

  it('takes files that are no strategy at all', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.json()), (text) => {
        const { strategy, problems } = parseStrategy(text)
        expect(strategy).toBeNull()
        expect(problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
