import type { RunDetail, RunRecord } from '../contract/backtest.ts'
import { intrabarSentence } from './intrabar-words.ts'

const percent = (value: number) => `${value < 0 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(2)}%`

/**
 * What a reader must know before trusting a run, worst first. Thresholds: fewer than 100 closed trades is few (a win
 * rate then has a standard error above 5 points); a profit factor above 5 is rare outside of errors; the standard error
 * of a Sharpe ratio is sqrt((1 + S^2 / 2) / years) for annual S (Lo 2002, independent returns).
 */
export function trustNotes(
  record: RunRecord,
  { held, drawdowns }: Pick<RunDetail, 'held' | 'drawdowns'>,
): RunDetail['trust'] {
  const { metrics, data, account, warnings } = record
  const notes: RunDetail['trust'] = []
  const add = (title: string, detail: string) => notes.push({ title, detail })
  const counted = metrics.trades ?? 0
  const closed = record.profile.fields.statsIncludeOpenTrade ? counted - (metrics.openTrades ?? 0) : counted

  if (closed === 0)
    add('No closed trade', 'The rules never completed a trade on this data, so every per-trade figure is missing.')
  if (held.totalReturn !== null && metrics.totalReturn !== null && held.totalReturn > metrics.totalReturn) {
    add(
      'Holding made more',
      `Holding ${data[0]!.symbol} made more: ${percent(held.totalReturn)} against ${percent(metrics.totalReturn)}.`,
    )
  }
  if (metrics.profitFactor !== null && metrics.profitFactor > 5)
    add(
      'Profit factor above 5',
      `A profit factor of ${metrics.profitFactor.toFixed(2)} is rare outside of errors: look at the fills.`,
    )
  if (closed > 0 && closed < 100) add('Few trades', sharpeSentence(record, closed))
  const dominated = dominance(record)
  if (dominated !== null) add('One trade dominates', dominated)
  if (
    account.fees === 0 &&
    account.feeFixed === 0 &&
    account.slippage === 0 &&
    account.spread === 0 &&
    account.costs === undefined &&
    closed > 0
  ) {
    add('No costs', 'Fees, slippage and spread are all zero; real fills cost something.')
  }
  const { worst, best } = record.intrabar ?? { worst: null, best: null }
  if (worst !== null && best !== null && worst.finalEquity !== best.finalEquity)
    add('The order inside bars matters', intrabarSentence(record))
  const open = drawdowns.find((drawdown) => drawdown.recovery === null)
  if (open !== undefined && open.days > 30)
    add(
      'Under water',
      `Under water since ${new Date(open.peak).toISOString().slice(0, 10)}, ${Math.round(open.days)} days, not recovered.`,
    )
  for (const warning of warnings) add('From the engine', warning)
  return notes
}

function sharpeSentence({ metrics, data }: RunRecord, closed: number): string {
  const years = (data[0]!.to - data[0]!.from) / (365.25 * 86_400_000)
  const few = `${closed} closed ${closed === 1 ? 'trade is' : 'trades are'} few`
  if (metrics.sharpe === null || years <= 0) return `${few}.`
  const error = Math.sqrt((1 + metrics.sharpe ** 2 / 2) / years)
  return `${few}; the Sharpe of ${metrics.sharpe.toFixed(2)} has a standard error of ${error.toFixed(2)}.`
}

/** The best trade alone, as a share of what all the others together left; not where a trade is a part of the account only. */
function dominance({ metrics, data }: RunRecord): string | null {
  const { bestTrade, totalReturn, trades } = metrics
  if (data.length > 1) return null
  if (bestTrade === null || totalReturn === null || trades === null || trades < 3 || totalReturn <= 0) return null
  const without = (1 + totalReturn) / (1 + bestTrade) - 1
  return without < totalReturn / 2
    ? `Without its best trade (${percent(bestTrade)}) the run would have made ${percent(without)} in place of ${percent(totalReturn)}.`
    : null
}
