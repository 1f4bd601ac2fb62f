import type { Signals } from '../strategy/signals.ts'
import type { Account } from './account/account.ts'
import type { Curves } from './kernel.ts'
import { fillKind, growLedger, reasonCode } from './account/ledger.ts'

/**
 * True where a walk is nothing but entries and exits of longs by signals, each with the whole or a part of the cash: what most
 * combinations of a sweep are. `walkPlain` then does what the steps do, number by number.
 */
export function isPlain(account: Account, signals: Signals): boolean {
  const { profile, costs, actions, models } = account
  const { sizing, constraints } = signals
  return (
    actions === null &&
    account.rates === null &&
    models === null &&
    account.leverage === 1 &&
    account.maintenance === 0 &&
    signals.weight === null &&
    signals.members === null &&
    signals.entryLong !== null &&
    (signals.entryShort === null || !constraints.allowShort || costs.type === 'cash') &&
    hasNoLevels(signals) &&
    signals.cooldown === 0 &&
    sizing.kind === 'percent' &&
    sizing.percent > 0 &&
    constraints.lotSize === null &&
    constraints.maxPositions > 0 &&
    profile.units === 'fractional' &&
    profile.feeBase === 'value' &&
    profile.sizingFee === 'order' &&
    profile.sizingPrice === 'fill' &&
    profile.shortOfCash === 'cut' &&
    profile.slippageCap === 'none' &&
    profile.exitWithEntry !== 'hold' &&
    profile.lastBarEntry &&
    !(profile.fillTiming === 'signalClose' && profile.closeFillBooked === 'nextBar')
  )
}

function hasNoLevels(signals: Signals): boolean {
  const { stopLoss, takeProfit, targets, trailingStop, trailingThen, maxBarsHeld, entryLimit, entryStop } = signals
  const columns = [stopLoss, takeProfit, targets, trailingStop, trailingThen, maxBarsHeld, entryLimit, entryStop]
  return columns.every((column) => column === null)
}

/**
 * Walks all bars with cash and position in local variables. False, with the account to be reset, where something comes up
 * that only the steps answer: a price that is not positive, an order without cash, an account that is used up.
 */
export function walkPlain(account: Account, signals: Signals, curves: Curves, shift: number): boolean {
  const { profile, costs, ledger, bars } = account
  const { close, rows } = bars
  const { equity } = curves
  const nextOpen = profile.fillTiming === 'nextOpen'
  const quotes = nextOpen ? bars.open : close
  const kind = nextOpen ? fillKind.atOpen : fillKind.atClose
  const slippage = !nextOpen || profile.slippageAtOpen ? costs.slippage : 0
  const buys = 1 + (slippage + (profile.spreadOn === 'both' ? costs.spread / 2 : costs.spread))
  const sells = 1 - (slippage + (profile.spreadOn === 'both' ? costs.spread / 2 : 0))
  const { fees, feeFixed } = costs
  const share = signals.sizing.kind === 'percent' ? signals.sizing.percent / 100 : 1
  const entries = signals.entryLong!
  const exits = signals.exitLong
  let { entryBar: entryBars, exitBar: exitBars, units: sizes, pnl: profits } = ledger
  let { entryPrice: entryPrices, exitPrice: exitPrices, entryFee: entryFees, exitFee: exitFees } = ledger
  let { entryRate: entryRates, exitRate: exitRates } = ledger
  let { entryKind: entryKinds, exitKind: exitKinds, reason: reasons, doubt: doubts } = ledger
  let cash = account.cash
  let count = 0
  let cut = 0
  let lastExit = -1
  let bar = 0

  while (bar < rows) {
    const from = bar
    for (; bar < shift && bar < rows; bar++) equity[bar] = cash
    while (bar < rows && (entries[bar - shift] === 0 || (exits !== null && exits[bar - shift] !== 0))) {
      equity[bar++] = cash
    }
    if (curves.cash !== null) markFlat(curves, cash, from, bar)
    if (bar === rows) break
    const entryBar = bar
    const price = quotes[bar]! * buys
    let size = (cash * share - feeFixed) / (price * (1 + fees))
    if (share > 1) {
      const limit = (cash - feeFixed) / (price * (1 + fees))
      if (size > limit) {
        if (size > limit * (1 + 1e-9)) cut += 1
        size = limit
      }
    }
    if (!(price > 0) || !(size > 0)) return false
    const entryFee = size * price * fees + feeFixed
    cash -= size * price + entryFee
    equity[bar] = cash + size * close[bar]!
    bar += 1

    while (bar < rows && (exits === null || exits[bar - shift] === 0)) {
      equity[bar] = cash + size * close[bar]!
      bar += 1
    }
    // A rounding error below nothing in cash is owed, which only a price of almost nothing does not cover.
    if (cash < 0 && !staysAbove(bars.low, (-2 * cash) / size, entryBar, Math.min(bar, rows - 1))) return false
    if (curves.cash !== null) markHeld(curves, cash, size, close, entryBar, bar)
    if (bar === rows) {
      Object.assign(account, {
        units: size,
        entryBar,
        entryPrice: price,
        entryRate: 1,
        entryFee,
        entryKind: kind,
        doubt: 0,
      })
      break
    }
    const exitPrice = quotes[bar]! * sells
    const exitFee = size * exitPrice * fees + feeFixed
    cash += size * exitPrice - exitFee
    if (!(cash > 0)) return false
    if (count === profits.length) {
      ledger.count = count
      growLedger(ledger)
      ;({ entryBar: entryBars, exitBar: exitBars, units: sizes, pnl: profits } = ledger)
      ;({ entryPrice: entryPrices, exitPrice: exitPrices, entryFee: entryFees, exitFee: exitFees } = ledger)
      ;({ entryRate: entryRates, exitRate: exitRates } = ledger)
      ;({ entryKind: entryKinds, exitKind: exitKinds, reason: reasons, doubt: doubts } = ledger)
    }
    entryBars[count] = entryBar
    exitBars[count] = bar
    sizes[count] = size
    entryPrices[count] = price
    exitPrices[count] = exitPrice
    entryFees[count] = entryFee
    exitFees[count] = exitFee
    entryRates[count] = 1
    exitRates[count] = 1
    profits[count] = size * (exitPrice - price) - entryFee - exitFee
    entryKinds[count] = kind
    exitKinds[count] = kind
    reasons[count] = reasonCode.signal
    doubts[count] = 0
    count += 1
    lastExit = bar
    equity[bar] = cash
    if (curves.cash !== null) markFlat(curves, cash, bar, bar + 1)
    bar += 1
  }
  ledger.count = count
  account.cash = cash
  account.cut = cut
  account.lastExitBar = lastExit
  return true
}

function staysAbove(low: Float64Array, floor: number, from: number, to: number): boolean {
  for (let bar = from; bar <= to; bar++) if (!(low[bar]! > floor)) return false
  return true
}

function markFlat({ cash, positionValue }: Curves, held: number, from: number, to: number): void {
  cash?.fill(held, from, to)
  positionValue?.fill(0, from, to)
}

function markHeld(
  { cash, positionValue }: Curves,
  held: number,
  units: number,
  close: Float64Array,
  from: number,
  to: number,
): void {
  cash?.fill(held, from, to)
  for (let bar = from; positionValue !== null && bar < to; bar++) positionValue[bar] = units * close[bar]!
}
