import { dividendText } from '../simulate.ts'
import type { Desk } from './desk-port.ts'
import type { Purse } from './purse.ts'

export interface Finished {
  readonly desks: readonly Desk[]
  readonly purse: Purse
  /** Bars that lacked a price. */
  readonly missing: number
  readonly financing: number
}

/** What the analyst should know of a run with callbacks. */
export function callbackWarnings({ desks, purse, missing, financing }: Finished): string[] {
  const warnings: string[] = []
  const at = purse.bankruptAt()
  if (!Number.isNaN(at)) {
    const debt = purse.cash() < 0 ? `, which leaves a debt of ${(-purse.cash()).toFixed(2)}` : ''
    const day = new Date(at).toISOString().slice(0, 10)
    warnings.push(`The account was used up on ${day}: everything was closed${debt}, and nothing was opened after that.`)
  }
  if (desks.every(({ lots }) => lots.trades.length === 0 && lots.units() === 0))
    warnings.push('No trade was made: the strategy placed no order that was filled.')
  const { cut, refused, called } = purse.counts
  if (called > 0)
    warnings.push(
      `${count(called, 'position')} closed for falling below the maintenance margin; what was left traded on.`,
    )
  if (refused > 0)
    warnings.push(`${count(refused, 'order')} refused for lack of cash or at a price that is not positive.`)
  if (cut > 0) warnings.push(`${count(cut, 'order')} cut to what cash and leverage allow.`)
  if (missing > 0) warnings.push(`${count(missing, 'bar')} without a price: not traded.`)
  if (financing !== 0)
    warnings.push(
      `Holding ${financing > 0 ? 'cost' : 'brought'} ${Math.abs(financing).toFixed(2)}; it is in the equity, not in the trades.`,
    )
  const income = desks.reduce((sum, { lots }) => sum + lots.dividends(), 0)
  if (income !== 0) warnings.push(dividendText(income))
  const left = desks.reduce((sum, { book }) => sum + book.working().length, 0)
  if (left > 0) warnings.push(`${count(left, 'order')} still worked after the last bar.`)
  return warnings
}

function count(n: number, one: string): string {
  return `${n} ${n === 1 ? one : `${one}s`}`
}
