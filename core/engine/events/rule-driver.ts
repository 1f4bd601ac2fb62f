import { createAccount } from '../account/account.ts'
import { chargeHolding } from '../account/fill.ts'
import { recordOpen } from '../account/position.ts'
import { closeIfRuined } from '../account/protection.ts'
import { insideBarsOf, reportOf, warningsOf } from '../simulate.ts'
import { createSteps } from '../steps.ts'
import type { Simulation, SimulationResult } from '../types.ts'
import { restore, takeCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { createIdentity } from './identity.ts'
import { worthAtClose } from '../costs/rates.ts'
import { revealSignals } from './reveal.ts'

/** A rule strategy bar by bar. */
export interface RuleDriver {
  /** Takes the next bar: its open, what happens inside it, its close. False where there is none left. */
  readonly step: () => boolean
  /** Where the run stands, to go on from another time. */
  readonly checkpoint: () => Checkpoint
  /** Takes the bars that are left and gives the result, as `simulate` does. */
  readonly finish: () => SimulationResult
}

/**
 * Drives one symbol through the same steps as the vector walk, but bar by bar and without skipping any: a signal is not
 * there before its bar has closed, and the books are checked on every bar (`internal` where they do not balance).
 */
export function createRuleDriver(
  { bars, signals, profile, costs, actions = null, intrabar, rates = null }: Simulation,
  from?: Checkpoint,
): RuleDriver {
  const account = createAccount(bars, profile, costs, actions, intrabar, rates)
  account.events = []
  const column = (start?: Float64Array) => {
    const values = new Float64Array(bars.rows)
    if (start !== undefined) values.set(start)
    return values
  }
  const curves = { equity: column(from?.equity), cash: column(from?.cash), positionValue: column(from?.positionValue) }
  let bar = from?.bar ?? 0
  if (from !== undefined) restore(account, from)
  const shown = revealSignals(signals, bar)
  const steps = createSteps(account, shown.signals)
  const identity = createIdentity([account], costs.cash)

  return { step, checkpoint: () => takeCheckpoint(account, curves, bar), finish }

  function step(): boolean {
    if (bar >= bars.rows) return false
    chargeHolding(account, bar)
    if (account.actionBar <= bar) steps.adjust(bar)
    steps.atOpen(bar)
    steps.inside(bar)
    shown.reveal(bar)
    steps.atClose(bar)
    closeIfRuined(account, bar)
    mark(bar)
    bar += 1
    return true
  }

  function finish(): SimulationResult {
    while (step());
    if (account.units !== 0) {
      if (steps.finish()) mark(bars.rows - 1)
      else recordOpen(account)
    }
    const report = reportOf(account)
    return {
      ...curves,
      ...report,
      ...insideBarsOf([account]),
      warnings: warningsOf([account], report.trades.length),
    }
  }

  function mark(at: number): void {
    const price = worthAtClose(account, 1, at)
    const value = worthAtClose(account, account.units, at)
    const equity = account.cash + value
    curves.equity[at] = equity
    curves.cash[at] = account.cash
    curves.positionValue[at] = value
    identity.count()
    identity.check(equity, identity.open(price) - account.financed, bars.ts[at]!)
  }
}

/** `simulate`, by events. */
export function simulateByEvents(simulation: Simulation): SimulationResult {
  return createRuleDriver(simulation).finish()
}
