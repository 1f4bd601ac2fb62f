import type { Account } from './account.ts'
import { holdingCost } from '../costs/models.ts'
import { worthAtClose } from '../costs/rates.ts'
import { fillKind, reasonCode } from './ledger.ts'
import type { FillKind } from './ledger.ts'

/**
 * The price paid or got for `units`: slippage and the spread's part move it against the order, within the bar where the
 * profile caps it. Plain figures are spelled out here for the speed of a sweep; as models they give the same bits.
 */
export function fillPrice(
  account: Account,
  bar: number,
  quoted: number,
  direction: number,
  kind: FillKind,
  entering: boolean,
  units: number,
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
  if (account.worse !== null) return account.worse(bar, quoted, direction, units, slips, entering)
  const spread = profile.spreadOn === 'both' ? costs.spread / 2 : entering ? costs.spread : 0
  const price = quoted * (1 + direction * ((slips ? costs.slippage : 0) + spread))
  if (profile.slippageCap === 'none') return price
  return Math.min(Math.max(price, bars.low[bar]!), bars.high[bar]!)
}

/** Fee of a fill; `maker` where the order rested in the book. */
export function feeOf(account: Account, units: number, price: number, maker: boolean): number {
  const { profile, costs, models, traded } = account
  if (models !== null) return models.fees.fee({ units, price, maker, traded })
  const base = profile.feeBase === 'value' ? units * price : profile.feeBase === 'perUnit' ? units : 1
  return base * costs.fees + costs.feeFixed
}

/** Units that may still be traded on a bar under the account's share of its volume; infinite without a share or a volume. */
export function volumeLeft(account: Account, bar: number): number {
  const share = account.models?.volumeShare ?? null
  const volume = account.bars.volume[bar]!
  if (share === null || Number.isNaN(volume)) return Number.POSITIVE_INFINITY
  return Math.max(0, volume * share - (account.volumeBar === bar ? account.volumeTaken : 0))
}

/** Remembers a fill for what depends on those before it: tiers of fees, the share of a bar's volume. */
export function countFill(account: Account, bar: number, units: number, price: number): void {
  if (account.volumeBar !== bar) account.volumeTaken = 0
  account.volumeBar = bar
  account.volumeTaken += units
  account.traded += units * price
}

/** Takes from the cash what holding the position from the bar before until this one costs. */
export function chargeHolding(account: Account, bar: number): void {
  const { models, units, bars, cash } = account
  if (models === null || models.financing.length === 0 || units === 0 || bar === 0) return
  const value = worthAtClose(account, units, bar - 1)
  const cost = holdingCost(models, {
    cash,
    longValue: Math.max(0, value),
    shortValue: Math.max(0, -value),
    from: bars.ts[bar - 1]!,
    to: bars.ts[bar]!,
  })
  account.cash -= cost
  account.financed += cost
}
