import fc from 'fast-check'
import type { Indicator } from '../../../core/indicators/indicator.ts'
import { languageFunctions } from '../../../core/strategy/functions.ts'
import type { FunctionArg, LanguageFunction } from '../../../core/strategy/function.ts'

/** A call of an indicator with default parameters; functions of a bounded domain are fed small numbers. */
export function indicatorCall(indicator: Indicator): string {
  const bounded = ['acos', 'asin', 'cosh', 'exp', 'sinh'].includes(indicator.name)
  const free = { real: bounded ? 'close / 1000' : 'close', real1: 'volume' } as const
  const inputs = indicator.inputs.flatMap((name) => (name === 'real' || name === 'real1' ? [free[name]] : []))
  const call = `${indicator.name}(${inputs.join(', ')})`
  return indicator.outputs.length === 1 ? call : `${call}.${indicator.outputs[0]!.short}`
}

interface Call {
  readonly type: 'number' | 'truth'
  readonly text: string
}

const bound = (arg: FunctionArg): number => Math.min(arg.max ?? 9, Math.max(arg.min ?? 0, 4))

function callOf(
  f: LanguageFunction,
  series: (kind: 'number' | 'truth', i: number) => string,
  period: (arg: FunctionArg) => number,
): Call {
  const args = f.args.map((arg, i) => {
    if (arg.kind === 'bars' || arg.kind === 'scalar') return String(period(arg))
    return series(arg.kind === 'truth' ? 'truth' : 'number', i)
  })
  if (f.name === 'neg') return { type: 'number', text: `(-${args[0]})` }
  if (f.name === 'not') return { type: 'truth', text: `(not ${args[0]})` }
  return {
    type: f.result,
    text: f.operator === true ? `(${args.join(` ${f.name} `)})` : `${f.name}(${args.join(', ')})`,
  }
}

const runnable = languageFunctions.filter((f) => f.group !== 'cross-section')

/** One call of each function on plain fields. */
export const someCalls: readonly Call[] = runnable.map((f) =>
  callOf(f, (kind, i) => (kind === 'truth' ? 'close > open' : ['close', 'volume', 'high'][i]!), bound),
)

/** Random nested expressions of one type, over all functions and some indicators. */
export function expressions(): { number: fc.Arbitrary<string>; truth: fc.Arbitrary<string> } {
  const leaves = [
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
    '3',
    '0.5',
    'sma(close, 5)',
    'rsi(close, 7)',
    'atr(6)',
    'macd(close, 3, 6, 4).hist',
    'bbands(hl2, 5).upper',
    'htf(close, "1w")',
    'htf(ema(close, 3), "1mo")',
  ]
  const build = (depth: number, type: 'number' | 'truth'): fc.Arbitrary<string> => {
    if (depth === 0 && type === 'number') return fc.constantFrom(...leaves)
    const own = runnable.filter((f) => (f.name === 'lag' ? type === 'number' : f.result === type))
    const call = fc.constantFrom(...own).chain((f) =>
      fc
        .tuple(
          fc.tuple(...f.args.map((arg) => build(Math.max(0, depth - 1), arg.kind === 'truth' ? 'truth' : 'number'))),
          fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
        )
        .map(
          ([series, periods]) =>
            callOf(
              f,
              // A field where a plain number would be refused.
              (kind, i) => (kind === 'truth' || !/^[\d.]+$/.test(series[i]!) ? series[i]! : 'close'),
              (arg) =>
                arg.kind === 'scalar'
                  ? 0.5
                  : Math.min(arg.max ?? 9, Math.max(arg.min ?? 0, periods[f.args.indexOf(arg)]!)),
            ).text,
        ),
    )
    // The plainest condition where the depth is used up.
    return depth === 0 ? fc.constantFrom('close > open', 'crossover(close, sma(close, 4))', 'rsi(close, 5) < 40') : call
  }
  return { number: build(3, 'number'), truth: build(3, 'truth') }
}
