import type { Metrics } from '../contract/figures.ts'
import type { IntrabarRange } from '../contract/intrabar.ts'
import type { ProfileFields } from '../contract/profile.ts'
import type { Params } from '../contract/common.ts'
import type { CorporateAction } from '../engine/actions/actions.ts'
import type { Spell } from '../contract/universe.ts'
import type { Rates } from '../engine/costs/rates.ts'
import type { CostFigure, Costs, SimulationResult } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'

/** One series of a run. */
export interface RunSeries {
  readonly symbol: string
  /** e.g. `1d`; empty where it is not known. */
  readonly timeframe: string
  readonly bars: Bars
  /** When it is a member of the universe that the run is over; absent where it always is. */
  readonly spells?: readonly Spell[]
  /** Splits and dividends, in the order of their bars; absent where there are none. */
  readonly actions?: readonly CorporateAction[]
  /** Exchange rates into the account's currency; absent where the series is in it. */
  readonly rates?: Rates
  /** Shorter bars of the symbol, longest first, which may say what happened inside a bar. */
  readonly finer?: readonly FinerSeries[]
}

export interface FinerSeries {
  readonly timeframe: string
  readonly bars: Bars
}

/** What one symbol contributed to a run. */
export interface RunPart {
  readonly symbol: string
  readonly bars: Bars
  readonly result: Pick<SimulationResult, 'trades' | 'orders'>
}

export interface BacktestRequest {
  /** The text of a `*.strategy.json` file. */
  readonly text: string
  readonly params: Params
  /** Several symbols share the account and are asked in this order. */
  readonly series: readonly RunSeries[]
  readonly profile: ProfileFields
  readonly costs: Costs
  /** Whether a position is closed when its symbol leaves the universe; `close` where not given. */
  readonly leaving?: 'close' | 'keep'
  /** Replaces the strategy's own sizing, e.g. `percent(95)`. */
  readonly sizing: string | null
  readonly seed: number
  /** Bars of a benchmark, of any times; each bar of the run takes its last close at or before. */
  readonly benchmark: Bars | null
  /** What is to be said of the data before anything is computed. */
  readonly notes?: readonly string[]
}

export interface BacktestResult {
  readonly strategy: { readonly name: string; readonly hash: string }
  /** All parameters with the values they had. */
  readonly params: Record<string, number>
  /** Bars before which no rule has a value. */
  readonly lookback: number
  /** Curves over `timeline`; the bars of trades and orders are indices into it. */
  readonly result: SimulationResult
  /** The times of the curves: of the bars, or of all bars where several symbols share the account. */
  readonly timeline: Float64Array
  /** Trades and orders by symbol, their bars as indices of that symbol's own bars. */
  readonly parts: readonly RunPart[]
  readonly metrics: Metrics
  /** What hangs on the order of high and low; null where it is not worked out. */
  readonly intrabar: IntrabarRange | null
  readonly warnings: readonly string[]
  readonly causality: { readonly points: number; readonly passed: boolean }
  /** SHA-256 (hex) of trades, equity and metrics; the same wherever and whenever the same run is made. */
  readonly resultHash: string
  /** Milliseconds in signals, fills and metrics. */
  readonly engineMs: number
}

/** Something that runs a strategy on bars: this engine, or another tool asked for a second opinion. */
export interface BacktestRunner {
  /** As in run.json, e.g. `vector`. */
  readonly name: string
  /** Throws `invalid-strategy`, `invalid-input`, `look-ahead`, `cancelled`, and `unavailable` where the tool is not there. */
  run(request: BacktestRequest, options?: { signal?: AbortSignal }): Promise<BacktestResult>
}

export interface PeerResult extends BacktestResult {
  /** Versions of Python and of the packages that took part. */
  readonly versions: Readonly<Record<string, string>>
  /** What the tool could not be told, in whole sentences. */
  readonly notes: readonly string[]
}

/** Another tool, which fills this engine's own signals by its own conventions. */
export interface PeerRunner extends BacktestRunner {
  /** What the tool does, in the words of a profile; a run takes its `crossRule` from the request instead. */
  readonly conventions: ProfileFields
  /** Costs that it is not told. */
  readonly ignores: readonly CostFigure[]
  /** Relative difference that its rounding of money and sizes can make. */
  readonly tolerance: number
  run(
    request: BacktestRequest,
    options?: { signal?: AbortSignal; onStage?: (stage: string) => void },
  ): Promise<PeerResult>
}
