import type { Signals } from '../strategy/signals.ts'
import { onTick } from './account/tick.ts'
import { enter, leave } from './account/position.ts'
import type { Account } from './account/account.ts'
import { tradedPrice } from './actions/actions.ts'
import { applyAction, isExDay, valueOnExDay } from './actions/ex-day.ts'
import { worthAtClose } from './costs/rates.ts'
import { fillKind, reasonCode } from './account/ledger.ts'
import type { FillKind } from './account/ledger.ts'
import { exitAtLevel, exitOnEntryBar, isCalledFirst, isProtected, liquidate } from './account/protection.ts'
import { restingFill } from './account/resting.ts'
import { isTrailing, trail } from './account/trailing.ts'

/** What happens to one symbol on a bar, in three parts in this order; several symbols take each part in turn. */
export interface Steps {
  readonly entryLong: Uint8Array
  readonly exitLong: Uint8Array
  readonly entryShort: Uint8Array
  readonly exitShort: Uint8Array
  /** Distance from a bar to the bar whose signals are due on it. */
  readonly shift: number
  /** True where entries are limit or stop orders. */
  readonly resting: boolean
  /** A split or dividend of the bar, before anything else. */
  readonly adjust: (bar: number) => void
  /** Orders due at the open. */
  readonly atOpen: (bar: number) => void
  /** Limit and stop entries, protective levels, liquidation. */
  readonly inside: (bar: number) => void
  /** Orders due at the close. */
  readonly atClose: (bar: number) => void
  /** What the profile does with a position that is left on the last bar. True where it was closed. */
  readonly finish: () => boolean
}

const none = { zeros: new Uint8Array(0) }

function truths(column: Uint8Array | null, rows: number): Uint8Array {
  if (column !== null) return column
  if (none.zeros.length < rows) none.zeros = new Uint8Array(rows)
  return none.zeros
}

/** Index i of a signal is known at the close of bar i, and nothing before that close depends on it. */
export function createSteps(account: Account, signals: Signals): Steps {
  const { bars, profile } = account
  const { rows, open, close } = bars
  const entryLong = truths(signals.entryLong, rows)
  const exitLong = truths(signals.exitLong, rows)
  const allowShort = signals.constraints.allowShort && account.costs.type !== 'cash'
  const entryShort = truths(allowShort ? signals.entryShort : null, rows)
  const exitShort = truths(signals.exitShort, rows)
  const booksNext = profile.fillTiming === 'signalClose' && profile.closeFillBooked === 'nextBar'
  const actsEarly = profile.fillTiming === 'nextOpen' || booksNext
  const shift = profile.fillTiming === 'signalClose' && !booksNext ? 0 : 1
  const resting = signals.entryLimit !== null || signals.entryStop !== null
  const stopsFirst = profile.signalsOnStopBar === 'ignored'
  const holds = profile.exitWithEntry === 'hold'
  const lastEntry = profile.lastBarEntry ? rows : rows - 1
  const fromEntry = profile.stopsFrom === 'entryBar' && profile.stopReference !== 'entryClose'
  const earlyKind: FillKind = booksNext ? fillKind.atClose : fillKind.atOpen
  const { lotSize, tickSize = 0 } = signals.constraints
  const { members } = signals
  const whole = profile.units === 'whole' || (lotSize !== null && Number.isInteger(lotSize))
  let stopped = false
  /** The bar whose adjustment came after the fills of the close before it. */
  let bookedOn = -1
  return { entryLong, exitLong, entryShort, exitShort, shift, resting, adjust, atOpen, inside, atClose, finish }

  function adjust(bar: number): void {
    if (!isExDay(account, bar)) return
    // What is filled at the last close is filled before the action, whenever it is booked.
    if (booksNext) {
      bookedOn = bar
      act(bar - 1, bar - 1, close[bar - 1]!, earlyKind)
    }
    applyAction(account, bar, whole)
  }

  /** What an order is sized from that is placed at the close of a bar, whatever happens before it is filled. */
  function noteEquity(signalBar: number): void {
    // A dividend since then is in the cash already.
    const value = account.exBar > signalBar ? valueOnExDay(account) : worthAtClose(account, account.units, signalBar)
    account.equityAtSignal = account.cash + account.otherValue + value
  }

  function atOpen(bar: number): void {
    if (bar > 0) noteEquity(bar - 1)
    if (account.leaving !== 0) {
      leave(account, bar, open[bar]!, fillKind.atOpen, account.leaving)
      stopped = account.leaving !== 0
      if (stopped) return
    }
    const booked = bookedOn === bar
    const heldBefore = account.units !== 0 && account.entryBar < (booked ? bar - 1 : bar)
    stopped = stopsFirst && heldBefore && isProtected(account) && exitAtLevel(account, bar)
    if (!actsEarly || bar === 0 || stopped || booked) return
    if (booksNext) act(bar - 1, bar - 1, close[bar - 1]!, earlyKind)
    else act(bar, bar - 1, open[bar]!, earlyKind)
  }

  function inside(bar: number): void {
    if (resting && bar > 0 && !stopped && account.units === 0) rest(bar, bar - 1)
    if (account.units === 0) return
    if (account.leaving !== 0) {
      liquidate(account, bar)
      return
    }
    if (isCalledFirst(account, bar) && (account.cash < 0 || account.units < 0) && liquidate(account, bar)) {
      stopped = true
      return
    }
    const inBar = account.entryBar < bar || (fromEntry && account.entryKind === fillKind.atOpen)
    if (!stopsFirst && inBar && isProtected(account)) stopped = exitAtLevel(account, bar)
    if (account.units !== 0 && (account.cash < 0 || account.units < 0)) stopped = liquidate(account, bar) || stopped
  }

  function atClose(bar: number): void {
    const acts = !actsEarly && bar >= shift && !(stopped && stopsFirst)
    stopped = false
    if (acts) act(bar, bar - shift, close[bar]!, fillKind.atClose)
    if (account.units === 0 || !isTrailing(account)) return
    if (account.entryBar < bar || (account.entryKind === fillKind.atOpen && fromEntry)) trail(account, bar)
  }

  /** Does what the signals of `signalBar` ask for, at `price` on `bar`. */
  function act(bar: number, signalBar: number, price: number, kind: FillKind): void {
    const { units } = account
    if (signalBar === bar) noteEquity(bar)
    let wantLong = entryLong[signalBar]! !== 0
    let wantShort = entryShort[signalBar]! !== 0
    const leaveLong = exitLong[signalBar]! !== 0 && !(holds && wantLong && units > 0)
    const leaveShort = exitShort[signalBar]! !== 0 && !(holds && wantShort && units < 0)
    if (account.leaving !== 0) return
    if (units !== 0) {
      const exits = units > 0 ? leaveLong : leaveShort
      const turns = units > 0 ? wantShort : wantLong
      const expires = bar - account.entryBar >= account.holdFor
      if (!exits && !expires && (!turns || profile.oppositeEntry === 'ignore')) return
      leave(account, bar, price, kind, exits ? exitReason(bar) : expires ? reasonCode.timeLimit : reasonCode.reverse)
      if (account.units !== 0 || (!exits && !expires && profile.oppositeEntry === 'exitOnly')) return
    }
    wantLong = wantLong && !leaveLong
    wantShort = wantShort && !leaveShort
    // A limit or stop entry rests during the next bar instead; contradicting entries cancel each other.
    if (resting || wantLong === wantShort || bar >= lastEntry) return
    enter(account, signals, bar, signalBar, wantLong ? 1 : -1, price, kind)
  }

  /** Tries the limit or stop entry placed at the last close; it is good for this bar only. */
  function rest(bar: number, signalBar: number): void {
    const wantLong = entryLong[signalBar]! !== 0 && exitLong[signalBar]! === 0
    const wantShort = entryShort[signalBar]! !== 0 && exitShort[signalBar]! === 0
    if (wantLong === wantShort || bar >= lastEntry) return
    const side = wantLong ? 1 : -1
    const level = (prices: Float64Array | null) =>
      prices === null ? Number.NaN : tradedPrice(account, signalBar, prices[signalBar]!)
    const limit = onTick(level(signals.entryLimit), tickSize, side < 0)
    const trigger = onTick(level(signals.entryStop), tickSize, side > 0)
    if (Number.isNaN(limit) && Number.isNaN(trigger)) return
    const price = restingFill(bars, bar, side, limit, trigger, profile.stopLimitGap === 'stop')
    if (Number.isNaN(price)) {
      account.expired += 1
      account.events?.push({
        bar,
        kind: Number.isNaN(trigger) ? 'limit' : 'stop',
        side: side > 0 ? 'buy' : 'sell',
        status: 'expired',
        size: 0,
        price: Number.isNaN(limit) ? trigger : limit,
        fee: 0,
        reason: 'not reached on its bar',
      })
      return
    }
    if (!enter(account, signals, bar, signalBar, side, price, Number.isNaN(limit) ? fillKind.stop : fillKind.limit))
      return
    if (profile.stopsFrom === 'entryBar' && isProtected(account)) exitOnEntryBar(account, bar, price)
  }

  function finish(): boolean {
    const last = rows - 1
    // What was entered after the last bar's open cannot leave at it.
    const leavesEarly =
      profile.finalBar === 'exitOpen' && (account.entryBar < last || account.entryKind === fillKind.atOpen)
    // The close before a split or dividend is no price of what is held now.
    const asBooked = booksNext && last > 0 && account.exBar < last
    if (leavesEarly && asBooked) leave(account, last - 1, close[last - 1]!, earlyKind, reasonCode.finalBar)
    else if (leavesEarly) leave(account, last, open[last]!, earlyKind, reasonCode.finalBar)
    else if (profile.finalBar === 'exitClose' || profile.finalBar === 'exitOpen') {
      leave(account, last, close[last]!, fillKind.atClose, reasonCode.finalBar)
    } else return false
    return true
  }

  function exitReason(bar: number): number {
    return members !== null && members[bar] === 0 ? reasonCode.leftUniverse : reasonCode.signal
  }
}
