import type { ProfileFields } from '../../contract/profile.ts'
import type { Bars } from '../../market-data/bars.ts'
import type { TargetStep } from '../../strategy/signals.ts'
import type { Actions } from '../actions/actions.ts'
import type { Intrabar } from '../intrabar/types.ts'
import { createFillPrice } from '../costs/fill-price.ts'
import type { FillPrice } from '../costs/fill-price.ts'
import { costModels } from '../costs/models.ts'
import type { CostModels } from '../costs/models.ts'
import type { Rates } from '../costs/rates.ts'
import { leverageOf } from '../costs/margin.ts'
import { createLedger, fillKind } from './ledger.ts'
import type { FillKind, Ledger } from './ledger.ts'
import type { Costs, OrderEvent } from '../types.ts'

/**
 * The one account of a simulation: cash, at most one position, and the levels that protect it. Money in account
 * currency, `units` signed. Every driver (single run, sweep, events) moves it through `enter` and `leave` (position.ts) only.
 */
export interface Account {
  readonly bars: Bars
  readonly profile: ProfileFields
  readonly costs: Costs
  /** Cost models and the fill price they make; null where the plain figures are all there is. */
  readonly models: CostModels | null
  readonly worse: FillPrice | null
  /** Leverage up to which orders go, and the maintenance margin, 0 where positions are held until nothing is left. */
  readonly leverage: number
  readonly maintenance: number
  readonly ledger: Ledger
  /** Splits and dividends; null for a series without. */
  readonly actions: Actions | null
  /** Asked where the order of high and low decides; null where the profile's rule is not questioned, as in a sweep. */
  readonly intrabar: Intrabar | null
  /** Exchange rates of a series in another currency; money is in the account's, prices are in their own. */
  readonly rates: Rates | null
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
  entryRate: number
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
  /** Step of resting prices, 0 for none. */
  tick: number
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
  /** Positions closed for falling below the maintenance margin, and the bar of the first. */
  marginCalls: number
  calledBar: number
  /** Why a position that the volume of its bars has not let out yet is being closed, 0 where none is. */
  leaving: number
  /** Value traded so far; units traded on `volumeBar`; what holding has cost so far. Kept under cost models only. */
  traded: number
  volumeTaken: number
  volumeBar: number
  financed: number
  /** Orders made smaller for lack of cash, for lack of volume, refused, and expired. */
  cut: number
  capped: number
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
  marginCalls: 0,
  calledBar: -1,
  leaving: 0,
  traded: 0,
  volumeTaken: 0,
  volumeBar: -1,
  financed: 0,
  cut: 0,
  capped: 0,
  refused: 0,
  expired: 0,
}

export function createAccount(
  bars: Bars,
  profile: ProfileFields,
  costs: Costs,
  actions: Actions | null = null,
  intrabar: Intrabar | null = null,
  rates: Rates | null = null,
): Account {
  const models = costs.costs === undefined ? null : costModels(costs, profile)
  return resetAccount({
    bars,
    profile,
    costs,
    models,
    worse:
      models === null
        ? null
        : createFillPrice({ bars, profile, spread: costs.spread, models, seen: actions?.seen.close ?? bars.close }),
    leverage: leverageOf(costs),
    maintenance: costs.maintenanceMargin ?? 0,
    ledger: createLedger(),
    actions,
    intrabar,
    rates,
    events: null,
    ...nothing,
    cash: 0,
    entryBar: 0,
    entryPrice: 0,
    entryRate: 1,
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
    tick: 0,
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
