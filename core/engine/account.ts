import type { ProfileFields } from '../contract/profile.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Signals, TargetStep } from '../strategy/signals.ts'
import type { Actions } from './actions.ts'
import type { Intrabar } from './intrabar/types.ts'
import { createLedger, fillKind, nextRow, reasonCode } from './ledger.ts'
import type { FillKind, Ledger } from './ledger.ts'
import { protect } from './levels.ts'
import { sizeOf } from './sizing.ts'
import type { Costs, OrderEvent } from './types.ts'

/**
 * The one account of a simulation: cash, at most one position, and the levels that protect it. Money in account
 * currency, `units` signed. Every driver (single run, sweep, events) moves it through `enter` and `leave` only.
 */
export interface Account {
  readonly bars: Bars
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly ledger: Ledger
  /** Splits and dividends; null for a series without. */
  readonly actions: Actions | null
  /** Asked where the order of high and low decides; null where the profile's rule is not questioned, as in a sweep. */
  readonly intrabar: Intrabar | null
  /** Refused and expired orders, kept only for a single run. */
  events: OrderEvent[] | null
  cash: number
  /** Net and gross value of the positions in other symbols that share the cash, and how many there are; 0 for a single symbol. */
  otherValue: number
  otherGross: number
  otherPositions: number
  /** Equity at the close of the signal's bar, set where the profile sizes from it. */
  equityAtSignal: number
  units: number
  entryBar: number
  entryPrice: number
  entryFee: number
  entryKind: FillKind
  /** Price that the distances of stop and target are measured from. */
  reference: number
  /** Price levels, NaN where there is none. */
  stop: number
  target: number
  /** The target by time held, null where `target` stays: the last step that has begun counts. */
  targets: readonly TargetStep[] | null
  /** True on the bar with which a later step of the target begins. */
  targetBegins: boolean
  /** True where the levels are tested on the bar of the entry. */
  isEntryBar: boolean
  /** Trailing distance as a fraction of `extreme`, NaN where there is none. */
  trail: number
  /** The distance once the price has gone beyond `trailFrom`, a gain of `trailAfter`; NaN where there is none. */
  trailThen: number
  trailFrom: number
  trailAfter: number
  extreme: number
  /** Bars after which the position is closed, NaN where there is no limit. */
  holdFor: number
  /** What decided bars of the present position, as bits of `doubt`; and how many bars were decided so, of all positions. */
  doubt: number
  assumedBars: number
  resolvedBars: number
  lastExitBar: number
  /** Index of the next action and its bar, Infinity where none is left. */
  nextAction: number
  actionBar: number
  /** Bar of the last action, -1 before the first, and its split. */
  exBar: number
  exSplit: number
  /** What one unit of the entry has become, and the dividends of the position so far. */
  split: number
  dividends: number
  /** Units and price of its entry, as filled. */
  filledUnits: number
  filledPrice: number
  /** Dividends and cash in lieu of the whole run; negative where shorts have paid more. */
  income: number
  /** The bar on which nothing was left, -1 before that; nothing is traded after it. */
  bankruptBar: number
  /** Orders made smaller for lack of cash, refused, and expired. */
  cut: number
  refused: number
  expired: number
}

/** What an account holds and has counted before its first bar. */
const nothing = {
  otherValue: 0,
  otherGross: 0,
  otherPositions: 0,
  units: 0,
  assumedBars: 0,
  resolvedBars: 0,
  income: 0,
  cut: 0,
  refused: 0,
  expired: 0,
}

export function createAccount(
  bars: Bars,
  profile: ProfileFields,
  costs: Costs,
  actions: Actions | null = null,
  intrabar: Intrabar | null = null,
): Account {
  return resetAccount({
    bars,
    profile,
    costs,
    ledger: createLedger(),
    actions,
    intrabar,
    events: null,
    ...nothing,
    cash: 0,
    entryBar: 0,
    entryPrice: 0,
    entryFee: 0,
    entryKind: fillKind.atOpen,
    reference: 0,
    stop: Number.NaN,
    target: Number.NaN,
    targets: null,
    targetBegins: false,
    isEntryBar: false,
    trail: Number.NaN,
    trailThen: Number.NaN,
    trailFrom: Number.NaN,
    trailAfter: Number.NaN,
    equityAtSignal: 0,
    extreme: 0,
    holdFor: Number.NaN,
    doubt: 0,
    lastExitBar: -1,
    nextAction: 0,
    actionBar: Number.POSITIVE_INFINITY,
    exBar: -1,
    exSplit: 1,
    split: 1,
    dividends: 0,
    filledUnits: 0,
    filledPrice: 0,
    bankruptBar: -1,
  })
}

export function resetAccount(account: Account): Account {
  Object.assign(account, nothing)
  account.ledger.count = 0
  account.cash = account.costs.cash
  account.lastExitBar = -1
  account.nextAction = 0
  account.actionBar = account.actions?.list[0]?.bar ?? Number.POSITIVE_INFINITY
  account.exBar = -1
  account.bankruptBar = -1
  return account
}

/** The price paid or got: slippage and the spread's part move it against the order, within the bar where the profile caps it. */
function fillPrice(
  account: Account,
  bar: number,
  quoted: number,
  direction: number,
  kind: FillKind,
  entering: boolean,
  reason: number = reasonCode.open,
): number {
  const { profile, costs, bars } = account
  const slips =
    kind === fillKind.atOpen
      ? profile.slippageAtOpen
      : kind === fillKind.protective || kind === fillKind.gap
        ? profile.slippageOnStops &&
          (profile.slippageOnGaps || kind !== fillKind.gap) &&
          (profile.slippageOnTargets || reason !== reasonCode.takeProfit)
        : kind !== fillKind.limit
  const spread = profile.spreadOn === 'both' ? costs.spread / 2 : entering ? costs.spread : 0
  const price = quoted * (1 + direction * ((slips ? costs.slippage : 0) + spread))
  if (profile.slippageCap === 'none') return price
  return Math.min(Math.max(price, bars.low[bar]!), bars.high[bar]!)
}

function feeOf(account: Account, units: number, price: number): number {
  const { profile, costs } = account
  const base = profile.feeBase === 'value' ? units * price : profile.feeBase === 'perUnit' ? units : 1
  return base * costs.fees + costs.feeFixed
}

/** Opens a position of the signals' size, as far as cash and leverage reach. False where the order was refused. */
export function enter(
  account: Account,
  signals: Signals,
  bar: number,
  signalBar: number,
  side: number,
  quoted: number,
  kind: FillKind,
): boolean {
  if (account.bankruptBar >= 0 || account.otherPositions >= signals.constraints.maxPositions) return false
  if (signals.cooldown > 0 && account.lastExitBar >= 0 && bar <= account.lastExitBar + signals.cooldown) return false
  const price = fillPrice(account, bar, quoted, side, kind, true)
  const size = price > 0 ? sizeOf(account, signals, signalBar, price, quoted) : 0
  const fee = feeOf(account, size, price)
  // On credit an order can be so large that its own costs use up the account.
  const left = account.cash + account.otherValue - size * Math.abs(price - quoted) - fee
  if (!(size > 0) || (account.profile.shortOfCash === 'borrow' && left <= 0)) {
    account.refused += 1
    account.events?.push({
      bar,
      kind: kind === fillKind.limit ? 'limit' : kind === fillKind.stop ? 'stop' : 'market',
      side: side > 0 ? 'buy' : 'sell',
      status: 'rejected',
      size: 0,
      price,
      fee: 0,
      reason: 'not enough cash for the smallest order',
    })
    return false
  }
  account.cash -= side * size * price + fee
  account.units = side * size
  account.entryBar = bar
  account.entryPrice = price
  account.entryFee = fee
  account.entryKind = kind
  account.split = 1
  account.dividends = 0
  account.filledUnits = account.units
  account.filledPrice = price
  account.doubt = 0
  protect(account, signals, bar, signalBar, side, price)
  return true
}

/** Closes the whole position and writes the round trip. */
export function leave(account: Account, bar: number, quoted: number, kind: FillKind, reason: number): void {
  const { units } = account
  const price = fillPrice(account, bar, quoted, units > 0 ? -1 : 1, kind, false, reason)
  const fee = feeOf(account, Math.abs(units), price)
  settle(account, bar, price, fee, kind, reason)
}

/** Closes the whole position at a price after all costs of it but the fee. */
export function settle(
  account: Account,
  bar: number,
  price: number,
  fee: number,
  kind: FillKind,
  reason: number,
): void {
  account.cash += account.units * price - fee
  record(account, bar, price, fee, kind, reason)
  account.units = 0
  account.lastExitBar = bar
  if (account.cash + account.otherValue <= 0 && account.bankruptBar < 0) account.bankruptBar = bar
}

/** Writes the position as a round trip that ends on `bar`; an open one is marked at `price` without an exit fee. */
function record(account: Account, bar: number, price: number, fee: number, kind: FillKind, reason: number): void {
  const { ledger, units } = account
  const row = nextRow(ledger)
  ledger.units[row] = units
  ledger.entryBar[row] = account.entryBar
  ledger.exitBar[row] = bar
  ledger.entryPrice[row] = account.entryPrice
  ledger.exitPrice[row] = price
  ledger.entryFee[row] = account.entryFee
  ledger.exitFee[row] = fee
  ledger.pnl[row] = units * (price - account.entryPrice) - account.entryFee - fee
  if (account.actions !== null) {
    if (account.dividends !== 0) ledger.pnl[row]! += account.dividends
    ledger.dividends[row] = account.dividends
    ledger.split[row] = account.split
    ledger.filledUnits[row] = account.filledUnits
    ledger.filledPrice[row] = account.filledPrice
  }
  ledger.entryKind[row] = account.entryKind
  ledger.exitKind[row] = kind
  ledger.reason[row] = reason
  ledger.doubt[row] = account.doubt
}

/** Records the open position at the last close. */
export function recordOpen(account: Account): void {
  const last = account.bars.rows - 1
  record(account, last, account.bars.close[last]!, 0, fillKind.atClose, reasonCode.open)
}
