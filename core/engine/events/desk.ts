import type { ProfileFields } from '../../contract/profile.ts'
import type { Bars } from '../../market-data/bars.ts'
import type { Actions } from '../actions/actions.ts'
import { createFillPrice } from '../costs/fill-price.ts'
import { liquidatedAt } from '../costs/margin.ts'
import type { CostModels } from '../costs/models.ts'
import { averageTrueRange } from '../account/sizing.ts'
import type { ExitReason } from '../types.ts'
import type { Desk } from './desk-port.ts'
import { createExDays } from './ex-day.ts'
import { createLots } from './lots.ts'
import type { Moment } from './lots.ts'
import { isAdverse, priceAfter, priceAtOpen, priceInside } from './match.ts'
import { createOrderBook } from './order-book.ts'
import type { Order, OrderRequest, OrderRole } from './orders.ts'
import type { Purse } from './purse.ts'

export interface DeskOptions {
  readonly symbol: string
  readonly bars: Bars
  readonly actions: Actions | null
  readonly profile: ProfileFields
  readonly spread: number
  /** Maintenance margin, 0 for none. */
  readonly maintenance: number
  readonly allowShort: boolean
  readonly models: CostModels
  readonly purse: Purse
  /** Id of the next order of the run. */
  readonly nextId: () => number
  readonly changed: (order: Order) => void
}

export function createDesk(options: DeskOptions): Desk {
  const { symbol, bars, actions, profile, spread, maintenance, allowShort, models, purse, nextId, changed } = options
  const { open, high, low, close, volume } = bars
  const lots = createLots(bars, actions?.shares)
  const worse = createFillPrice({ bars, profile, spread, models, seen: actions?.seen.close ?? close })
  const book = createOrderBook(bars, changed, (bar, lookback) =>
    actions === null
      ? averageTrueRange(bars, bar, lookback)
      : averageTrueRange(actions.seen, bar, lookback) / actions.factor[now]!,
  )
  const exDay = createExDays({ actions, lots, book, purse, whole: profile.units === 'whole' })
  let now = -1
  let price = Number.NaN
  let volumeLeft = Number.POSITIVE_INFINITY
  /** Orders that began to work inside this bar, and the fill that placed them. */
  let late: { order: Order; from: number }[] = []

  const desk: Desk = {
    symbol,
    bars,
    actions,
    book,
    lots,
    bar: () => now,
    price: () => price,
    place: (request) => placed(request, null, 0, now + 1, price, now),
    cancel(order) {
      if (order.status === 'working') book.end(order, 'cancelled', 'cancelled by the strategy', now)
    },
    adjust: (bar) => void (price = exDay(bar, price)),
    atOpen(bar) {
      const before = now
      now = bar
      volumeLeft =
        models.volumeShare === null || Number.isNaN(volume[bar]!) ? Infinity : volume[bar]! * models.volumeShare
      if (late.length > 0) late = []
      if (book.working().length === 0) return
      for (const order of book.working()) {
        const { request } = order
        if (order.status !== 'working' || order.activeFrom > bar) continue
        if (request.timeInForce === 'gtd' && bars.ts[bar]! > request.goodTill!) {
          book.end(order, 'expired', 'its date has passed', bar)
          continue
        }
        if (waitsForClose(order)) continue
        const quoted = priceAtOpen(order, open[bar]!)
        if (Number.isNaN(quoted)) continue
        if (request.postOnly === true && order.activeFrom > before)
          book.end(order, 'rejected', 'it would have been filled at once', bar)
        else fill(order, quoted, 'open')
      }
      endImmediate(bar, false)
      book.sweep()
    },
    inside(bar) {
      if (book.working().length > 0) {
        const prices = { high: high[bar]!, low: low[bar]! }
        const adverseFirst = profile.sameBar !== 'targetFirst'
        for (const adverse of [adverseFirst, !adverseFirst]) {
          for (const order of book.working()) {
            if (order.status !== 'working' || order.activeFrom > bar || isAdverse(order) !== adverse) continue
            const quoted = priceInside(order, prices)
            if (!Number.isNaN(quoted)) fill(order, quoted, 'inside')
          }
        }
        // What a fill inside the bar has placed may be stopped out on it; `late` can grow on the way.
        for (let i = 0; i < late.length; i++) {
          const { order, from } = late[i]!
          if (order.status !== 'working') continue
          const quoted = priceAfter(order, prices, from)
          if (!Number.isNaN(quoted)) fill(order, quoted, 'inside')
        }
        book.sweep()
      }
      const units = lots.units()
      if (units !== 0) liquidate(bar, units)
    },
    atClose(bar) {
      price = close[bar]!
      if (book.working().length === 0) return
      for (const order of book.working()) {
        if (order.status === 'working' && order.activeFrom <= bar && waitsForClose(order)) fill(order, price, 'close')
      }
      endImmediate(bar, true)
      book.follow(bar)
      book.sweep()
    },
    atSignalClose() {
      for (const order of book.working()) {
        if (order.status === 'working' && order.type === 'market' && order.activeFrom > now) fill(order, price, 'close')
      }
      book.sweep()
    },
    flatten(quoted, moment, reason) {
      const units = lots.units()
      if (units === 0) return
      const side = units > 0 ? -1 : 1
      const paid = worse(now, quoted, side, Math.abs(units), profile.slippageOnStops, false)
      const fee = models.fees.fee({ units: Math.abs(units), price: paid, maker: false, traded: purse.traded() })
      settle(-units, paid, fee, moment, reason)
      const kind = reason === 'liquidation' ? 'stop' : 'market'
      book.note({
        bar: now,
        kind,
        side: side > 0 ? 'buy' : 'sell',
        status: 'filled',
        size: Math.abs(units),
        price: paid,
        fee,
        reason,
      })
      endBracket(side)
      book.sweep()
    },
    cancelAll(reason) {
      for (const order of book.working()) if (order.status === 'working') book.end(order, 'cancelled', reason, now)
      book.sweep()
    },
  }
  return desk

  function waitsForClose({ type }: Order): boolean {
    return type === 'marketOnClose' || (type === 'market' && profile.fillTiming === 'nextClose')
  }

  function endImmediate(bar: number, atClose: boolean): void {
    for (const order of book.working()) {
      const { timeInForce } = order.request
      if (order.status !== 'working' || order.activeFrom > bar || (timeInForce !== 'ioc' && timeInForce !== 'fok'))
        continue
      if (waitsForClose(order) === atClose) book.end(order, 'cancelled', 'not to be had at once', bar)
    }
  }

  function placed(
    request: OrderRequest,
    role: OrderRole,
    parent: number,
    activeFrom: number,
    reference: number,
    known: number,
  ): Order {
    return book.place({ id: nextId(), symbol, request, role, parent, activeFrom, reference, known })
  }

  function fill(order: Order, quoted: number, moment: Moment): void {
    const held = lots.units()
    const { side, request } = order
    const against = side * held < 0 ? Math.abs(held) : 0
    let units = order.size - order.filled
    if (request.reduceOnly === true) {
      if (against === 0) return book.end(order, 'cancelled', 'there is nothing to reduce', now)
      units = Math.min(units, against)
    }
    if (units > volumeLeft) {
      if (request.timeInForce === 'fok') return
      units = profile.units === 'whole' ? Math.floor(volumeLeft) : volumeLeft
    }
    if (!(units > 0)) return
    const limit = order.type === 'limit' || order.type === 'stopLimit'
    const slips = moment === 'open' ? profile.slippageAtOpen : order.role === null || profile.slippageOnStops
    const moved = worse(now, quoted, side, units, slips && !limit, side * held >= 0)
    // Nobody pays more than the limit, whatever the spread.
    const paid = limit && side * moved > side * request.limit! ? request.limit! : moved
    const maker = limit && (moment === 'inside' || order.activeFrom < now)
    const feeFor = (size: number) => models.fees.fee({ units: size, price: paid, maker, traded: purse.traded() })
    if (!allowShort && side < 0) {
      if (against === 0) return book.end(order, 'rejected', 'a cash account sells only what it holds', now)
      units = Math.min(units, against)
    }
    const opening = Math.max(0, units - against)
    const allowed =
      opening === 0
        ? units
        : Math.min(units, against) + purse.affordable({ desk, opening, closing: against, price: paid, feeFor })
    if (!(allowed > 0)) return book.end(order, 'rejected', purse.refusal(paid), now)
    const fee = feeFor(allowed)
    volumeLeft -= allowed
    const turned = against > 0 && allowed > against
    settle(side * allowed, paid, fee, moment, order.role ?? (turned ? 'reverse' : 'signal'))
    book.filled(order, allowed, paid, fee, now)
    if (allowed < units && order.status === 'working')
      book.end(order, 'cancelled', 'the cash did not reach for the rest', now)
    if (against > 0 && lots.units() * held <= 0) endBracket(side)
    follow(order, allowed, paid, moment)
  }

  /** Ends what protected a position that is gone; `side` is that of the orders which close it. */
  function endBracket(side: number): void {
    for (const order of book.working()) {
      if (order.status !== 'working' || order.role === null || order.side !== side) continue
      book.end(order, 'cancelled', 'the position is closed', now)
    }
  }

  /** Places what hangs on a fill. */
  function follow(order: Order, units: number, paid: number, moment: Moment): void {
    const { request } = order
    const activeFrom = moment === 'close' ? now + 1 : now
    const known = moment === 'close' ? now : now - 1
    const begin = (child: OrderRequest, role: OrderRole, parent: number) => {
      const added = placed(child, role, parent, activeFrom, paid, known)
      // It works during this bar, but not from its open on.
      if (moment === 'inside') {
        added.activeFrom = now + 1
        late.push({ order: added, from: paid })
      }
    }
    const pair =
      request.takeProfit === undefined && request.stopLoss === undefined && request.trailingStop === undefined
        ? 0
        : nextId()
    const leg = { side: order.side > 0 ? 'sell' : 'buy', size: units, reduceOnly: true } as const
    if (request.stopLoss !== undefined) begin({ ...leg, type: 'stop', stop: request.stopLoss }, 'stopLoss', pair)
    if (request.trailingStop !== undefined)
      begin({ ...leg, type: 'trailingStop', trail: request.trailingStop }, 'trailingStop', pair)
    if (request.takeProfit !== undefined)
      begin({ ...leg, type: 'limit', limit: request.takeProfit }, 'takeProfit', pair)
    if (order.status === 'filled') for (const child of request.triggers ?? []) begin(child, null, order.id)
  }

  function settle(units: number, paid: number, fee: number, moment: Moment, reason: ExitReason): void {
    purse.settle(units, paid, fee)
    lots.book({ units, price: paid, fee, bar: now, moment, reason })
    price = Number.isNaN(price) ? paid : price
  }

  /** Closes at the price at which nothing is left, or the maintenance margin is reached, or at the open where the bar opens beyond it. */
  function liquidate(bar: number, units: number): void {
    const beside = purse.beside(desk)
    const quoted = liquidatedAt(beside, units, maintenance, bars, bar, true)
    if (Number.isNaN(quoted)) return
    desk.flatten(quoted, 'inside', 'liquidation')
    if (maintenance === 0 || purse.cash() + beside.otherValue <= 0) purse.bankrupt(bars.ts[bar]!)
    else purse.counts.called += 1
  }
}
