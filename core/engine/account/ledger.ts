import type { ExitReason } from '../types.ts'

/** Codes of the ledger's `reason` column. */
export const exitReasons: readonly ExitReason[] = [
  '',
  'signal',
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'timeLimit',
  'reverse',
  'finalBar',
  'liquidation',
  'cashInLieu',
  'rebalance',
  'leftUniverse',
  'delisted',
]
export const reasonCode = {
  open: 0,
  signal: 1,
  stopLoss: 2,
  takeProfit: 3,
  trailingStop: 4,
  timeLimit: 5,
  reverse: 6,
  finalBar: 7,
  liquidation: 8,
  cashInLieu: 9,
  rebalance: 10,
  leftUniverse: 11,
  delisted: 12,
} as const

/** How an order was filled, for costs and for the order log; `gap` is a protective level that the bar opened beyond. */
export const fillKind = { atOpen: 0, atClose: 1, limit: 2, stop: 3, protective: 4, gap: 5 } as const
export type FillKind = (typeof fillKind)[keyof typeof fillKind]

/**
 * Round trips as columns, in the order of their exits. Reused from one simulation to the next, so a sweep builds no
 * objects: only the first `count` entries are valid, and the columns grow by doubling.
 */
export interface Ledger {
  count: number
  /** Signed: negative for a short. */
  units: Float64Array
  entryBar: Int32Array
  exitBar: Int32Array
  entryPrice: Float64Array
  /** Account currency for one unit of the prices', 1 where they are the same. */
  entryRate: Float64Array
  exitRate: Float64Array
  exitPrice: Float64Array
  entryFee: Float64Array
  exitFee: Float64Array
  pnl: Float64Array
  /** Of a series with splits or dividends: see the account's fields of these names. */
  dividends: Float64Array
  split: Float64Array
  filledUnits: Float64Array
  filledPrice: Float64Array
  entryKind: Uint8Array
  exitKind: Uint8Array
  reason: Uint8Array
  /** Bits of `doubt`. */
  doubt: Uint8Array
}

export function createLedger(capacity = 64): Ledger {
  return {
    count: 0,
    units: new Float64Array(capacity),
    entryBar: new Int32Array(capacity),
    exitBar: new Int32Array(capacity),
    entryPrice: new Float64Array(capacity),
    entryRate: new Float64Array(capacity),
    exitRate: new Float64Array(capacity),
    exitPrice: new Float64Array(capacity),
    entryFee: new Float64Array(capacity),
    exitFee: new Float64Array(capacity),
    pnl: new Float64Array(capacity),
    dividends: new Float64Array(capacity),
    split: new Float64Array(capacity),
    filledUnits: new Float64Array(capacity),
    filledPrice: new Float64Array(capacity),
    entryKind: new Uint8Array(capacity),
    exitKind: new Uint8Array(capacity),
    reason: new Uint8Array(capacity),
    doubt: new Uint8Array(capacity),
  }
}

/** Index of a fresh row, growing the columns when they are full. */
export function nextRow(ledger: Ledger): number {
  const row = ledger.count++
  if (row >= ledger.pnl.length) growLedger(ledger)
  return row
}

/** Doubles the columns of a ledger. */
export function growLedger(ledger: Ledger): void {
  const wider = createLedger(ledger.pnl.length * 2)
  wider.units.set(ledger.units)
  wider.entryBar.set(ledger.entryBar)
  wider.exitBar.set(ledger.exitBar)
  wider.entryPrice.set(ledger.entryPrice)
  wider.entryRate.set(ledger.entryRate)
  wider.exitRate.set(ledger.exitRate)
  wider.exitPrice.set(ledger.exitPrice)
  wider.entryFee.set(ledger.entryFee)
  wider.exitFee.set(ledger.exitFee)
  wider.pnl.set(ledger.pnl)
  wider.dividends.set(ledger.dividends)
  wider.split.set(ledger.split)
  wider.filledUnits.set(ledger.filledUnits)
  wider.filledPrice.set(ledger.filledPrice)
  wider.entryKind.set(ledger.entryKind)
  wider.exitKind.set(ledger.exitKind)
  wider.reason.set(ledger.reason)
  wider.doubt.set(ledger.doubt)
  Object.assign(ledger, wider, { count: ledger.count })
}
