import { Timeframe } from '../contract/common.ts'
import type { CheckContext } from './check-context.ts'
import { functionOf } from './functions.ts'
import { timeframeMs } from './higher-bars.ts'
import { childrenOf, type Argument, type Span, type Syntax, type Term } from './tree.ts'

const longest = 10.01 * 365.25 * 86_400_000

/** `htf(expr, "1w")`: the expression on the closed bars of a longer timeframe. */
export function checkHigherTimeframe(context: CheckContext, args: readonly Argument[], span: Span): Term | null {
  const usage = { hint: 'It is written htf(expression, "1w").' }
  const [expr, timeframe, ...more] = args
  if (expr === undefined || timeframe === undefined || more.length > 0)
    return context.troubles.error(span, 'htf takes an expression and a timeframe', usage)
  const inner = series(context, 'htf', expr.value)
  const name = timeframe.value.kind === 'text' ? timeframe.value.value : ''
  if (!Timeframe.safeParse(name).success || name === 'tick')
    return context.troubles.error(timeframe.value.span, 'htf needs a timeframe in quotes', {
      hint: 'A timeframe looks like "1h", "1d", "1w" or "1mo".',
    })
  const length = timeframeMs(name)
  if (length > longest)
    return context.troubles.error(timeframe.value.span, 'htf takes a timeframe of at most ten years')
  const inside = inner === null ? null : shorterInside(inner, length)
  if (inside !== null)
    return context.troubles.error(expr.value.span, `inside htf(..., "${name}") stands the shorter "${inside}"`, {
      hint: 'The bars inside are those of the longer timeframe; turn the two around.',
    })
  return inner === null
    ? null
    : { kind: 'htf', timeframe: name, args: [inner], type: inner.type, scalar: false, unit: inner.unit }
}

/** `ref("SPY", expr)`: the expression on the bars of another symbol of the run. */
export function checkReference(context: CheckContext, args: readonly Argument[], span: Span): Term | null {
  const [symbol, expr, ...more] = args
  if (expr === undefined || symbol === undefined || more.length > 0)
    return context.troubles.error(span, 'ref takes a symbol and an expression', {
      hint: 'It is written ref("SPY", close).',
    })
  const inner = series(context, 'ref', expr.value)
  if (symbol.value.kind !== 'text' || symbol.value.value.trim() === '')
    return context.troubles.error(symbol.value.span, 'ref needs a symbol in quotes first', {
      hint: 'It is written ref("SPY", close).',
    })
  return inner === null
    ? null
    : {
        kind: 'ref',
        symbol: symbol.value.value.trim(),
        args: [inner],
        type: inner.type,
        scalar: false,
        unit: inner.unit,
      }
}

/** A timeframe below the given length that the term asks for. */
function shorterInside(term: Term, length: number, seen: Set<Term> = new Set()): string | null {
  if (term.kind === 'htf' && timeframeMs(term.timeframe) < length) return term.timeframe
  if (seen.has(term)) return null
  seen.add(term)
  for (const child of childrenOf(term)) {
    const found = shorterInside(child, length, seen)
    if (found !== null) return found
  }
  return null
}

function series(context: CheckContext, owner: string, syntax: Syntax): Term | null {
  const term = context.check(syntax)
  if (term === null) return null
  if (term.scalar)
    return context.troubles.error(syntax.span, `${owner} needs a series here, this is the same on every bar`)
  const compares = crossSectionIn(term)
  if (compares === null) return term
  return context.troubles.error(
    syntax.span,
    `${compares} compares the symbols of the run, so it cannot stand in ${owner}`,
    {
      hint:
        owner === 'htf'
          ? `Turn the two around: ${compares}(htf(x, ...)).`
          : `${compares} has a value for each symbol of its own.`,
    },
  )
}

/** A function in the term that compares symbols. */
export function crossSectionIn(term: Term, seen: Set<Term> = new Set()): string | null {
  if (seen.has(term)) return null
  seen.add(term)
  if (term.kind === 'op' && functionOf(term.op).section !== undefined) return term.op
  for (const child of childrenOf(term)) {
    const found = crossSectionIn(child, seen)
    if (found !== null) return found
  }
  return null
}
