import type { Signals } from '../strategy/signals.ts'
import { enter, leave, recordOpen, resetAccount } from './account.ts'
import type { Account } from './account.ts'
import { fillKind, reasonCode } from './ledger.ts'
import type { FillKind } from './ledger.ts'
import { exitAtLevel, exitOnEntryBar, isProtected, liquidate, trail } from './protection.ts'

/** Where the loop writes, one entry a bar, valued at the close. A sweep keeps the equity only. */
export interface Curves {
  readonly equity: Float64Array
  readonly cash: Float64Array | null
  readonly positionValue: Float64Array | null
}

const none = { zeros: new Uint8Array(0) }

function truths(column: Uint8Array | null, rows: number): Uint8Array {
  if (column !== null) return column
  if (none.zeros.length < rows) none.zeros = new Uint8Array(rows)
  return none.zeros
}

/**
 * Walks the bars once: orders due at the open, then limit and stop entries, then protective levels, then orders due at the
 * close, then the mark. Index i of a signal is known at the close of bar i, so nothing before that close depends on it.
 * This is the only matching loop: a single run, a sweep and an event run all call it, and it allocates nothing.
 */
export function walk(account: Account, signals: Signals, curves: Curves): void {
  resetAccount(account)
  const { bars, profile } = account
  const { rows, open, close } = bars
  const { equity } = curves
  const entryLong = truths(signals.entryLong, rows)
  const exitLong = truths(signals.exitLong, rows)
  const entryShort = truths(signals.constraints.allowShort ? signals.entryShort : null, rows)
  const exitShort = truths(signals.exitShort, rows)
  const booksNext = profile.fillTiming === 'signalClose' && profile.closeFillBooked === 'nextBar'
  const actsEarly = profile.fillTiming === 'nextOpen' || booksNext
  const lag = profile.fillTiming === 'signalClose' ? 0 : 1
  const resting = signals.entryLimit !== null || signals.entryStop !== null
  const stopsFirst = profile.signalsOnStopBar === 'ignored'
  const fromEntry = profile.stopsFrom === 'entryBar' && profile.stopReference !== 'entryClose'
  const earlyKind: FillKind = booksNext ? fillKind.atClose : fillKind.atOpen

  for (let bar = 0; bar < rows; bar++) {
    let stopped = false
    if (stopsFirst && account.units !== 0 && account.entryBar < bar && isProtected(account))
      stopped = exitAtLevel(account, bar)

    if (bar > 0 && !stopped) {
      const last = bar - 1
      if (actsEarly) {
        const { units } = account
        if (
          units === 0
            ? (entryLong[last]! | entryShort[last]!) !== 0
            : (units > 0 ? exitLong[last]! | entryShort[last]! : exitShort[last]! | entryLong[last]!) !== 0 ||
              bar - account.entryBar >= account.holdFor
        ) {
          if (booksNext) act(last, last, close[last]!, earlyKind)
          else act(bar, last, open[bar]!, earlyKind)
        }
      }
      if (resting && account.units === 0) rest(bar, last)
    }

    if (account.units !== 0) {
      const inBar = account.entryBar < bar || (fromEntry && account.entryKind === fillKind.atOpen)
      if (!stopsFirst && inBar && isProtected(account)) stopped = exitAtLevel(account, bar)
      if (account.units !== 0 && (account.cash < 0 || account.units < 0) && account.entryBar <= bar)
        stopped = liquidate(account, bar) || stopped
    }

    const due = bar - lag
    if (!actsEarly && due >= 0 && !(stopped && stopsFirst)) {
      const { units } = account
      if (
        units === 0
          ? (entryLong[due]! | entryShort[due]!) !== 0
          : (units > 0 ? exitLong[due]! | entryShort[due]! : exitShort[due]! | entryLong[due]!) !== 0 ||
            bar - account.entryBar >= account.holdFor
      ) {
        act(bar, due, close[bar]!, fillKind.atClose)
      }
    }

    if (account.units !== 0 && account.trail > 0) {
      const atOpen = account.entryKind === fillKind.atOpen && fromEntry
      if (account.entryBar < bar || atOpen) trail(account, bar)
    }
    mark(bar)
  }
  finish()

  function act(bar: number, signalBar: number, price: number, kind: FillKind): void {
    const { units } = account
    let wantLong = entryLong[signalBar]! !== 0
    let wantShort = entryShort[signalBar]! !== 0
    const leaveLong = exitLong[signalBar]! !== 0
    const leaveShort = exitShort[signalBar]! !== 0
    if (units !== 0) {
      const exits = units > 0 ? leaveLong : leaveShort
      const turns = units > 0 ? wantShort : wantLong
      const expires = bar - account.entryBar >= account.holdFor
      if (!exits && !expires && (!turns || profile.oppositeEntry === 'ignore')) return
      leave(account, bar, price, kind, exits ? reasonCode.signal : expires ? reasonCode.timeLimit : reasonCode.reverse)
      if (!exits && !expires && profile.oppositeEntry === 'exitOnly') return
    }
    wantLong = wantLong && !leaveLong
    wantShort = wantShort && !leaveShort
    // A limit or stop entry rests during the next bar instead; contradicting entries cancel each other.
    if (resting || wantLong === wantShort) return
    enter(account, signals, bar, signalBar, wantLong ? 1 : -1, price, kind)
  }

  /** Tries the limit or stop entry placed at the last close; it is good for this bar only. */
  function rest(bar: number, signalBar: number): void {
    const wantLong = entryLong[signalBar]! !== 0 && exitLong[signalBar]! === 0
    const wantShort = entryShort[signalBar]! !== 0 && exitShort[signalBar]! === 0
    if (wantLong === wantShort) return
    const side = wantLong ? 1 : -1
    const limit = signals.entryLimit === null ? Number.NaN : signals.entryLimit[signalBar]!
    const trigger = signals.entryStop === null ? Number.NaN : signals.entryStop[signalBar]!
    if (Number.isNaN(limit) && Number.isNaN(trigger)) return
    const first = side * open[bar]!
    const worst = side * (side > 0 ? bars.high[bar]! : bars.low[bar]!)
    const best = side * (side > 0 ? bars.low[bar]! : bars.high[bar]!)
    let price = first
    if (!Number.isNaN(trigger)) price = worst >= side * trigger ? Math.max(first, side * trigger) : Number.NaN
    // A bar that reaches both may have touched the limit before the stop was triggered; it then stays unfilled.
    if (!Number.isNaN(limit) && price > side * limit) {
      price = best <= side * limit && Number.isNaN(trigger) ? side * limit : Number.NaN
    }
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
    const kind = Number.isNaN(limit) ? fillKind.stop : fillKind.limit
    if (!enter(account, signals, bar, signalBar, side, side * price, kind)) return
    if (profile.stopsFrom === 'entryBar' && isProtected(account)) exitOnEntryBar(account, bar, side * price)
  }

  function mark(bar: number): void {
    const value = account.units === 0 ? 0 : account.units * close[bar]!
    equity[bar] = account.cash + value
    if (curves.cash !== null) curves.cash[bar] = account.cash
    if (curves.positionValue !== null) curves.positionValue[bar] = value
  }

  function finish(): void {
    if (rows === 0 || account.units === 0) return
    const last = rows - 1
    if (profile.finalBar === 'exitClose') leave(account, last, close[last]!, fillKind.atClose, reasonCode.finalBar)
    else if (profile.finalBar === 'exitOpen') {
      const price = booksNext && last > 0 ? close[last - 1]! : open[last]!
      leave(account, last, price, earlyKind, reasonCode.finalBar)
    } else return recordOpen(account)
    mark(last)
  }
}
