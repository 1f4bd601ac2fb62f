import { readFileSync } from 'node:fs'

import { createAccount } from '../core/engine/account/account.ts'
import { walk } from '../core/engine/kernel.ts'
import { findProfile } from '../core/engine/conventions/profiles.ts'
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
const names = ['units', 'entryBar', 'exitBar', 'entryPrice', 'exitPrice', 'entryFee', 'exitFee'] as const
const equity = new Float64Array(side)

/** All orders, an entry and its exit in a row: signed size, bars, prices and fees; `from` is the first row of each column. */
function run() {
  const rows = (side * side) / 2
  const orders = {
    units: new Float64Array(rows),
    entryBar: new Int32Array(rows),
    exitBar: new Int32Array(rows),
    entryPrice: new Float64Array(rows),
    exitPrice: new Float64Array(rows),
    entryFee: new Float64Array(rows),
    exitFee: new Float64Array(rows),
  }
  const from = new Int32Array(side)
  let count = 0
  for (let column = 0; column < side; column++) {
    const close = closes.subarray(column * side, (column + 1) * side)
    const bars: Bars = { rows: side, ts, open: close, high: close, low: close, close, volume: close }
    const account = { ...blank, bars }
    walk(account, signals, { equity, cash: null, positionValue: null })
    const { ledger } = account
    for (const name of names) orders[name].set(ledger[name].subarray(0, ledger.count), count)
    from[column] = count
    count += ledger.count
  }
  return { orders, from, count }
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
    fees: sum(found.orders.entryFee) + sum(found.orders.exitFee),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
)
