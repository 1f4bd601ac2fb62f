import type { CostSpec } from '../../contract/costs.ts'
import type { ProfileFields } from '../../contract/profile.ts'
import type { Bars } from '../../market-data/bars.ts'
import { createActions } from '../actions/actions.ts'
import type { CorporateAction } from '../actions/actions.ts'
import { leverageOf } from '../costs/margin.ts'
import { costModels, holdingCost } from '../costs/models.ts'
import type { BookView } from '../depth/book-view.ts'
import { mergedTimes } from '../portfolio/merged-times.ts'
import type { PortfolioResult } from '../portfolio/portfolio.ts'
import type { Costs } from '../types.ts'
import { createBarView, createBroker } from './broker.ts'
import type { BarView, Broker } from './broker.ts'
import { callbackWarnings } from './callback-warnings.ts'
import { createDesk } from './desk.ts'
import type { Desk } from './desk-port.ts'
import { assertBalance } from './identity.ts'
import type { Order } from './orders.ts'
import { createPurse } from './purse.ts'

/** A quote or a trade as received. Prices and sizes in the instrument's units; what is not known is NaN. */
export interface Tick {
  readonly kind: 'quote' | 'trade'
  readonly symbol: string
  /** Unix ms, with microseconds as its fraction. */
  readonly ts: number
  /** Traded price, or the middle of the quote. */
  readonly price: number
  /** Traded size; NaN for a quote. */
  readonly size: number
  /** 1 where the buyer was the aggressor, -1 the seller, 0 for a quote or where it is not known. */
  readonly side: number
  readonly bid: number
  readonly ask: number
  readonly bidSize: number
  readonly askSize: number
}

/** A strategy with a state of its own. */
export interface CallbackStrategy {
  /** A bar has closed. Not called for bars that lack a price. */
  readonly onBar?: (bar: BarView, broker: Broker) => void
  /** Ticks and recorded order books only: a trade, a quote, or a best price or size of a book that has changed. */
  readonly onTick?: (tick: Tick, broker: Broker) => void
  /** Recorded order books only: the book has changed. */
  readonly onDepth?: (book: BookView, broker: Broker) => void
  /** A time set with `after` has come; Unix ms. */
  readonly onTimer?: (time: number, broker: Broker) => void
  /** An order was filled, wholly or in part, or has ended. */
  readonly onOrder?: (order: Order, broker: Broker) => void
}

export interface CallbackSeries {
  readonly symbol: string
  readonly bars: Bars
  /** Splits and dividends in the order of their bars; those after the last bar are not looked at. */
  readonly actions?: readonly CorporateAction[]
}

export interface CallbackRun {
  /** Symbols in the order in which they are asked. */
  readonly series: readonly CallbackSeries[]
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly own: CostSpec
  readonly strategy: CallbackStrategy
}

/**
 * Takes a strategy through the bars. On each bar, in this order: the cost of holding since the last one, splits and
 * dividends, orders at the open, orders inside the bar, liquidation, orders at the close, `onOrder` for all that happened, `onBar`. An order works
 * from the bar after the one on which it was placed; under `signalClose` a market order is filled at the close it was
 * placed on. A bar without a price is not traded.
 */
export function runCallbacks({ series, profile, costs, own, strategy }: CallbackRun): PortfolioResult {
  const models = costModels(costs, profile, own)
  const maintenance = costs.maintenanceMargin ?? 0
  const changes: { order: Order; desk: Desk }[] = []
  let lastId = 0
  const purse = createPurse({ start: costs.cash, leverage: leverageOf(costs), profile, desks: () => desks })
  const desks: Desk[] = series.map(({ symbol, bars, actions = [] }, index) =>
    createDesk({
      symbol,
      bars,
      actions: actions.length === 0 ? null : createActions(bars, actions),
      profile,
      spread: costs.spread,
      maintenance,
      allowShort: costs.type !== 'cash',
      models,
      purse,
      nextId: () => (lastId += 1),
      changed: (order) => void (strategy.onOrder !== undefined && changes.push({ order, desk: desks[index]! })),
    }),
  )
  const views = desks.map(createBarView)
  const next = desks.map(() => 0)
  const ts = series.length === 1 ? series[0]!.bars.ts : mergedTimes(series)
  const column = () => new Float64Array(ts.length)
  const curves = { equity: column(), cash: column(), positionValue: column() }
  let timers: number[] = []
  let current = desks[0]!
  let at = 0
  let financing = 0
  let largest = costs.cash
  let missing = 0
  let equity = costs.cash
  const broker = createBroker({
    desks,
    purse,
    current: () => current,
    time: () => ts[at]!,
    equity: () => equity,
    wake: (time) => void timers.push(time),
  })

  // Desks with a priced bar at the present time; counted, so that no bar allocates anything.
  const present = new Int32Array(desks.length)
  let count = 0
  for (at = 0; at < ts.length; at++) {
    if (at > 0 && models.financing.length > 0) accrue(ts[at - 1]!, ts[at]!)
    count = 0
    for (let i = 0; i < desks.length; i++) {
      const { bars } = series[i]!
      if (bars.ts[next[i]!] !== ts[at]) continue
      const bar = next[i]!++
      desks[i]!.adjust(bar)
      if (isPriced(bars, bar)) present[count++] = i
      else missing += 1
    }
    for (let k = 0; k < count; k++) desks[present[k]!]!.atOpen(next[present[k]!]! - 1)
    for (let k = 0; k < count; k++) desks[present[k]!]!.inside(next[present[k]!]! - 1)
    for (let k = 0; k < count; k++) desks[present[k]!]!.atClose(next[present[k]!]! - 1)
    if (!mark() || !Number.isNaN(purse.bankruptAt())) closeAll()
    else if (isCalled()) callAll()
    deliver()
    if (timers.length > 0) ring(ts[at]!)
    if (strategy.onBar !== undefined) {
      for (let k = 0; k < count; k++) {
        current = desks[present[k]!]!
        strategy.onBar(views[present[k]!]!, broker)
      }
    }
    if (profile.fillTiming === 'signalClose') {
      for (let k = 0; k < count; k++) desks[present[k]!]!.atSignalClose()
      deliver()
      mark()
    }
  }
  at = ts.length - 1
  if (profile.finalBar === 'exitClose' || profile.finalBar === 'exitOpen') {
    for (const desk of desks) desk.flatten(desk.price(), 'close', 'finalBar')
  }
  if (at >= 0) mark()
  const parts = desks.map(({ lots, book, bars, price }) => {
    const open = profile.finalBar === 'leaveOpen' ? [] : lots.openTrades(bars.rows - 1, price())
    return { trades: [...lots.trades, ...open], orders: book.events }
  })
  return { ts, ...curves, parts, warnings: callbackWarnings({ desks, purse, missing, financing }) }

  function accrue(from: number, to: number): void {
    let longValue = 0
    let shortValue = 0
    for (const { lots, price } of desks) {
      const units = lots.units()
      if (units > 0) longValue += units * price()
      else if (units < 0) shortValue -= units * price()
    }
    const cost = holdingCost(models, { cash: purse.cash(), longValue, shortValue, from, to })
    financing += cost
    purse.charge(cost)
  }

  /** Values the account and checks the books; false where nothing is left of it. */
  function mark(): boolean {
    let value = 0
    let booked = costs.cash - financing
    for (let i = 0; i < desks.length; i++) {
      const { lots, price } = desks[i]!
      const units = lots.units()
      booked += lots.realised()
      if (units === 0) continue
      value += units * price()
      booked += lots.unrealised(price())
      largest = Math.max(largest, Math.abs(units * price()), purse.traded() * 1e-6)
    }
    equity = purse.cash() + value
    curves.equity[at] = equity
    curves.cash[at] = purse.cash()
    curves.positionValue[at] = value
    assertBalance({ booked, equity, largest: Math.max(largest, Math.abs(financing)), time: ts[at]! })
    return equity > 0
  }

  function ring(now: number): void {
    const due = timers.filter((time) => time <= now).sort((a, b) => a - b)
    timers = timers.filter((time) => time > now)
    for (const time of due) strategy.onTimer?.(time, broker)
  }

  /** Several positions can be below the maintenance margin together where none was alone. */
  function isCalled(): boolean {
    if (maintenance === 0) return false
    const sizes = desks.map(({ lots, price }) => (lots.units() === 0 ? 0 : Math.abs(lots.units() * price())))
    if (sizes.filter((size) => size > 0).length < 2) return false
    return equity <= maintenance * sizes.reduce((sum, size) => sum + size, 0)
  }

  function callAll(): void {
    for (const desk of desks) {
      if (desk.lots.units() === 0) continue
      desk.flatten(desk.price(), 'close', 'liquidation')
      purse.counts.called += 1
    }
    mark()
  }

  function closeAll(): void {
    for (const desk of desks) {
      desk.flatten(desk.price(), 'close', 'liquidation')
      desk.cancelAll('the account is used up')
    }
    purse.bankrupt(ts[at]!)
    mark()
  }

  /** Tells the strategy what happened to its orders; what it does about that may end others. */
  function deliver(): void {
    if (changes.length === 0) return
    for (const { order, desk } of changes) {
      current = desk
      strategy.onOrder!(order, broker)
    }
    changes.length = 0
  }
}

function isPriced({ open, high, low, close }: Bars, bar: number): boolean {
  return !Number.isNaN(open[bar]! + high[bar]! + low[bar]! + close[bar]!)
}
