import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Conventions } from './conventions.ts'
import { metricNames, Metrics } from './figures.ts'
import { Account, Profile } from './profile.ts'
import { MarketSpec } from './market.ts'
import { CrossCheckRequest } from './cross-check.ts'
import { IntrabarRange } from './intrabar.ts'
import { Analysis, AnalysisOptions } from './analysis.ts'
import { Spell, UniverseName } from './universe.ts'
import { ArrowTable, JobRef, Params, Symbol, Timeframe, UnixMs } from './common.ts'

const Leaving = z.enum(['close', 'keep'])

export const RunRequest = z.object({
  /** A strategy file of the workspace, a template name or a path. */
  strategy: z.string().optional(),
  /** The text itself, in place of `strategy`. */
  text: z.string().max(200_000).optional(),
  /** Stored symbols in the order in which they are asked; empty for a run over a universe. */
  data: z.array(Symbol).max(10_000).default([]),
  /** All stored symbols of a universe, each while it is a member. */
  universe: UniverseName.optional(),
  /** What happens to a position whose symbol leaves the universe. */
  leaving: Leaving.optional(),
  timeframe: Timeframe.optional(),
  params: Params.default({}),
  /** Both give the same figures: `vector` computes all signals first, `event` goes bar by bar and checks the books on each. */
  engine: z.enum(['vector', 'event']).default('vector'),
  profile: z.string().default('sextant'),
  set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  account: Account.default({ cash: 100_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }),
  /** How a strategy in TypeScript meets ticks or a recorded order book. */
  market: MarketSpec.optional(),
  from: UnixMs.optional(),
  to: UnixMs.optional(),
  benchmark: Symbol.optional(),
  seed: z.number().int().default(0),
})
export type RunRequest = z.infer<typeof RunRequest>

export const RunResult = z.object({
  runId: z.string(),
  metrics: Metrics,
  /** What hangs on the order of high and low inside bars; null where it is not worked out. */
  intrabar: IntrabarRange.nullable(),
  warnings: z.array(z.string()),
  dir: z.string(),
  resultHash: z.string(),
  /** Milliseconds in signals, fills and metrics, without reading and writing files. */
  engineMs: z.number(),
})
export type RunResult = z.infer<typeof RunResult>

export const RunSummary = z.object({
  id: z.string(),
  createdAt: UnixMs,
  strategy: z.string(),
  strategyHash: z.string(),
  params: Params,
  symbols: z.array(z.string()),
  timeframe: z.string(),
  profile: z.string(),
  from: UnixMs,
  to: UnixMs,
  rows: z.number().int(),
  totalReturn: z.number().nullable(),
  sharpe: z.number().nullable(),
  maxDrawdown: z.number().nullable(),
  trades: z.number().int(),
  winRate: z.number().nullable(),
  resultHash: z.string(),
  elapsedMs: z.number(),
  /** Equity over start, thinned to at most 64 points. */
  spark: z.array(z.number()),
  /** The data set has a newer version than the one this run has seen. */
  stale: z.boolean(),
})
export type RunSummary = z.infer<typeof RunSummary>

const Exchange = z.object({
  currency: z.string(),
  symbol: z.string(),
  timeframe: z.string(),
  version: z.number().int(),
  hash: z.string(),
  inverse: z.boolean(),
})

/** run.json as written in the run's folder. */
export const RunRecord = z.object({
  id: z.string(),
  createdAt: UnixMs,
  strategy: z.object({ name: z.string(), hash: z.string(), text: z.string() }),
  params: Params,
  data: z.array(
    z.object({
      symbol: z.string(),
      timeframe: z.string(),
      version: z.number().int(),
      hash: z.string(),
      partitions: z.array(z.string()),
      from: UnixMs,
      to: UnixMs,
      rows: z.number().int(),
      /** Shorter series of the symbol that were asked what happened inside bars. */
      finer: z.array(z.object({ timeframe: z.string(), version: z.number().int(), hash: z.string() })).default([]),
      /** The pair that turned its currency into the account's; absent where it is the account's. */
      exchange: Exchange.optional(),
      /** Splits and dividends of the symbol; absent where there are none. */
      actions: z.object({ version: z.number().int(), hash: z.string(), count: z.number().int() }).optional(),
      /** When it was a member of the universe. */
      spells: z.array(Spell).optional(),
    }),
  ),
  /** The universe of the run, as it was; `missing` are members without stored bars. Left out where symbols were named. */
  universe: z.object({ name: z.string(), hash: z.string(), leaving: Leaving, missing: z.array(z.string()) }).optional(),
  profile: Profile,
  account: Account,
  /** How ticks or a recorded order book were met; left out for bars. */
  market: MarketSpec.optional(),
  engine: z.string(),
  seed: z.number().int(),
  metrics: Metrics,
  /** What hangs on the order of high and low inside bars; null where it is not worked out. */
  intrabar: IntrabarRange.nullable().default(null),
  warnings: z.array(z.string()),
  causality: z.object({ points: z.number().int(), passed: z.boolean() }),
  versions: z.record(z.string(), z.string()),
  command: z.string(),
  resultHash: z.string(),
  elapsedMs: z.number(),
})
export type RunRecord = z.infer<typeof RunRecord>

export const RunDetail = RunRecord.extend({
  stale: z.boolean(),
  dir: z.string(),
  /** The first symbol bought on the first bar and held, no costs. */
  held: z.object({
    totalReturn: z.number().nullable(),
    cagr: z.number().nullable(),
    maxDrawdown: z.number().nullable(),
  }),
  /** Facts a reader must know before trusting the figures, worst first. */
  trust: z.array(z.object({ title: z.string(), detail: z.string() })),
  months: z.array(z.object({ year: z.number().int(), month: z.number().int(), return: z.number() })),
  years: z.array(z.object({ year: z.number().int(), return: z.number() })),
  drawdowns: z.array(
    z.object({ peak: UnixMs, trough: UnixMs, recovery: UnixMs.nullable(), depth: z.number(), days: z.number() }),
  ),
  /** What the profile's fields mean for this run, in words. */
  assumptions: z.array(z.object({ label: z.string(), value: z.string() })),
})
export type RunDetail = z.infer<typeof RunDetail>

export const GridAxis = z.object({ name: z.string(), values: z.array(z.number()).min(1).max(1_000_000) })
export const SweepRequest = RunRequest.extend({
  grid: z.array(GridAxis).min(1).max(12),
  /** A condition on the parameters, e.g. `fast < slow`. */
  where: z.string().optional(),
  out: z.string(),
  workers: z.number().int().min(1).max(64).default(1),
})
export type SweepRequest = z.infer<typeof SweepRequest>

export const SweepResult = z.object({
  out: z.string(),
  combinations: z.number().int(),
  elapsedMs: z.number(),
  combinationsPerSecond: z.number(),
  best: z.object({ params: Params, metrics: z.record(z.string(), z.number().nullable()) }).nullable(),
})
export type SweepResult = z.infer<typeof SweepResult>

const RunRef = z.object({ run: z.string().min(1) })

const namesSymbols = ({ data, universe }: Pick<RunRequest, 'data' | 'universe'>) =>
  data.length > 0 || universe !== undefined
const symbolsMissing = { path: ['data'], error: 'name at least one stored symbol in data, or a universe' }

export const backtest = {
  run: oc
    .route({ method: 'POST', path: '/backtest/run', summary: 'Start a backtest' })
    .input(RunRequest.refine(namesSymbols, symbolsMissing))
    .output(JobRef),
  sweep: oc
    .route({ method: 'POST', path: '/backtest/sweep', summary: 'Start a parameter sweep to a file' })
    .input(SweepRequest.refine(namesSymbols, symbolsMissing))
    .output(JobRef),
  profiles: oc
    .route({ method: 'GET', path: '/backtest/profiles', summary: 'Named sets of conventions' })
    .output(z.array(Profile)),
  list: oc.route({ method: 'GET', path: '/runs', summary: 'Finished runs, newest first' }).output(z.array(RunSummary)),
  /** A run id, a unique prefix of it, or `last`. */
  show: oc
    .route({ method: 'GET', path: '/runs/{run}', summary: 'One run with everything the overview shows' })
    .input(RunRef)
    .output(RunDetail),
  trades: oc
    .route({ method: 'GET', path: '/runs/{run}/trades', summary: 'Trades as an Arrow stream' })
    .input(RunRef)
    .output(ArrowTable),
  equity: oc
    .route({
      method: 'GET',
      path: '/runs/{run}/equity',
      summary:
        'Equity as an Arrow stream: ts, equity, cash, positionValue, drawdown, held; thinned to about `points` rows',
    })
    .input(RunRef.extend({ points: z.coerce.number().int().min(10).max(100_000).default(2000) }))
    .output(ArrowTable),
  compare: oc
    .route({ method: 'POST', path: '/runs/compare', summary: 'Runs side by side' })
    .input(z.object({ runs: z.array(z.string()).min(2).max(8) }))
    .output(
      z.object({
        comparable: z.boolean(),
        differences: z.array(z.object({ field: z.string(), values: z.array(z.string()) })),
        runs: z.array(RunSummary),
        metrics: z.array(z.object({ name: z.enum(metricNames), values: z.array(z.number().nullable()) })),
      }),
    ),
  crossCheck: oc
    .route({
      method: 'POST',
      path: '/runs/cross-check',
      summary: 'Start comparing a run with another tool, trade by trade',
    })
    .input(CrossCheckRequest)
    .output(JobRef),
  conventions: oc
    .route({
      method: 'GET',
      path: '/runs/{run}/conventions',
      summary: 'The headline of a run under each named profile, and its first trades side by side',
    })
    .input(RunRef.extend({ trades: z.coerce.number().int().min(0).max(10_000).default(0) }))
    .output(Conventions),
  analysis: oc
    .route({
      method: 'GET',
      path: '/runs/{run}/analysis',
      summary: 'Rolling figures, groups of returns and trades, excursions, capacity, bootstrap intervals',
    })
    .input(RunRef.extend(AnalysisOptions.shape))
    .output(Analysis),
  card: oc
    .route({ method: 'GET', path: '/runs/{run}/card', summary: 'The run card, Markdown' })
    .input(RunRef)
    .output(z.object({ markdown: z.string() })),
  remove: oc
    .route({ method: 'POST', path: '/runs/remove', summary: 'Delete a run' })
    .input(RunRef)
    .output(z.object({ removed: z.string() })),
}
