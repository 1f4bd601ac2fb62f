/** A line of trades.parquet, as far as it is analysed. Times in Unix ms, money in account currency, returns as fractions. */
export interface TradeRow {
  readonly symbol: string
  readonly side: string
  readonly size: number
  readonly entryTime: number
  readonly entryPrice: number
  readonly exitTime: number
  readonly exitPrice: number
  readonly pnl: number
  readonly return: number
  readonly bars: number
  /** mae <= 0 <= mfe, fractions of the entry price. */
  readonly mae: number
  readonly mfe: number
  readonly entryTag: string
  readonly exitReason: string
  readonly open: boolean
}
