import type { RunDetail } from '../contract/backtest.ts'
import type { QualityReport } from '../contract/quality.ts'
import type { ReportSection } from '../contract/report.ts'

/** Trades as columns, one entry a trade, in the order of entry. Times in Unix ms, fractions not percents. */
export interface TradeColumns {
  readonly side: readonly string[]
  readonly size: readonly number[]
  readonly entryTime: readonly number[]
  readonly entryPrice: readonly number[]
  readonly exitTime: readonly number[]
  readonly exitPrice: readonly number[]
  readonly pnl: readonly number[]
  readonly return: readonly number[]
  readonly bars: readonly number[]
  readonly mae: readonly number[]
  readonly mfe: readonly number[]
  readonly exitReason: readonly string[]
  readonly open: readonly boolean[]
  readonly symbol?: readonly string[]
}

/** Equity at the close of each bar (or of a thinned set of bars); `held` is the first symbol bought and held with the same cash. */
export interface EquityColumns {
  readonly ts: readonly number[]
  readonly equity: readonly number[]
  /** Fractions at or below zero. */
  readonly drawdown: readonly number[]
  /** Empty where there is nothing to compare with. */
  readonly held: readonly number[]
}

export interface ReportInput {
  readonly run: RunDetail
  readonly trades: TradeColumns
  readonly equity: EquityColumns
  /** Of the first data set, at the version the run has seen. */
  readonly quality?: QualityReport
  /** Sections to print; their order is always that of `reportSections`. */
  readonly sections: readonly ReportSection[]
  /** Name and version of the program, e.g. `Sextant 0.1.0`. */
  readonly generatedBy: string
  /** Command line that writes this report again. */
  readonly command: string
}
