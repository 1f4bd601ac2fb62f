import { createHash } from 'node:crypto'

import { metricNames } from '../contract/figures.ts'
import type { MetricName, Metrics } from '../contract/figures.ts'
import { exitReasons } from '../engine/account/ledger.ts'
import type { SimulationResult } from '../engine/types.ts'

/** Figures that depend on how much else was tried, not on the run. */
const ofTheSearch: readonly MetricName[] = ['dsr', 'trialsCounted']

/**
 * SHA-256 (hex) over the trades (12 numbers each), the equity and the metrics in the order of their names, every number as
 * a little-endian double; -Infinity, which no metric has, stands for null.
 */
export function resultHash({ trades, equity }: Pick<SimulationResult, 'trades' | 'equity'>, metrics: Metrics): string {
  const hash = createHash('sha256')
  const add = (values: ArrayLike<number>) => {
    const bytes = new DataView(new ArrayBuffer(values.length * 8))
    for (let i = 0; i < values.length; i++) bytes.setFloat64(i * 8, values[i]!, true)
    hash.update(bytes)
  }
  for (const trade of trades) {
    add([
      trade.side === 'long' ? 1 : -1,
      trade.size,
      trade.entryBar,
      trade.entryPrice,
      trade.exitBar,
      trade.exitPrice,
      trade.entryFee,
      trade.exitFee,
      trade.pnl,
      trade.return,
      exitReasons.indexOf(trade.exitReason),
      trade.open ? 1 : 0,
    ])
  }
  add(equity)
  add(
    metricNames.filter((name) => !ofTheSearch.includes(name)).map((name) => metrics[name] ?? Number.NEGATIVE_INFINITY),
  )
  return hash.digest('hex')
}
