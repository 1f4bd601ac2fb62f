import { z } from 'zod'
import { UnixMs } from './common.ts'

const Figure = z.number().nullable()
const Figures = z.array(Figure)

/** Figures of the last `window` returns at each time; null where a figure does not exist there. Times are ends of periods. */
export const RollingFigures = z.object({
  window: z.number().int(),
  ts: z.array(UnixMs),
  sharpe: Figures,
  sortino: Figures,
  volatility: Figures,
  /** Against the run's first symbol, held. */
  beta: Figures,
  maxDrawdown: Figures,
})
export type RollingFigures = z.infer<typeof RollingFigures>

/** Returns of the bars of one month (1 to 12), year, weekday (1 Monday to 7 Sunday) or hour (0 to 23), UTC. */
export const Season = z.object({
  key: z.number().int(),
  bars: z.number().int(),
  /** All of them compounded. */
  totalReturn: z.number(),
  meanReturn: z.number(),
  /** Share of the bars on which equity rose. */
  positive: z.number(),
})
export type Season = z.infer<typeof Season>

/** Trades of one group. Money in account currency; calendar groups go by the entry. */
export const TradeGroup = z.object({
  key: z.string(),
  trades: z.number().int(),
  pnl: z.number(),
  winRate: z.number(),
  /** Mean return of a trade. */
  avgReturn: z.number(),
  /** Gains over losses in money; null without losses. */
  profitFactor: Figure,
  avgBars: z.number(),
})
export type TradeGroup = z.infer<typeof TradeGroup>

export const tradeGroupings = ['symbol', 'side', 'entryTag', 'exitReason', 'month', 'year', 'weekday', 'hour'] as const

/** Price moves against and for the trades while they were held, fractions of the entry price; null without such trades. */
export const Excursions = z.object({
  trades: z.number().int(),
  mae: z.object({ mean: Figure, median: Figure, worst: Figure }),
  mfe: z.object({ mean: Figure, median: Figure, best: Figure }),
  /** The 5th percentile of mae among winners: a stop further away than this would have kept 95 % of them. */
  winnersMae95: Figure,
  /** Median mfe of losers: what they showed before they lost. */
  losersMfe: Figure,
  /** Mean of mfe over mean of -mae. */
  edgeRatio: Figure,
  /** Sum of the returns over sum of mfe. */
  captured: Figure,
})
export type Excursions = z.infer<typeof Excursions>

export const Trading = z.object({
  /** Value bought and sold, account currency. */
  tradedValue: z.number(),
  /** Value traded a year over the mean equity. */
  turnover: Figure,
  fills: z.number().int(),
  /** Fills whose bar has no volume, or is no longer stored; they are left out below. */
  withoutVolume: z.number().int(),
  /** Value of a fill over the value traded on its bar. */
  medianShare: Figure,
  share95: Figure,
  /** Largest share of a bar's volume that is thought harmless. */
  participation: z.number(),
  /** Equity at which 95 % of the fills stay within `participation`; null without volume or fills. */
  capacity: Figure,
})
export type Trading = z.infer<typeof Trading>

export const Interval = z.object({ estimate: Figure, low: Figure, high: Figure, standardError: Figure })
export type Interval = z.infer<typeof Interval>

/** Stationary bootstrap of the returns; percentile intervals. */
export const Intervals = z.object({
  level: z.number(),
  returns: z.number().int(),
  resamples: z.number().int(),
  seed: z.number().int(),
  /** Mean length of a block, in returns. */
  blockLength: Figure,
  sharpe: Interval,
  cagr: Interval,
  maxDrawdown: Interval,
  /** Why there are none. */
  reason: z.string().nullable(),
})
export type Intervals = z.infer<typeof Intervals>

export const Analysis = z.object({
  rolling: RollingFigures,
  returns: z.object({
    month: z.array(Season),
    year: z.array(Season),
    weekday: z.array(Season),
    /** Empty where bars last a day or more. */
    hour: z.array(Season),
  }),
  trades: z.record(z.enum(tradeGroupings), z.array(TradeGroup)),
  excursions: Excursions,
  trading: Trading,
  intervals: Intervals,
})
export type Analysis = z.infer<typeof Analysis>

export const AnalysisOptions = z.object({
  /** Returns in a rolling window. */
  window: z.coerce.number().int().min(2).max(100_000).default(63),
  /** Rolling figures are given at no more times than this, evenly spread, the last always among them. */
  points: z.coerce.number().int().min(2).max(10_000).default(500),
  resamples: z.coerce.number().int().min(100).max(10_000).default(1000),
  level: z.coerce.number().min(0.5).max(0.999).default(0.95),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1),
  participation: z.coerce.number().positive().max(1).default(0.1),
})
export type AnalysisOptions = z.infer<typeof AnalysisOptions>
