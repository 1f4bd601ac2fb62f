import { wholeUnits } from '../actions/actions.ts'
import type { Actions } from '../actions/actions.ts'
import type { Lots } from './lots.ts'
import type { OrderBook } from './order-book.ts'
import type { Purse } from './purse.ts'

export interface ExDays {
  readonly actions: Actions | null
  readonly lots: Lots
  readonly book: OrderBook
  readonly purse: Purse
  /** Units are whole: what a split leaves beyond them is paid out at the last close. */
  readonly whole: boolean
}

/**
 * Gives what does to a symbol what the split or dividend of a bar does, before anything else happens on it. It takes the
 * last close and gives it back in new shares, less the dividend. Bars come in order.
 */
export function createExDays({ actions, lots, book, purse, whole }: ExDays): (bar: number, price: number) => number {
  const list = actions?.list ?? []
  let next = 0
  return (bar, price) => {
    while (next < list.length && list[next]!.bar < bar) next += 1
    if (list[next]?.bar !== bar) return price
    const { split, dividend } = list[next]!
    const last = price / split
    if (split !== 1) {
      lots.split(split)
      book.split(split, whole, bar)
      if (whole) payFraction(bar, last)
    }
    if (dividend === 0) return last
    purse.charge(-lots.units() * dividend)
    lots.pay(dividend)
    return Math.max(0, last - dividend)
  }

  function payFraction(bar: number, price: number): void {
    const units = lots.units()
    const rest = units - Math.sign(units) * wholeUnits(Math.abs(units))
    if (rest === 0) return
    purse.charge(-rest * price)
    lots.book({ units: -rest, price, fee: 0, bar, moment: 'open', reason: 'cashInLieu' })
  }
}
