import type { Indicator } from '../indicators/indicator.ts'

/** A range of the rule's own text, in UTF-16 units from 0. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type BinaryOp = '+' | '-' | '*' | '/' | '%' | '>' | '>=' | '<' | '<=' | '==' | '!=' | 'and' | 'or'

export interface Argument {
  readonly name: string | null
  readonly nameSpan: Span | null
  readonly value: Syntax
}

/** What was written, before names have a meaning. Brackets leave no trace. */
export type Syntax =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'param'; readonly name: string; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  | {
      readonly kind: 'call'
      readonly name: string
      readonly nameSpan: Span
      readonly args: readonly Argument[]
      readonly span: Span
    }
  | {
      readonly kind: 'member'
      readonly object: Syntax
      readonly field: string
      readonly fieldSpan: Span
      readonly span: Span
    }
  | { readonly kind: 'index'; readonly object: Syntax; readonly index: Syntax; readonly span: Span }
  | { readonly kind: 'unary'; readonly op: '-' | '+' | 'not'; readonly arg: Syntax; readonly span: Span }
  | {
      readonly kind: 'binary'
      readonly op: BinaryOp
      readonly left: Syntax
      readonly right: Syntax
      readonly opSpan: Span
      readonly span: Span
    }

/**
 * What a number measures. `none` is a plain number or unknown and goes with everything; `price` and `volume` are levels,
 * `ratio` is free of units (a return, an oscillator), `count` is a number of bars.
 */
export type Unit = 'price' | 'volume' | 'ratio' | 'count' | 'none'

export const fieldNames = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'hl2',
  'hlc3',
  'ohlc4',
  'returns',
  'logret',
] as const
/** `ts` is an input some indicators read; rules cannot name it. */
export type FieldName = (typeof fieldNames)[number] | 'ts'

interface Typed {
  readonly type: 'number' | 'truth'
  /** True where the value is the same on every bar: constants, parameters and arithmetic of them. */
  readonly scalar: boolean
  readonly unit: Unit
}

/** A checked expression: every name resolved, arguments in order, `let` names replaced by what they stand for. */
export type Term = Typed &
  (
    | { readonly kind: 'const'; readonly value: number }
    | { readonly kind: 'param'; readonly name: string; readonly integer: boolean }
    | { readonly kind: 'field'; readonly name: FieldName }
    | { readonly kind: 'op'; readonly op: string; readonly args: readonly Term[] }
    | {
        readonly kind: 'indicator'
        readonly indicator: Indicator
        readonly inputs: readonly Term[]
        readonly params: readonly Term[]
        readonly output: number
      }
    | { readonly kind: 'htf'; readonly timeframe: string; readonly args: readonly [Term] }
    | { readonly kind: 'ref'; readonly symbol: string; readonly args: readonly [Term] }
  )

/** The terms directly below one. */
export function childrenOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case 'op':
    case 'htf':
    case 'ref':
      return term.args
    case 'indicator':
      return [...term.inputs, ...term.params]
    case 'const':
    case 'param':
    case 'field':
      return []
  }
}
