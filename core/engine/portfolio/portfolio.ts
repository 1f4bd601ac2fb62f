import type { ProfileFields } from '../../contract/profile.ts'
import { createAccount } from '../account/account.ts'
import { restore, savedAccount } from '../events/checkpoint.ts'
import type { PortfolioCheckpoint } from '../events/checkpoint.ts'
import { mergedTimes } from './merged-times.ts'
import type { PortfolioObserver } from './portfolio-walk.ts'
import { createWalk } from '../walk.ts'
import { insideBarsOf, reportOf, warningsOf, weightsReportOf } from '../simulate.ts'
import type { Costs, Simulation, SimulationResult } from '../types.ts'

export interface PortfolioInput {
  /** Symbols in the order in which they are asked; bars of different times are merged. */
  readonly series: readonly Pick<Simulation, 'bars' | 'signals' | 'actions' | 'intrabar' | 'rates'>[]
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly observer?: PortfolioObserver
}

export interface PortfolioResult extends Pick<
  SimulationResult,
  'equity' | 'cash' | 'positionValue' | 'warnings' | 'insideBars'
> {
  /** Every time at which a symbol has a bar; the curves have one entry each. */
  readonly ts: Float64Array
  /** Trades and orders by symbol; their bars are indices of that symbol's own bars. */
  readonly parts: readonly Pick<SimulationResult, 'trades' | 'orders'>[]
}

/** Simulates several symbols that share one cash account and keeps every trade, order and bar. */
export function simulatePortfolio(input: PortfolioInput): PortfolioResult {
  return createPortfolioWalk(input).finish()
}

/** The same, time by time. */
export interface PortfolioWalk {
  /** How many times there are in all. */
  readonly times: number
  /** Takes the next time at which a symbol has a bar. False where there is none left. */
  readonly step: () => boolean
  /** Where the walk stands, to go on from another time. */
  readonly checkpoint: () => PortfolioCheckpoint
  /** Takes the times that are left and gives the result. */
  readonly finish: () => PortfolioResult
}

/** A walk from the start, or from where a checkpoint of the same input was taken. */
export function createPortfolioWalk(
  { series, profile, costs, observer }: PortfolioInput,
  from?: PortfolioCheckpoint,
): PortfolioWalk {
  const accounts = series.map(({ bars, actions = null, intrabar, rates = null }, index) => {
    const account = createAccount(bars, profile, costs, actions, intrabar, rates)
    account.events = []
    const saved = from?.members[index]
    if (saved !== undefined) restore(account, saved)
    return account
  })
  const ts = mergedTimes(series)
  const column = (start?: Float64Array) => {
    const values = new Float64Array(ts.length)
    if (start !== undefined) values.set(start)
    return values
  }
  const curves = { equity: column(from?.equity), cash: column(from?.cash), positionValue: column(from?.positionValue) }
  const signals = series.map((one) => one.signals)
  const byWeights = signals.some(({ weight }) => weight !== null)
  const walk = createWalk({ accounts, signals, ts, curves, observer }, from)
  return { times: ts.length, step: walk.step, checkpoint, finish }

  function checkpoint(): PortfolioCheckpoint {
    const { members, ...standing } = walk.standing()
    return {
      ...standing,
      members: members.map((member, index) => ({ ...savedAccount(accounts[index]!), ...member })),
      equity: curves.equity.slice(0, standing.step),
      cash: curves.cash.slice(0, standing.step),
      positionValue: curves.positionValue.slice(0, standing.step),
    }
  }

  function finish(): PortfolioResult {
    walk.finish()
    const parts = accounts.map((account) => (byWeights ? weightsReportOf(account) : reportOf(account)))
    const trades = parts.reduce((sum, part) => sum + part.trades.length, 0)
    return { ts, ...curves, parts, ...insideBarsOf(accounts), warnings: warningsOf(accounts, trades, byWeights) }
  }
}
