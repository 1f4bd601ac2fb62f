import type { Params } from '../contract/common.ts'
import type { Bars } from '../market-data/bars.ts'
import { canonicalText } from './canonical.ts'
import { compileStrategy } from './compile.ts'
import { startRun } from './evaluate.ts'
import { lookback } from './lookback.ts'
import type { CrossRule } from './kernels/crossing.ts'
import { shortestStep } from './higher-bars.ts'
import { reasonFor, type Reading } from './reason.ts'
import type { Run } from './run.ts'
import { scalarValue } from './scalar.ts'
import { sessionColumns, sessionText, type Session } from './session.ts'
import { numberRules, truthRules, type RuleName, type Strategy } from './strategy.ts'
import { childrenOf, type Term } from './tree.ts'

interface ExplainedTerm {
  readonly rule: string
  /** The term with the values of the parameters and without `let` names. */
  readonly text: string
  readonly kind: 'number' | 'truth'
  /** A truth is 0 or 1; null where the term has no value on the bar. */
  readonly value: number | null
}

export interface Explanation {
  readonly sentence: string
  readonly terms: ExplainedTerm[]
  readonly lookback: number
}

export interface ExplainInput {
  readonly bars: Bars
  /** Index of the bar. */
  readonly bar: number
  /** As `checkParams` gives them. */
  readonly params: Params
  readonly crossRule?: CrossRule
  readonly symbol?: (name: string) => Bars | undefined
  /** Length of a bar in ms, for `htf` and the session; else read off the bar times. */
  readonly barMs?: number
}

const titles: Readonly<Record<RuleName, string>> = {
  entryLong: 'Enter long',
  exitLong: 'Exit long',
  entryShort: 'Enter short',
  exitShort: 'Exit short',
  stopLoss: 'Stop loss',
  takeProfit: 'Take profit',
  trailingStop: 'Trailing stop',
  trailingThen: 'Trailing stop later',
  trailingAfter: 'Trailing stop after a gain of',
  maxBarsHeld: 'Most bars held',
  entryLimit: 'Entry limit',
  entryStop: 'Entry stop',
  weight: 'Weight',
}

/** Every term of every rule with its value on one bar, inner terms first, and why each rule holds there or not. */
export function explainTerms(
  strategy: Strategy,
  { bars, bar, params, crossRule = 'touch', symbol, barMs }: ExplainInput,
): Explanation {
  const program = compileStrategy(strategy)
  const run = startRun(program, bars, params, {
    crossRule,
    ...(symbol === undefined ? {} : { symbol }),
    ...(barMs === undefined ? {} : { barMs }),
  })
  const needed = lookback(strategy, params)
  const reading: Reading = {
    text: (term) =>
      canonicalText(term, {
        asWritten: true,
        replace: (part) =>
          part.scalar && part.kind !== 'const' ? String(scalarValue(part, (name) => Number(params[name]))) : undefined,
      }),
    value: (term, ago = 0) => (bar < ago ? Number.NaN : program.node(term).column(run)[bar - ago]!),
  }
  const terms: ExplainedTerm[] = []
  const sentences: string[] = []
  if (bar < needed) sentences.push(`This is bar ${bar + 1}; the rules need ${needed} bars before they all have values`)
  for (const rule of [...truthRules, ...numberRules]) {
    const term = strategy.rules[rule]
    if (term === undefined) continue
    for (const part of shownParts(term)) {
      const value = reading.value(part)
      terms.push({ rule, text: reading.text(part), kind: part.type, value: Number.isFinite(value) ? value : null })
    }
    sentences.push(
      term.type === 'truth'
        ? `${titles[rule]}: ${reading.value(term) === 1 ? 'yes' : 'no'}, ${reasonFor(term, reading)}`
        : `${titles[rule]}: ${shownNumber(reading.value(term))}`,
    )
  }
  if (strategy.session !== null) sentences.push(sessionSentence(strategy.session, run, bar))
  return { sentence: `${sentences.join('. ')}.`, terms, lookback: needed }
}

/** What the session makes of the signals of a bar that are filled at the next open. */
function sessionSentence(session: Session, { bars, barMs, fillTiming }: Run, bar: number): string {
  const { enter, leave } = sessionColumns(session, bars.ts, barMs ?? shortestStep(bars), fillTiming)
  const entries = enter[bar] === 1 ? 'entries are taken' : 'no entries'
  return `Session (${sessionText(session)}): ${entries}${leave?.[bar] === 1 ? ', what is held is closed' : ''}`
}

/** Sub-terms that differ from bar to bar, each once, inner ones first; a bar's field only where it is compared or computed with. */
function shownParts(term: Term): Term[] {
  const parts = new Map<string, Term>()
  const visit = (node: Term): void => {
    if (node.scalar) return
    const elsewhere = node.kind === 'htf' || node.kind === 'ref'
    // The inner terms of another timeframe or symbol have no value on this bar.
    if (!elsewhere)
      for (const child of childrenOf(node)) if (!(node.kind === 'indicator' && child.kind === 'field')) visit(child)
    parts.set(canonicalText(node), node)
  }
  visit(term)
  parts.set(canonicalText(term), term)
  return [...parts.values()]
}

function shownNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : 'no value'
}
