import type { Excursions } from '../../contract/analysis.ts'
import { quantile } from '../metrics/returns.ts'
import type { TradeRow } from './trade-row.ts'

/** What the trades went through while they were held (Sweeney 1997: maximum adverse and favourable excursion). */
export function excursionsOf(trades: readonly TradeRow[]): Excursions {
  const mae = ascending(trades.map((trade) => trade.mae))
  const mfe = ascending(trades.map((trade) => trade.mfe))
  const winners = ascending(trades.filter((trade) => trade.pnl > 0).map((trade) => trade.mae))
  const losers = ascending(trades.filter((trade) => trade.pnl < 0).map((trade) => trade.mfe))
  const against = -sum(mae)
  const shown = sum(mfe)
  return {
    trades: trades.length,
    mae: { mean: mean(mae), median: at(mae, 0.5), worst: mae[0] ?? null },
    mfe: { mean: mean(mfe), median: at(mfe, 0.5), best: mfe.at(-1) ?? null },
    winnersMae95: at(winners, 0.05),
    losersMfe: at(losers, 0.5),
    edgeRatio: against > 0 ? shown / against : null,
    captured: shown > 0 ? trades.reduce((total, trade) => total + trade.return, 0) / shown : null,
  }
}

function ascending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort()
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function mean(values: Float64Array): number | null {
  return values.length === 0 ? null : sum(values) / values.length
}

function at(sorted: Float64Array, share: number): number | null {
  return sorted.length === 0 ? null : quantile(sorted, share)
}
