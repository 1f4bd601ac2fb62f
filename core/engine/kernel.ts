import type { Signals } from '../strategy/signals.ts'
import { resetAccount } from './account/account.ts'
import { chargeHolding } from './account/fill.ts'
import { recordOpen } from './account/position.ts'
import type { Account } from './account/account.ts'
import { worthAtClose } from './costs/rates.ts'
import { isPlain, walkPlain } from './plain-walk.ts'
import { closeIfRuined, quietRange } from './account/protection.ts'
import { scanFlat, scanHeld } from './scan.ts'
import type { Held } from './scan.ts'
import { createSteps } from './steps.ts'

/** Where the walk writes, one entry a bar, valued at the close. A sweep keeps the equity only. */
export interface Curves {
  readonly equity: Float64Array
  readonly cash: Float64Array | null
  readonly positionValue: Float64Array | null
}

/**
 * Walks the bars of one symbol once, by the steps that runs of several symbols take too; single runs and sweeps call it
 * alike. Bars on which nothing can happen are skipped over by `scanFlat` and `scanHeld`, which change nothing but the speed.
 */
export function walk(account: Account, signals: Signals, curves: Curves): void {
  resetAccount(account)
  const { close, high, low, rows } = account.bars
  const { equity } = curves
  const steps = createSteps(account, signals)
  if (isPlain(account, signals)) {
    if (walkPlain(account, signals, curves, steps.shift)) return end()
    resetAccount(account)
  }
  const { entryLong, exitLong, entryShort, exitShort, shift } = steps
  const held: Held = { close, high, low, cash: 0, units: 0, floor: 0, ceiling: 0, until: 0 }

  let bar = 0
  while (bar < rows) {
    const from = bar
    if (account.units === 0) {
      if (!steps.resting) bar = scanFlat(equity, account.cash, entryLong, entryShort, bar, shift)
    } else if (bar > account.entryBar && quietRange(account, held)) {
      const long = account.units > 0
      bar = scanHeld(held, equity, long ? exitLong : exitShort, long ? entryShort : entryLong, bar, shift)
    }
    if (curves.cash !== null) for (let passed = from; passed < bar; passed++) mark(passed)
    if (bar === rows) break
    chargeHolding(account, bar)
    if (account.actionBar <= bar) steps.adjust(bar)
    steps.atOpen(bar)
    steps.inside(bar)
    steps.atClose(bar)
    closeIfRuined(account, bar)
    mark(bar)
    bar += 1
  }
  end()

  function end(): void {
    if (rows === 0 || account.units === 0) return
    if (steps.finish()) mark(rows - 1)
    else recordOpen(account)
  }

  function mark(bar: number): void {
    const value = worthAtClose(account, account.units, bar)
    equity[bar] = account.cash + value
    if (curves.cash !== null) curves.cash[bar] = account.cash
    if (curves.positionValue !== null) curves.positionValue[bar] = value
  }
}
