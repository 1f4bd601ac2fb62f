import type { ProfileFields } from '../../contract/profile.ts'
import type { MarketSpec } from '../../contract/market.ts'
import type { Params } from '../../contract/common.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import type { CallbackSeries } from '../events/callbacks.ts'
import type { Recording, RecordingRunResult } from '../depth/run-recording.ts'
import type { PortfolioResult } from '../portfolio.ts'
import type { Costs } from '../types.ts'

/** Files in the folder of a run, as `node:v8` writes them: bars and curves cross in bulk, which messages are slow at. */
export const jobFile = 'job.bin'
export const outcomeFile = 'outcome.bin'

/** What the child process is asked to do. */
export interface SandboxJob {
  /** Absolute path of the module, and the name by which the analyst knows it. */
  readonly path: string
  readonly file: string
  readonly params: Params
  readonly series: readonly CallbackSeries[]
  /** Ticks or a recorded order book in place of bars, and what the request says about meeting it. */
  readonly recording: { readonly data: Recording; readonly market: MarketSpec } | null
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly seed: number
  /** Times at which the run is repeated without the bars after them. */
  readonly causalityPoints: number
}

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

export type SandboxReply = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly error: ErrorBody }
