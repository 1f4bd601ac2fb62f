import type { ProfileFields } from '../../contract/profile.ts'
import type { MarketSpec } from '../../contract/market.ts'
import type { Params } from '../../contract/common.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import type { StrategyParam } from '../../contract/strategy.ts'
import type { CallbackSeries } from '../events/callbacks.ts'
import type { Recording, RecordingRunResult } from '../depth/run-recording.ts'
import type { PortfolioResult } from '../portfolio/portfolio.ts'
import type { Costs } from '../types.ts'

/** Files in the folder of a run, as `node:v8` writes them: bars and curves cross in bulk, which messages are slow at. */
export const jobFile = 'job.bin'
export const outcomeFile = 'outcome.bin'

/** What the child process is given at its start. */
export interface SandboxJob {
  /** Absolute path of the module, and the name by which the analyst knows it. */
  readonly path: string
  readonly file: string
  readonly series: readonly CallbackSeries[]
  /** Ticks or a recorded order book in place of bars, and what the request says about meeting it. */
  readonly recording: { readonly data: Recording; readonly market: MarketSpec } | null
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly seed: number
}

/** What it is asked to do, one thing after another. */
export type SandboxAsk =
  /** What the module exports, without a run. */
  | { readonly kind: 'declare' }
  /** One run, repeated without what comes after so many times. */
  | { readonly kind: 'run'; readonly params: Params; readonly causalityPoints: number }
  /** The figures of a sweep for each set of parameters. */
  | { readonly kind: 'figures'; readonly sets: readonly Params[] }

export interface SandboxOutcome {
  readonly name: string
  readonly params: Record<string, number>
  readonly result: PortfolioResult | RecordingRunResult
  /** How the recording was met. */
  readonly market: MarketSpec | null
  /** Times at which the run was the same without what came after. */
  readonly points: number
  /** Milliseconds that the run itself took. */
  readonly runMs: number
}

export interface Declaration {
  readonly name: string
  readonly params: readonly StrategyParam[]
  /** Callbacks that `create` returns with the default parameters. */
  readonly callbacks: readonly string[]
}

export type SandboxReply =
  | { readonly kind: 'done' }
  | { readonly kind: 'declared'; readonly declared: Declaration }
  /** One row a set in the order of `sweepMetrics`, NaN where a figure does not exist. */
  | { readonly kind: 'figures'; readonly rows: readonly Float64Array[] }
  | { readonly kind: 'failed'; readonly error: ErrorBody }
