import { lex, type Token } from './lexer.ts'
import type { Troubles } from './problems.ts'
import type { Argument, BinaryOp, Span, Syntax } from './tree.ts'

/** Left binding powers; `not` binds looser than a comparison, unary minus tighter than `*`. */
const binding: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['>', 4],
  ['>=', 4],
  ['<', 4],
  ['<=', 4],
  ['==', 4],
  ['!=', 4],
  ['+', 5],
  ['-', 5],
  ['*', 6],
  ['/', 6],
  ['%', 6],
] as const)
const notPower = 3
const comparisonPower = 4
const unaryPower = 7
/** Brackets and unary marks a rule may nest; far above the depth the checker allows, far below the stack. */
const maxNesting = 100

export const powerOf = (op: BinaryOp): number => binding.get(op)!
export const powers = { not: notPower, unary: unaryPower, comparison: comparisonPower }

/** Thrown inside this file only: the rest of the rule cannot be read after a structural error. */
const giveUp = Symbol('give up')

/** The syntax tree of a rule, or null where its structure cannot be read; never throws. */
export function parseRule(source: string, troubles: Troubles): Syntax | null {
  const tokens = lex(source, troubles)
  let at = 0
  let nesting = 0
  const peek = (): Token => tokens[at]!
  const next = (): Token => (at < tokens.length - 1 ? tokens[at++]! : tokens[at]!)
  const fail = (token: Token, message: string, hint?: string): never => {
    const span = token.kind === 'end' ? { start: Math.max(0, token.span.start - 1), end: token.span.end } : token.span
    troubles.error(span, message, hint === undefined ? {} : { hint })
    throw giveUp
  }
  const shown = (token: Token): string =>
    token.kind === 'end' ? 'the end of the rule' : JSON.stringify(source.slice(token.span.start, token.span.end))
  const isPunct = (token: Token, mark: string): boolean => token.kind === 'punct' && token.text === mark
  const close = (mark: string, opened: Token): Token => {
    if (!isPunct(peek(), mark))
      fail(
        peek(),
        `expected ${JSON.stringify(mark)}, found ${shown(peek())}`,
        `It closes the ${JSON.stringify(opened.text)} at character ${opened.span.start + 1} of the rule.`,
      )
    return next()
  }

  const args = (opened: Token): { list: Argument[]; end: number } => {
    const list: Argument[] = []
    while (!isPunct(peek(), ')')) {
      const first = peek()
      const second = tokens[at + 1]
      if (first.kind === 'name' && second !== undefined && isPunct(second, '=')) {
        at += 2
        list.push({ name: first.text, nameSpan: first.span, value: expression(0) })
      } else list.push({ name: null, nameSpan: null, value: expression(0) })
      if (!isPunct(peek(), ',')) break
      const comma = next()
      if (isPunct(peek(), ')')) fail(comma, 'an argument is missing after the comma')
    }
    return { list, end: close(')', opened).span.end }
  }

  const prefix = (): Syntax => {
    const token = next()
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: token.value, span: token.span }
      case 'text':
        return { kind: 'text', value: token.text, span: token.span }
      case 'param':
        return { kind: 'param', name: token.text, span: token.span }
      case 'name': {
        if (token.text === 'not') {
          const arg = expression(notPower)
          return { kind: 'unary', op: 'not', arg, span: join(token.span, arg.span) }
        }
        if (token.text === 'and' || token.text === 'or')
          return fail(token, `a value is missing before ${JSON.stringify(token.text)}`)
        if (!isPunct(peek(), '(')) return { kind: 'name', name: token.text, span: token.span }
        const { list, end } = args(next())
        return {
          kind: 'call',
          name: token.text,
          nameSpan: token.span,
          args: list,
          span: { start: token.span.start, end },
        }
      }
      case 'punct': {
        if (token.text === '(') {
          const inner = expression(0)
          close(')', token)
          return inner
        }
        if (token.text === '-' || token.text === '+') {
          const arg = expression(unaryPower)
          return { kind: 'unary', op: token.text, arg, span: join(token.span, arg.span) }
        }
        return fail(token, `a value is missing before ${shown(token)}`)
      }
      case 'end':
        return fail(token, tokens.length === 1 ? 'the rule is empty' : 'the rule ends where a value is expected')
    }
  }

  const postfix = (start: Syntax): Syntax => {
    let object = start
    for (;;) {
      const token = peek()
      if (isPunct(token, '[')) {
        next()
        const index = expression(0)
        object = { kind: 'index', object, index, span: { start: object.span.start, end: close(']', token).span.end } }
      } else if (isPunct(token, '.')) {
        next()
        const field = next()
        if (field.kind !== 'name')
          fail(
            field,
            `expected a field name after ".", found ${shown(field)}`,
            'An output is written like macd(close, 12, 26, 9).hist.',
          )
        object = {
          kind: 'member',
          object,
          field: field.text,
          fieldSpan: field.span,
          span: join(object.span, field.span),
        }
      } else return object
    }
  }

  const expression = (power: number): Syntax => {
    if (++nesting > maxNesting) fail(peek(), `a rule may nest at most ${maxNesting} brackets`)
    let left = postfix(prefix())
    for (;;) {
      const token = peek()
      const own = token.kind === 'punct' || token.kind === 'name' ? binding.get(token.text) : undefined
      if (own === undefined || own <= power) break
      next()
      const op = token.text as BinaryOp
      const right = expression(own)
      left = { kind: 'binary', op, left, right, opSpan: token.span, span: join(left.span, right.span) }
      const after = peek()
      if (own === comparisonPower && after.kind === 'punct' && binding.get(after.text) === comparisonPower)
        fail(after, 'comparisons cannot be chained', 'Write a < b and b < c, or between(b, a, c).')
    }
    nesting--
    return left
  }

  try {
    const tree = expression(0)
    if (peek().kind !== 'end')
      fail(
        peek(),
        `unexpected ${shown(peek())} after a complete rule`,
        isPunct(peek(), '=') ? 'Equality is written ==.' : 'An operator or a bracket may be missing.',
      )
    return tree
  } catch (error) {
    if (error !== giveUp) throw error
    return null
  }
}

function join(a: Span, b: Span): Span {
  return { start: a.start, end: b.end }
}
