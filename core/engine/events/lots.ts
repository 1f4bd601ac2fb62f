import type { Bars } from '../../market-data/bars.ts'
import { excursionOf } from '../excursion.ts'
import type { ExitReason, Trade } from '../types.ts'

/** Where in its bar something was filled. */
export type Moment = 'open' | 'inside' | 'close'

interface Lot {
  /** Signed. */
  units: number
  readonly bar: number
  /** Paid for one of the units that there are now. */
  price: number
  /** What one unit of the fill has become, and the dividends so far. */
  split: number
  dividends: number
  /** What is left of the fee that was paid for it. */
  fee: number
  readonly moment: Moment
}

export interface LotFill {
  /** Signed units. */
  readonly units: number
  readonly price: number
  readonly fee: number
  readonly bar: number
  readonly moment: Moment
  readonly reason: ExitReason
}

/** The position in one symbol: lots that are closed in the order in which they were opened, each closing a round trip. */
export interface Lots {
  /** Signed units held. */
  readonly units: () => number
  /** Average price of what is held, NaN for nothing. */
  readonly averagePrice: () => number
  readonly book: (fill: LotFill) => void
  /** Turns each unit into so many. */
  readonly split: (ratio: number) => void
  /** Notes a dividend in cash a unit: received by a long, paid by a short. */
  readonly pay: (amount: number) => void
  /** Dividends of the whole run; negative where shorts have paid more. */
  readonly dividends: () => number
  /** Closed round trips, in the order of their exits. */
  readonly trades: readonly Trade[]
  /** Profit of the closed ones, and of what is held at a price, both after fees and with dividends. */
  readonly realised: () => number
  readonly unrealised: (price: number) => number
  /** What is held, as trades that are still open at a price on a bar. */
  readonly openTrades: (bar: number, price: number) => Trade[]
}

/** Share of a fill that is taken for rounding. */
const dust = 1e-12

/** `shares`: what one share of the first bar has become, one a bar, where shares are split. */
export function createLots(bars: Bars, shares?: Float64Array): Lots {
  const lots: Lot[] = []
  const trades: Trade[] = []
  let held = 0
  let realised = 0
  let income = 0

  return {
    units: () => held,
    averagePrice: () =>
      held === 0 ? Number.NaN : lots.reduce((sum, { units, price }) => sum + units * price, 0) / held,
    trades,
    realised: () => realised,
    unrealised(price) {
      let sum = 0
      for (const lot of lots) sum += lot.units * (price - lot.price) - lot.fee + lot.dividends
      return sum
    },
    openTrades: (bar, price) =>
      lots.map((lot) =>
        tradeOf(lot, lot.units, lot.fee, lot.dividends, { bar, price, fee: 0, moment: 'close', reason: '' }, true),
      ),
    book(fill) {
      let left = fill.units
      let fee = fill.fee
      while (left !== 0 && lots.length > 0 && Math.sign(lots[0]!.units) !== Math.sign(left)) {
        const lot = lots[0]!
        const whole = Math.abs(lot.units) <= Math.abs(left) * (1 + dust)
        const units = whole ? lot.units : -left
        const entryFee = whole ? lot.fee : lot.fee * (units / lot.units)
        const exitFee = whole && left === -units ? fee : fee * (-units / left)
        const dividends = whole ? lot.dividends : lot.dividends * (units / lot.units)
        const trade = tradeOf(lot, units, entryFee, dividends, { ...fill, fee: exitFee }, false)
        trades.push(trade)
        realised += trade.pnl
        lot.units -= units
        lot.fee -= entryFee
        lot.dividends -= dividends
        left += units
        fee -= exitFee
        if (whole) lots.shift()
        if (Math.abs(left) <= dust * Math.abs(fill.units)) break
      }
      if (Math.abs(left) > dust * Math.abs(fill.units))
        lots.push({ units: left, bar: fill.bar, price: fill.price, split: 1, dividends: 0, fee, moment: fill.moment })
      held = lots.reduce((sum, { units }) => sum + units, 0)
    },
    split(ratio) {
      for (const lot of lots) {
        lot.units *= ratio
        lot.price /= ratio
        lot.split *= ratio
      }
      held = lots.reduce((sum, { units }) => sum + units, 0)
    },
    pay(amount) {
      income += held * amount
      for (const lot of lots) lot.dividends += lot.units * amount
    },
    dividends: () => income,
  }

  function tradeOf(
    lot: Lot,
    units: number,
    entryFee: number,
    dividends: number,
    exit: Omit<LotFill, 'units'>,
    open: boolean,
  ): Trade {
    const side = units > 0 ? 1 : -1
    const traded = units * (exit.price - lot.price) - entryFee - exit.fee
    const pnl = dividends === 0 ? traded : traded + dividends
    return {
      side: side > 0 ? 'long' : 'short',
      size: Math.abs(units),
      entryBar: lot.bar,
      entryPrice: lot.price,
      exitBar: exit.bar,
      exitPrice: exit.price,
      entryFee,
      exitFee: exit.fee,
      pnl,
      dividends,
      split: lot.split,
      return: pnl / Math.abs(units * lot.price),
      ...excursionOf(bars, {
        side,
        from: lot.bar,
        to: exit.bar,
        entryPrice: lot.price,
        exitPrice: exit.price,
        heldInEntryBar: lot.moment === 'open',
        heldInExitBar: exit.moment === 'close',
        shares,
      }),
      exitReason: exit.reason,
      open,
    }
  }
}
