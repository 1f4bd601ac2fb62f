import type { Period } from '../engine/portfolio/periods.ts'

/** How much to trade; amounts in account currency, shares as fractions. */
export type Sizing =
  | { kind: 'percent'; percent: number }
  | { kind: 'value'; value: number }
  | { kind: 'units'; units: number }
  | { kind: 'volTarget'; annual: number; lookback: number }
  | { kind: 'atrRisk'; fraction: number; lookback: number; multiple: number }
  | { kind: 'kelly'; cap: number }

/** A target that counts once a position has been held for `after` ms. */
export interface TargetStep {
  readonly after: number
  readonly fraction: number
}

/** When weights are brought about, and the drift of a share of equity below which a position stays as it is. */
export interface Rebalance {
  readonly every: Period
  readonly band: number
}

/** Trading rules of a venue and of the strategy itself; what is left out holds nothing back. */
export interface Constraints {
  /** Step of a size, null for what the profile's `units` say. */
  readonly lotSize: number | null
  readonly allowShort: boolean
  readonly maxPositions: number
  /** Step of the prices at which orders rest. */
  readonly tickSize?: number
  /** Smallest order in units, and in account currency. */
  readonly minSize?: number
  readonly minValue?: number
}

/**
 * What the rules of a strategy say, bar by bar; index i is what is known at the close of bar i.
 * Truths are 0 or 1; an absent rule is null. Distances are fractions of the entry price, NaN where undefined.
 */
export interface Signals {
  readonly rows: number
  readonly entryLong: Uint8Array | null
  readonly exitLong: Uint8Array | null
  readonly entryShort: Uint8Array | null
  readonly exitShort: Uint8Array | null
  readonly stopLoss: Float64Array | null
  readonly takeProfit: Float64Array | null
  /** The target by time held, the earliest step first; it takes the place of `takeProfit`. */
  readonly targets: readonly TargetStep[] | null
  readonly trailingStop: Float64Array | null
  /** The trailing distance once the gain is beyond `trailingAfter` (0 where absent). */
  readonly trailingThen: Float64Array | null
  readonly trailingAfter: Float64Array | null
  readonly maxBarsHeld: Float64Array | null
  /** Prices at which the entry rests for one bar. */
  readonly entryLimit: Float64Array | null
  readonly entryStop: Float64Array | null
  /** Target share of equity, negative for a short; null where rules of entry and exit decide. */
  readonly weight: Float64Array | null
  readonly rebalance: Rebalance | null
  readonly sizing: Sizing
  /** Bars after an exit in which no entry is taken. */
  readonly cooldown: number
  readonly constraints: Constraints
  /** Bars before which no rule has a value. */
  readonly lookback: number
  /** Bars before which some indicator of the rules has no value. */
  readonly warmUp: number
  /** 1 on each bar on which the symbol is a member of the universe; null where it always is. */
  readonly members: Uint8Array | null
  /** Whether a position is closed on the first bar on which its symbol is no longer a member. */
  readonly leaving: 'close' | 'keep'
}
