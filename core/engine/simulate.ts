import { createAccount } from './account/account.ts'
import type { Account } from './account/account.ts'
import { excursionOf } from './excursion.ts'
import { doubt } from './intrabar/types.ts'
import { walk } from './kernel.ts'
import { exitReasons, fillKind } from './account/ledger.ts'
import type { FillKind } from './account/ledger.ts'
import type { OrderEvent, Simulation, SimulationResult, Trade } from './types.ts'

/** Simulates one strategy on one series and keeps every trade, order and bar. Costs what the bars cost: there is no set-up. */
export function simulate({
  bars,
  signals,
  profile,
  costs,
  actions = null,
  intrabar,
  rates = null,
}: Simulation): SimulationResult {
  const account = createAccount(bars, profile, costs, actions, intrabar, rates)
  account.events = []
  const curves = {
    equity: new Float64Array(bars.rows),
    cash: new Float64Array(bars.rows),
    positionValue: new Float64Array(bars.rows),
  }
  walk(account, signals, curves)
  const report = reportOf(account)
  return {
    ...curves,
    ...report,
    ...insideBarsOf([account]),
    warnings: warningsOf([account], report.trades.length),
  }
}

/** How often the order of high and low decided; nothing where it was not asked. */
export function insideBarsOf(accounts: readonly Account[]): Pick<SimulationResult, 'insideBars'> {
  if (accounts.every(({ intrabar }) => intrabar === null)) return {}
  const sum = (field: 'assumedBars' | 'resolvedBars') => accounts.reduce((total, account) => total + account[field], 0)
  return { insideBars: { assumed: sum('assumedBars'), resolved: sum('resolvedBars') } }
}

/** The trades of a finished account that the profile shows, and its orders in time order. */
export function reportOf(account: Account): Pick<SimulationResult, 'trades' | 'orders'> {
  const trades = listed(account).map((row) => tradeOf(account, row))
  const filled = trades.flatMap((_, row) => ordersOf(account, row))
  return { trades, orders: [...filled, ...(account.events ?? [])].sort((a, b) => a.bar - b.bar) }
}

/** The same of an account whose orders do not pair off into trades. */
export function weightsReportOf(account: Account): Pick<SimulationResult, 'trades' | 'orders'> {
  return { trades: listed(account).map((row) => tradeOf(account, row)), orders: account.events ?? [] }
}

/** Rows of the ledger that the profile shows: all of them, or all but the open one under `leaveOpen`. */
function listed(account: Account): number[] {
  const open = account.units !== 0 && account.profile.finalBar === 'leaveOpen' ? 1 : 0
  return Array.from({ length: account.ledger.count - open }, (_, row) => row)
}

function tradeOf(account: Account, row: number): Trade {
  const { ledger } = account
  const units = ledger.units[row]!
  const entryPrice = ledger.entryPrice[row]!
  const pnl = ledger.pnl[row]!
  const reason = ledger.reason[row]!
  return {
    side: units > 0 ? 'long' : 'short',
    size: Math.abs(units),
    entryBar: ledger.entryBar[row]!,
    entryPrice,
    exitBar: ledger.exitBar[row]!,
    exitPrice: ledger.exitPrice[row]!,
    entryFee: ledger.entryFee[row]!,
    exitFee: ledger.exitFee[row]!,
    pnl,
    dividends: account.actions === null ? 0 : ledger.dividends[row]!,
    split: account.actions === null ? 1 : ledger.split[row]!,
    return: pnl / Math.abs(units * entryPrice * ledger.entryRate[row]!),
    ...(account.rates === null ? {} : { entryRate: ledger.entryRate[row]!, exitRate: ledger.exitRate[row]! }),
    ...excursion(account, row),
    exitReason: exitReasons[reason]!,
    open: reason === 0,
    ...((ledger.doubt[row]! & doubt.assumed) === 0 ? {} : { ambiguous: true }),
    ...((ledger.doubt[row]! & doubt.resolved) === 0 ? {} : { resolved: true }),
  }
}

function excursion({ ledger, bars, actions }: Account, row: number): { mae: number; mfe: number } {
  return excursionOf(bars, {
    side: ledger.units[row]! > 0 ? 1 : -1,
    from: ledger.entryBar[row]!,
    to: ledger.exitBar[row]!,
    entryPrice: ledger.entryPrice[row]!,
    exitPrice: ledger.exitPrice[row]!,
    heldInEntryBar: ledger.entryKind[row] === fillKind.atOpen,
    heldInExitBar: ledger.exitKind[row] === fillKind.atClose,
    shares: actions?.shares,
  })
}

const orderKinds: Record<FillKind, OrderEvent['kind']> = {
  0: 'market',
  1: 'market',
  2: 'limit',
  3: 'stop',
  4: 'stop',
  5: 'stop',
}

function ordersOf(account: Account, row: number): OrderEvent[] {
  const { ledger } = account
  const units = ledger.units[row]!
  const size = Math.abs(units)
  const reason = exitReasons[ledger.reason[row]!]!
  const entry: OrderEvent = {
    bar: ledger.entryBar[row]!,
    kind: orderKinds[ledger.entryKind[row]! as FillKind],
    side: units > 0 ? 'buy' : 'sell',
    status: 'filled',
    size: account.actions === null ? size : Math.abs(ledger.filledUnits[row]!),
    price: account.actions === null ? ledger.entryPrice[row]! : ledger.filledPrice[row]!,
    fee: ledger.entryFee[row]!,
    reason: 'entry',
  }
  if (reason === '') return [entry]
  const kind = reason === 'takeProfit' ? 'limit' : orderKinds[ledger.exitKind[row]! as FillKind]
  return [
    entry,
    {
      bar: ledger.exitBar[row]!,
      kind,
      side: units > 0 ? 'sell' : 'buy',
      status: 'filled',
      size,
      price: ledger.exitPrice[row]!,
      fee: ledger.exitFee[row]!,
      reason,
    },
  ]
}

/** What the analyst should know of accounts that share their cash. */
export function warningsOf(accounts: readonly Account[], trades: number, byWeights = false): string[] {
  const sum = (field: 'refused' | 'cut' | 'capped' | 'expired' | 'financed') =>
    accounts.reduce((total, account) => total + account[field], 0)
  const [refused, cut, expired] = [sum('refused'), sum('cut'), sum('expired')]
  const [capped, financed] = [sum('capped'), sum('financed')]
  const bankrupt = accounts.find((account) => account.bankruptBar >= 0)
  const warnings: string[] = []
  if (bankrupt !== undefined) {
    const { bars, bankruptBar, cash } = bankrupt
    const owed = cash < 0 ? `, which leaves a debt of ${(-cash).toFixed(2)}` : ''
    warnings.push(
      `The account was used up on ${day(bars.ts[bankruptBar]!)}: the position was closed${owed}, and nothing was traded after that.`,
    )
  }
  const called = accounts.filter(({ calledBar }) => calledBar >= 0)
  if (called.length > 0) {
    const calls = called.reduce((total, { marginCalls }) => total + marginCalls, 0)
    const first = Math.min(...called.map(({ bars, calledBar }) => bars.ts[calledBar]!))
    warnings.push(
      `${count(calls, 'position')} closed for falling below the maintenance margin, first on ${day(first)}; what was left traded on.`,
    )
  }
  if (trades === 0)
    warnings.push(
      byWeights
        ? 'No trade was made: no weight asked for a position on a bar that could be traded.'
        : 'No trade was made: the entry rule was never true on a bar that could be traded.',
    )
  if (refused > 0)
    warnings.push(`${count(refused, 'order')} refused: cash or the sizing rule did not reach the smallest size.`)
  if (cut > 0) warnings.push(`${count(cut, 'order')} cut to what cash and leverage allow.`)
  if (capped > 0)
    warnings.push(
      `${count(capped, 'order')} cut to the share of the bar's volume; what is left of an exit follows at the next opens.`,
    )
  if (accounts.some(lacksVolume))
    warnings.push('A series has no volume: costs and limits that depend on it had no effect on its fills.')
  if (financed !== 0)
    warnings.push(
      `Holding ${financed > 0 ? 'cost' : 'brought'} ${Math.abs(financed).toFixed(2)}; it is in the equity, not in the trades.`,
    )
  if (expired > 0)
    warnings.push(`${count(expired, 'limit or stop entry', 'limit or stop entries')} not reached and expired.`)
  const income = accounts.reduce((total, account) => total + account.income, 0)
  if (income !== 0) warnings.push(dividendText(income))
  return warnings
}

function lacksVolume({ models, bars }: Account): boolean {
  if (models === null || (!models.slippage.bySize && models.volumeShare === null)) return false
  return bars.rows > 0 && bars.volume.every(Number.isNaN)
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

export function dividendText(income: number): string {
  const amount = Math.abs(income).toFixed(2)
  return `Dividends of ${amount} were ${income > 0 ? 'received' : 'paid'}; they are in the profit of the trades.`
}
