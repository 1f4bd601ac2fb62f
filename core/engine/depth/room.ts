import type { ProfileFields } from '../../contract/profile.ts'
import type { FeeModel } from '../costs/fees.ts'
import type { DepthAccount } from './account.ts'
import type { DepthOrder } from './orders.ts'
import type { DepthReplay } from './replay.ts'

export interface RoomOptions {
  readonly tickSize: number
  readonly lotSize: number
  readonly leverage: number
  readonly profile: Pick<ProfileFields, 'shortOfCash'>
  readonly fees: FeeModel
  readonly traded: () => number
  /** True once nothing is left of the account. */
  readonly ruined: () => boolean
}

/** What cash and leverage allow of each fill: the rules of the broker of bars, at the exchange. */
export interface Room {
  readonly allowed: NonNullable<DepthReplay['allowed']>
  /** Orders made smaller, and refused. */
  readonly counts: { cut: number; refused: number }
}

export function createRoom(options: RoomOptions): Room {
  const { tickSize, lotSize, leverage, profile, fees, traded, ruined } = options
  const counts = { cut: 0, refused: 0 }
  return {
    counts,
    allowed(order, tick, lots, account) {
      const held = account.position()
      const against = order.side * held < 0 ? Math.min(lots, Math.abs(held)) : 0
      if (order.reduceOnly) {
        return { lots: against, reason: against === 0 ? 'there is nothing to reduce' : 'there is no more to reduce' }
      }
      if (lots === against) return { lots, reason: '' }
      const opening = ruined() ? 0 : affordable(order, tick, lots - against, against, account)
      const granted = against + opening
      if (granted === lots) return { lots, reason: '' }
      if (granted === 0 && order.leaves === order.lots) counts.refused += 1
      else counts.cut += 1
      return {
        lots: granted,
        reason: ruined()
          ? 'the account is used up'
          : granted === 0
            ? 'not enough cash'
            : 'the cash did not reach for the rest',
      }
    },
  }

  /** Lots of `opening` that the account carries once `closing` lots are closed. */
  function affordable(
    { side }: DepthOrder,
    tick: number,
    opening: number,
    closing: number,
    { cash, position }: Pick<DepthAccount, 'cash' | 'position'>,
  ): number {
    const price = tick * tickSize
    const own = position() * lotSize * price
    const stays = closing > 0 ? 0 : Math.abs(own)
    const owned = leverage === 1 && own >= 0 && closing === 0 && side > 0
    const reach = Math.max(0, owned ? cash() : (cash() + own) * leverage - stays)
    const needs = (lots: number) =>
      lots * lotSize * price + fees.fee({ units: (closing + lots) * lotSize, price, maker: false, traded: traded() })
    if (needs(opening) <= reach * (1 + 1e-9)) return opening
    if (profile.shortOfCash === 'refuse') return 0
    let [low, high] = [0, opening]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (needs(middle) <= reach * (1 + 1e-9)) low = middle
      else high = middle
    }
    return low
  }
}
