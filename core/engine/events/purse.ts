import type { ProfileFields } from '../../contract/profile.ts'
import { unitsWithin } from '../costs/fees.ts'
import type { Beside } from '../costs/margin.ts'
import type { Desk } from './desk-port.ts'

/** Room for an order: units that open or widen a position, at a price, with the fee of an order of some size. */
export interface Wanted {
  readonly desk: Desk
  readonly opening: number
  /** Units of the other side that it closes first. */
  readonly closing: number
  readonly price: number
  readonly feeFor: (units: number) => number
}

/** The cash that all symbols of a run share. */
export interface Purse {
  readonly cash: () => number
  /** Pays for units at a price (negative units bring money in) and their fee. */
  readonly settle: (units: number, price: number, fee: number) => void
  /** Value traded so far. */
  readonly traded: () => number
  /** Takes the cost of holding. */
  readonly charge: (amount: number) => void
  /** Units of `opening` that cash and leverage carry; 0 where the order is to be refused. */
  readonly affordable: (wanted: Wanted) => number
  /** Why the last order was refused. */
  readonly refusal: (price: number) => string
  /** Cash, and the positions in all other symbols. */
  readonly beside: (desk: Desk) => Beside
  readonly bankrupt: (time: number) => void
  /** Unix ms at which nothing was left, NaN before that; nothing is bought after it. */
  readonly bankruptAt: () => number
  /** Orders made smaller, and refused; positions closed for falling below the maintenance margin. */
  readonly counts: { cut: number; refused: number; called: number }
}

export interface PurseOptions {
  readonly start: number
  readonly leverage: number
  readonly profile: ProfileFields
  readonly desks: () => readonly Desk[]
}

const nothing = { net: 0, gross: 0 }

export function createPurse({ start, leverage, profile, desks }: PurseOptions): Purse {
  let cash = start
  let traded = 0
  let bankruptAt = Number.NaN
  const counts = { cut: 0, refused: 0, called: 0 }
  return {
    counts,
    cash: () => cash,
    settle(units, price, fee) {
      cash -= units * price + fee
      traded += Math.abs(units * price)
    },
    traded: () => traded,
    charge: (amount) => void (cash -= amount),
    beside(desk) {
      const { net, gross } = others(desk)
      return { cash, otherValue: net, otherGross: gross }
    },
    bankruptAt: () => bankruptAt,
    bankrupt(time) {
      if (Number.isNaN(bankruptAt)) bankruptAt = time
    },
    refusal(price) {
      counts.refused += 1
      if (!Number.isNaN(bankruptAt)) return 'the account is used up'
      return price > 0 ? 'not enough cash for the smallest order' : `nothing is opened at a price of ${price}`
    },
    affordable({ desk, opening, closing, price, feeFor }) {
      if (!(price > 0) || !Number.isNaN(bankruptAt)) return 0
      const { net, gross } = others(desk)
      const own = desk.lots.units() * price
      // What the order closes before it opens frees its value.
      const stays = closing > 0 ? 0 : Math.abs(own)
      // Without borrowing or shorts this is the cash; said so, that no rounding error is lent.
      const owned = leverage === 1 && gross === net && own >= 0 && closing === 0
      const reach = Math.max(0, owned ? cash : (cash + net + own) * leverage - gross - stays)
      const needs = (size: number) => size * price + feeFor(closing + size)
      if (needs(opening) <= reach * (1 + 1e-9)) return opening
      if (profile.shortOfCash === 'refuse') return 0
      // On credit, as long as its own costs do not use up the account.
      if (profile.shortOfCash === 'borrow' && cash + net + own > feeFor(closing + opening)) return opening
      let size = unitsWithin(reach, price, (units) => feeFor(closing + units))
      if (profile.units === 'whole') size = Math.floor(size + 1e-12)
      if (size > 0) counts.cut += 1
      return size
    },
  }

  function others(desk: Desk): { net: number; gross: number } {
    if (desks().length === 1) return nothing
    let net = 0
    let gross = 0
    for (const other of desks()) {
      const units = other.lots.units()
      if (other === desk || units === 0) continue
      net += units * other.price()
      gross += Math.abs(units * other.price())
    }
    return { net, gross }
  }
}
