import { eventIterator, oc, type, type ContractRouterClient } from '@orpc/contract'
import { z } from 'zod'
import type { ExchangeRef } from '../backtest/exchange.ts'
import type { DatedAction } from '../contract/actions.ts'
import type { RunDetail, RunRecord, SweepResult } from '../contract/backtest.ts'
import type { Metrics } from '../contract/figures.ts'
import type { IntrabarRange } from '../contract/intrabar.ts'
import type { MarketSpec } from '../contract/market.ts'
import type { Account, Profile, ProfileFields } from '../contract/profile.ts'
import type { Comparison } from '../backtest/cross-check.ts'
import type { Conventions } from '../contract/conventions.ts'
import type { PeerName } from '../contract/cross-check.ts'
import type { ParamValue } from '../contract/common.ts'
import type { Analysis, AnalysisOptions } from '../contract/analysis.ts'
import type { MetricsRequest, MetricsResult } from '../contract/metrics.ts'
import type { ColumnProfile, Format, ImportOptions, Preview, SqlResult } from '../contract/data.ts'
import type { QualityReport } from '../contract/quality.ts'
import type { Spell } from '../contract/universe.ts'
import { Progress } from '../contract/jobs.ts'
import type { QuarantinedLine } from '../market-data/import/types.ts'
import type { Declaration } from '../engine/sandbox/job.ts'
import type { Partition, SeriesRef } from '../market-data/port.ts'

/** Both ends are ours and typed by the compiler, so only the shape of the events is checked at run time. */
const progressing = <Result>() =>
  eventIterator(
    Progress,
    z.custom<Result>(() => true),
  )

export interface SourceFile {
  readonly path: string
  readonly name: string
}

export interface ImportOutcome {
  readonly symbol: string
  readonly timeframe: string
  readonly timezone: string
  readonly format: Format
  readonly decimals: number
  readonly options: ImportOptions
  readonly sourceHash: string
  readonly rowsIn: number
  readonly accepted: number
  readonly duplicates: number
  readonly quarantined: readonly QuarantinedLine[]
  readonly warnings: readonly string[]
  /** Splits and dividends that stood beside the prices. */
  readonly actions: readonly DatedAction[]
  /** The version that was merged onto; 0 where the series is new. */
  readonly baseVersion: number
  readonly partitions: readonly Partition[]
  readonly added: number
  readonly corrected: number
  /** Damaged files that were replaced. */
  readonly repaired: number
  readonly quality: QualityReport
}

export interface BacktestInput {
  readonly text: string
  readonly params: Record<string, ParamValue>
  readonly series: readonly SeriesRef[]
  /** For each series the shorter ones of its symbol, longest first; read only where the order of high and low decides. */
  readonly finer?: readonly (readonly SeriesRef[])[]
  /** For each series the pair of its currency, null where it is in the account's. */
  readonly exchanges?: readonly (ExchangeRef | null)[]
  readonly benchmark: SeriesRef | null
  readonly profile: Profile
  readonly account: Account
  readonly engine: 'vector' | 'event'
  /** File name of a strategy module, where the text is not that of rules. */
  readonly module?: string
  /** How such a module meets ticks or a recorded order book. */
  readonly market?: MarketSpec
  readonly seed: number
  readonly from: number | null
  readonly to: number | null
  /** When each series is a member of the universe of the run, and what happens to a position when it leaves. */
  readonly spells?: readonly (readonly Spell[])[]
  readonly leaving?: 'close' | 'keep'
  /** What the reader must know of how the data were chosen. */
  readonly notes?: readonly string[]
}

/** The parts of run.json that the engine knows; tables are written beside it. */
export interface BacktestOutcome {
  readonly strategy: { readonly name: string; readonly hash: string }
  readonly params: Record<string, ParamValue>
  readonly data: RunRecord['data']
  readonly metrics: Metrics
  readonly intrabar: IntrabarRange | null
  readonly warnings: readonly string[]
  readonly causality: { readonly points: number; readonly passed: boolean }
  readonly resultHash: string
  readonly engineMs: number
  readonly spark: readonly number[]
  /** How ticks or a recorded order book were met, with every choice said. */
  readonly market?: MarketSpec
}

export interface SweepInput extends BacktestInput {
  readonly grid: readonly { readonly name: string; readonly values: readonly number[] }[]
  readonly where: string | null
  readonly out: string
  readonly workers: number
}

export interface WindowOutcome {
  readonly rows: number
  readonly from: number
  readonly to: number
  readonly span: number
  readonly columns: readonly string[]
  readonly values: Blob
}

export interface SignalsOutcome {
  readonly ts: number[]
  readonly close: (number | null)[]
  readonly lines: Record<string, (number | null)[]>
  readonly entries: { ts: number; price: number; side: 'long' | 'short' }[]
  readonly exits: { ts: number; price: number; side: 'long' | 'short'; reason: string }[]
  readonly spans: { from: number; to: number; side: 'long' | 'short' }[]
  readonly sharpe: number | null
  readonly maxDrawdown: number | null
  readonly totalReturn: number | null
  readonly elapsedMs: number
}

export interface ExplainOutcome {
  readonly ts: number
  readonly sentence: string
  readonly terms: { rule: string; text: string; kind: 'number' | 'truth'; value: number | null }[]
  readonly lookback: number
}

/** The series a run is compared with: bought at the first bar of the run with all the cash, no costs, and held. */
export interface HeldInput {
  readonly series: SeriesRef
  readonly cash: number
}

/** A run's folder, and the series it has seen that are still stored. `held` is the symbol it is compared with. */
export interface AnalysisInput {
  readonly dir: string
  readonly cash: number
  readonly profile: ProfileFields
  readonly series: readonly SeriesRef[]
  readonly held: string
  readonly options: AnalysisOptions
}

export type Breakdown = Pick<RunDetail, 'held' | 'months' | 'years' | 'drawdowns'>

interface OnSeries {
  readonly series: SeriesRef
}

/**
 * What runs in the engine process: everything that reads price files, opens DuckDB or computes. It knows no catalogue:
 * callers hand it partitions, and files it writes belong to nothing until the caller lists them, so it may be killed at any moment.
 */
export const engineContract = {
  preview: oc.input(type<{ source: SourceFile; options: ImportOptions }>()).output(type<Preview>()),
  importFile: oc
    .input(type<{ source: SourceFile; options: ImportOptions; known: readonly SeriesRef[] }>())
    .output(progressing<ImportOutcome>()),
  check: oc.input(type<OnSeries & { calendar: string | null }>()).output(type<QualityReport>()),
  profile: oc.input(type<OnSeries>()).output(type<ColumnProfile[]>()),
  verify: oc
    .input(type<{ partitions: readonly Partition[] }>())
    .output(type<{ file: string; expected: string; found: string }[]>()),
  export: oc
    .input(type<OnSeries & { format: 'csv' | 'parquet' | 'arrow' | 'json' | 'xlsx'; out: string }>())
    .output(type<{ rows: number; bytes: number }>()),
  query: oc
    .input(
      type<{ sql: string; tables: readonly { name: string; series: SeriesRef }[]; rows: number; timeoutMs: number }>(),
    )
    .output(type<SqlResult>()),
  window: oc
    .input(
      type<
        OnSeries & {
          from: number | null
          to: number | null
          buckets: number
          indicators: readonly { id: string; name: string; params: Record<string, number> }[]
        }
      >(),
    )
    .output(type<WindowOutcome>()),
  locate: oc.input(type<OnSeries & { times: readonly number[] }>()).output(type<{ indices: number[] }>()),
  bars: oc.input(type<OnSeries & { from: number | null; to: number | null }>()).output(type<Blob>()),
  indicator: oc
    .input(type<OnSeries & { name: string; params: Record<string, number>; from: number | null; to: number | null }>())
    .output(type<{ columns: string[]; rows: number; values: Blob }>()),
  signals: oc
    .input(
      type<
        OnSeries & {
          text: string
          params: Record<string, ParamValue>
          profile: Profile
          account: Account
          from: number | null
          to: number | null
          points: number
        }
      >(),
    )
    .output(type<SignalsOutcome>()),
  /** Loads a strategy module in a process of its own and gives what it says of itself. */
  declare: oc.input(type<{ text: string; file: string }>()).output(type<Declaration>()),
  explain: oc
    .input(type<OnSeries & { text: string; params: Record<string, ParamValue>; ts: number }>())
    .output(type<ExplainOutcome>()),
  /** Writes equity.parquet, trades.parquet and orders.parquet into `dir`. */
  backtest: oc.input(type<BacktestInput & { dir: string }>()).output(progressing<BacktestOutcome>()),
  /** Fills the signals of a run in another tool and compares the trades. */
  crossCheck: oc.input(type<BacktestInput & { tool: PeerName }>()).output(progressing<Comparison>()),
  conventions: oc.input(type<BacktestInput & { trades: number }>()).output(type<Omit<Conventions, 'runId'>>()),
  sweep: oc.input(type<SweepInput>()).output(progressing<SweepResult>()),
  /** A run's table as an Arrow stream. */
  table: oc.input(type<{ file: string }>()).output(type<Blob>()),
  /** equity.parquet as an Arrow stream with a `held` column, thinned to about `points` rows that keep each span's extremes. */
  equity: oc.input(type<{ file: string; points: number; held: HeldInput | null }>()).output(type<Blob>()),
  breakdown: oc.input(type<{ file: string; held: HeldInput | null }>()).output(type<Breakdown>()),
  analysis: oc.input(type<AnalysisInput>()).output(type<Analysis>()),
  metrics: oc.input(type<MetricsRequest>()).output(type<MetricsResult>()),
  memory: oc.output(type<{ rss: number; limit: number }>()),
}

export type EngineHost = ContractRouterClient<typeof engineContract>
