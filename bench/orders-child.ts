import { readFileSync } from 'node:fs'

import { createAccount } from '../core/engine/account.ts'
import { walk } from '../core/engine/kernel.ts'
import { createLedger } from '../core/engine/ledger.ts'
import type { Ledger } from '../core/engine/ledger.ts'
import { findProfile } from '../core/engine/profiles.ts'
import type { Bars } from '../core/market-data/bars.ts'
import type { Signals } from '../core/strategy/signals.ts'

/**
 * A million orders from the closes in the file named on the command line, by the kernel of every run: one account a column,
 * all orders kept as columns. Prints the seconds of the first run and of later ones as JSON.
 */
const side = 1000
const bytes = readFileSync(process.argv[2]!)
const closes = new Float64Array(bytes.buffer, bytes.byteOffset, side * side)
const ts = Float64Array.from({ length: side }, (_, i) => Date.UTC(2020, 0, 1) + i * 86_400_000)
const signals: Signals = {
  rows: side,
  entryLong: Uint8Array.from({ length: side }, (_, i) => 1 - (i % 2)),
  exitLong: Uint8Array.from({ length: side }, (_, i) => i % 2),
  entryShort: null,
  exitShort: null,
  stopLoss: null,
  takeProfit: null,
  targets: null,
  trailingStop: null,
  trailingThen: null,
  trailingAfter: null,
  maxBarsHeld: null,
  entryLimit: null,
  entryStop: null,
  weight: null,
  rebalance: null,
  sizing: { kind: 'percent', percent: 100 },
  cooldown: 0,
  constraints: { lotSize: null, allowShort: false, maxPositions: 1 },
  lookback: 0,
  warmUp: 0,
  members: null,
  leaving: 'close',
}
const profile = findProfile('vectorbt').fields
const costs = { cash: 100, fees: 0.001, feeFixed: 0, slippage: 0.001, spread: 0, leverage: 1 }

const blank = createAccount({ rows: 0, ts, open: ts, high: ts, low: ts, close: ts, volume: ts }, profile, costs)
const rows = side / 2

/**
 * All round trips of all columns, an entry and an exit each: `rows` of them a column, one column after the other. The ledger
 * of each account is a part of it, so that nothing is copied.
 */
function run() {
  const all = createLedger(side * rows)
  let count = 0
  for (let column = 0; column < side; column++) {
    const close = closes.subarray(column * side, (column + 1) * side)
    const bars: Bars = { rows: side, ts, open: close, high: close, low: close, close, volume: close }
    const account = { ...blank, bars, ledger: partOf(all, column * rows) }
    walk(account, signals, { equity, cash: null, positionValue: null })
    count += account.ledger.count
  }
  return { all, count }
}

const equity = new Float64Array(side)

function partOf(all: Ledger, from: number): Ledger {
  const { units, entryBar, exitBar, entryPrice, exitPrice, entryFee, exitFee, pnl } = all
  const { entryKind, exitKind, reason, doubt, entryRate, exitRate } = all
  return {
    ...all,
    count: 0,
    units: units.subarray(from, from + rows),
    entryBar: entryBar.subarray(from, from + rows),
    exitBar: exitBar.subarray(from, from + rows),
    entryPrice: entryPrice.subarray(from, from + rows),
    exitPrice: exitPrice.subarray(from, from + rows),
    entryFee: entryFee.subarray(from, from + rows),
    exitFee: exitFee.subarray(from, from + rows),
    pnl: pnl.subarray(from, from + rows),
    entryRate: entryRate.subarray(from, from + rows),
    exitRate: exitRate.subarray(from, from + rows),
    entryKind: entryKind.subarray(from, from + rows),
    exitKind: exitKind.subarray(from, from + rows),
    reason: reason.subarray(from, from + rows),
    doubt: doubt.subarray(from, from + rows),
  }
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
const seconds: number[] = []
let found = run()
for (let i = 0; i < 15; i++) {
  const started = performance.now()
  found = run()
  seconds.push((performance.now() - started) / 1000)
}
console.log(
  JSON.stringify({
    seconds,
    orders: 2 * found.count,
    fees: sum(found.all.entryFee) + sum(found.all.exitFee),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
)
