import type { StrategyParam } from '../contract/strategy.ts'
import type { Constraints, Rebalance } from './signals.ts'
import type { Session } from './session.ts'
import type { Term } from './tree.ts'

/** Rules that are conditions, then rules that are numbers, in the order of the file. */
export const truthRules = ['entryLong', 'exitLong', 'entryShort', 'exitShort'] as const
export const numberRules = [
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'trailingThen',
  'trailingAfter',
  'maxBarsHeld',
  'entryLimit',
  'entryStop',
  'weight',
] as const
export type TruthRule = (typeof truthRules)[number]
export type NumberRule = (typeof numberRules)[number]
export type RuleName = TruthRule | NumberRule

export type SizingKind = 'percent' | 'value' | 'units' | 'volTarget' | 'atrRisk' | 'kelly'

/** A sizing whose numbers may still depend on parameters. */
export interface SizingTerm {
  readonly kind: SizingKind
  readonly args: readonly Term[]
}

/** A target from so many minutes after the entry on; the fraction may still depend on parameters. */
export interface TargetTerm {
  readonly minutes: number
  readonly fraction: Term
}

export interface Rationale {
  readonly hypothesis: string
  readonly regime: string
  readonly expectedSign: string
  readonly killRule: string
}

/** A strategy file that was read without an error. */
export interface Strategy {
  readonly name: string
  readonly params: readonly StrategyParam[]
  /** The named series of `let`, in the order of the file. */
  readonly lets: readonly { readonly name: string; readonly term: Term }[]
  readonly rules: { readonly [rule in RuleName]?: Term }
  /** Take profit by time held, the earliest step first; null where there is none. */
  readonly targets: readonly TargetTerm[] | null
  /** Null where rules of entry and exit decide. */
  readonly rebalance: Rebalance | null
  readonly sizing: SizingTerm
  readonly cooldown: number
  /** When entries may be taken; null for always. */
  readonly session: Session | null
  readonly constraints: Constraints
  readonly rationale: Rationale
  /** Every rule and the sizing in canonical form, by name. */
  readonly canonical: Readonly<Record<string, string>>
  /** SHA-256 (hex) of what the strategy does: parameters, rules, sizing, cooldown, session and constraints; not its name or rationale. */
  readonly hash: string
}
