import type { DifferenceReason } from '../contract/cross-check.ts'
import type { Costs, SimulationResult, Trade } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { near } from './match-trades.ts'
import type { TradePair } from './match-trades.ts'

export interface ReasonContext {
  readonly tool: string
  readonly bars: Bars
  readonly costs: Costs
  readonly ours: SimulationResult
  readonly theirs: SimulationResult
  readonly tolerance: number
  /** True where the run's profile leaves an open trade out of the list. */
  readonly leavesOpen: boolean
}

const levels = new Set<string>(['stopLoss', 'takeProfit', 'trailingStop'])
const words: Readonly<Record<string, string>> = {
  stopLoss: 'its stop',
  takeProfit: 'its target',
  trailingStop: 'its trailing stop',
  signal: 'its signal',
  timeLimit: 'its time limit',
  reverse: 'an opposite entry',
  finalBar: 'the end of the data',
  liquidation: 'liquidation',
  leftUniverse: 'leaving the universe',
}

/** Why two trades differ, in words; the first reason is the one that shows first. */
export function reasonsFor({ ours, theirs }: TradePair, context: ReasonContext): DifferenceReason[] {
  if (ours === null) return [missingHere(theirs!, context)]
  if (theirs === null) return [missingThere(ours, context)]
  const reasons = [
    entryReason(ours, theirs, context),
    sizeReason(ours, theirs, context),
    exitReason(ours, theirs, context),
    feeReason(ours, theirs, context),
  ].filter((reason) => reason !== null)
  if (reasons.length > 0) return reasons
  const text = `the profit is ${money(ours.pnl)} here and ${money(theirs.pnl)} in ${context.tool} for the same fills and fees`
  return [{ kind: 'account', text }]
}

function missingHere(theirs: Trade, { ours, bars, leavesOpen }: ReasonContext): DifferenceReason {
  const { entryBar } = theirs
  const refused = ours.orders.find(({ bar, status }) => status === 'rejected' && Math.abs(bar - entryBar) <= 1)
  if (refused !== undefined) return { kind: 'missing', text: `refused here: ${refused.reason}` }
  const spanning = ours.trades.find((trade) => trade.entryBar < entryBar && trade.exitBar > entryBar)
  if (spanning !== undefined)
    return { kind: 'missing', text: `a position of ${day(bars, spanning.entryBar)} was still open here` }
  if (theirs.open && leavesOpen) return { kind: 'final bar', text: 'open at the end, which this profile does not list' }
  return { kind: 'missing', text: 'not entered here' }
}

function missingThere(ours: Trade, context: ReasonContext): DifferenceReason {
  const { theirs, bars, tool } = context
  const { entryBar } = ours
  const spanning = theirs.trades.find((trade) => trade.entryBar < entryBar && trade.exitBar > entryBar)
  if (spanning !== undefined)
    return { kind: 'missing', text: `a position of ${day(bars, spanning.entryBar)} was still open in ${tool}` }
  const [refused] = theirs.warnings
  const worth = entryBar > 0 ? ours.size * bars.close[entryBar - 1]! : 0
  if (refused !== undefined && near(worth, equityBefore(entryBar, context.ours, context), 1e-9)) {
    const text = `the order was worth all of the cash, which a rounding error puts beyond the cash in ${tool}`
    return { kind: 'missing', text }
  }
  return {
    kind: 'missing',
    text: `not entered in ${tool}${refused === undefined ? '' : `, which had ${refused.replace(/\.$/, '')}`}`,
  }
}

function entryReason(ours: Trade, theirs: Trade, context: ReasonContext): DifferenceReason | null {
  const { tool, tolerance } = context
  if (ours.entryBar === theirs.entryBar && near(ours.entryPrice, theirs.entryPrice, tolerance)) return null
  const here = place(ours.entryBar, ours.entryPrice, context)
  const there = place(theirs.entryBar, theirs.entryPrice, context)
  return { kind: 'fill price', text: `entered at ${here} here, at ${there} in ${tool}` }
}

function sizeReason(ours: Trade, theirs: Trade, context: ReasonContext): DifferenceReason | null {
  const { tool, tolerance } = context
  if (near(ours.size, theirs.size, tolerance)) return null
  const sizes = `${units(ours.size)} here, ${units(theirs.size)} in ${tool}`
  if (rounded(ours.size, theirs.size)) return { kind: 'size', text: `rounded to whole units here: ${sizes}` }
  if (rounded(theirs.size, ours.size)) return { kind: 'size', text: `rounded to whole units in ${tool}: ${sizes}` }
  const before = equityBefore(ours.entryBar, context.ours, context)
  const beforeThere = equityBefore(theirs.entryBar, context.theirs, context)
  const share = (ours.size * ours.entryPrice) / before / ((theirs.size * theirs.entryPrice) / beforeThere)
  const sameShare = near(share, 1, 1e-6)
  if (sameShare && !near(before, beforeThere, tolerance)) {
    return {
      kind: 'account',
      text: `sized from an account of ${money(before)} here and ${money(beforeThere)} in ${tool}`,
    }
  }
  if (sameShare) return { kind: 'size', text: `the same money buys, at another price, ${sizes}` }
  return { kind: 'size', text: `sized ${sizes}` }
}

function exitReason(ours: Trade, theirs: Trade, context: ReasonContext): DifferenceReason | null {
  const { bars, tool, tolerance } = context
  const sameBar = ours.exitBar === theirs.exitBar
  if (sameBar && ours.open === theirs.open && near(ours.exitPrice, theirs.exitPrice, tolerance)) return null
  const here = `${left(ours)} at ${place(ours.exitBar, ours.exitPrice, context)}`
  const there = `${left(theirs)} at ${place(theirs.exitBar, theirs.exitPrice, context)}`
  const text = `${here} here, ${there} in ${tool}`
  const last = bars.rows - 1
  const ends = (trade: Trade) => trade.open || (trade.exitReason === 'finalBar' && trade.exitBar >= last - 1)
  if (ends(ours) || ends(theirs)) return { kind: 'final bar', text }
  if (ours.exitReason === theirs.exitReason && !levels.has(ours.exitReason)) return { kind: 'fill price', text }
  const onEntryBar = ours.exitBar === ours.entryBar || theirs.exitBar === theirs.entryBar
  const byLevel = levels.has(ours.exitReason) || levels.has(theirs.exitReason)
  if (byLevel && ((sameBar && ours.exitReason !== theirs.exitReason) || onEntryBar))
    return { kind: 'stop precedence', text }
  return { kind: 'exit', text }
}

function feeReason(ours: Trade, theirs: Trade, { tool, tolerance, costs }: ReasonContext): DifferenceReason | null {
  const fees = (trade: Trade) => trade.entryFee + trade.exitFee
  // What scales with the size, as a rate, so that trades of other sizes can be compared.
  const rate = (trade: Trade) =>
    (fees(trade) - costs.feeFixed * (trade.open ? 1 : 2)) /
    (trade.size * (trade.entryPrice + (trade.open ? 0 : trade.exitPrice)))
  if (Math.abs(rate(ours) - rate(theirs)) <= tolerance) return null
  return { kind: 'commission', text: `fees of ${money(fees(ours))} here, ${money(fees(theirs))} in ${tool}` }
}

/** A fill as `the open of 2010-05-06 (521.3)`: the quote whose distance the costs explain best. */
function place(bar: number, price: number, { bars, costs, tolerance }: ReasonContext): string {
  const { slippage, spread } = costs
  const offsets = [0, spread / 2, spread].flatMap((part) => [part, part + slippage])
  const quotes = (['open', 'close'] as const).map((name) => {
    const moved = Math.abs(price / bars[name][bar]! - 1)
    return { name, moved, unexplained: Math.min(...offsets.map((offset) => Math.abs(moved - offset))) }
  })
  const [best] = quotes.toSorted((a, b) => a.unexplained - b.unexplained)
  const { name, moved, unexplained } = best!
  if (unexplained > 1e-6) return `${units(price)} on ${day(bars, bar)}`
  return `the ${name}${moved > tolerance ? ' with slippage' : ''} of ${day(bars, bar)} (${units(price)})`
}

function left({ open, exitReason: reason }: Trade): string {
  return open ? 'still open, marked' : `left by ${words[reason] ?? reason}`
}

function rounded(size: number, other: number): boolean {
  return Number.isInteger(size) && !Number.isInteger(other) && Math.abs(other - size) < 1
}

function equityBefore(bar: number, { equity }: SimulationResult, { costs }: ReasonContext): number {
  return bar > 0 ? equity[bar - 1]! : costs.cash
}

function day({ ts }: Bars, bar: number): string {
  const iso = new Date(ts[bar]!).toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 16)}Z`
}

function money(value: number): string {
  return value.toFixed(2)
}

function units(value: number): string {
  return String(Number(value.toPrecision(9)))
}
