import { describe, expect, it } from 'vitest'

import { createEventRunner } from '../../../../core/backtest/adapters/event.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { wanderingBars } from '../../backtest/fixtures.ts'
import { tradeByHand } from './by-hand.ts'
import type { HandBar, HandConventions, HandMoney, HandStrategy } from './by-hand.ts'

type Rule = (bars: readonly HandBar[], i: number) => boolean
const cents = (value: number) => Math.round(value * 100)
/** Sum of the last n closes in cents, so that equal averages are equal. */
const sum = (bars: readonly HandBar[], i: number, n: number) => {
  let total = 0
  for (let k = i - n + 1; k <= i; k++) total += cents(bars[k]!.close)
  return total
}
const above = (bars: readonly HandBar[], i: number, fast: number, slow: number) =>
  sum(bars, i, fast) * slow - sum(bars, i, slow) * fast

/** The same rule twice: as text for the engine, as a loop for the other side. */
const rules: Record<string, { text: string; hand: Rule }> = {
  crossUp: {
    text: 'crossover(sma(close, 3), sma(close, 8))',
    hand: (bars, i) => i >= 8 && above(bars, i, 3, 8) > 0 && above(bars, i - 1, 3, 8) <= 0,
  },
  crossDown: {
    text: 'crossunder(sma(close, 3), sma(close, 8))',
    hand: (bars, i) => i >= 8 && above(bars, i, 3, 8) < 0 && above(bars, i - 1, 3, 8) >= 0,
  },
  breakout: {
    text: 'close > lag(highest(high, 6), 1)',
    hand: (bars, i) => i >= 6 && bars[i]!.close > Math.max(...bars.slice(i - 6, i).map(({ high }) => high)),
  },
  breakdown: {
    text: 'close < lag(lowest(low, 6), 1)',
    hand: (bars, i) => i >= 6 && bars[i]!.close < Math.min(...bars.slice(i - 6, i).map(({ low }) => low)),
  },
  twoUp: {
    text: 'close > close[1] and close[1] > close[2]',
    hand: (bars, i) => i >= 2 && bars[i]!.close > bars[i - 1]!.close && bars[i - 1]!.close > bars[i - 2]!.close,
  },
  twoDown: {
    text: 'close < close[1] and close[1] < close[2]',
    hand: (bars, i) => i >= 2 && bars[i]!.close < bars[i - 1]!.close && bars[i - 1]!.close < bars[i - 2]!.close,
  },
  red: { text: 'close < open', hand: (bars, i) => bars[i]!.close < bars[i]!.open },
}
const entries = [
  ['crossUp', 'crossDown'],
  ['breakout', 'breakdown'],
  ['twoUp', 'twoDown'],
  ['twoDown', 'twoUp'],
  ['crossUp', 'red'],
] as const
const exits = [
  {},
  { stopLoss: 0.02 },
  { takeProfit: 0.03 },
  { stopLoss: 0.012, takeProfit: 0.012 },
  { trailing: 0.03 },
  { trailing: 0.03, stopLoss: 0.02, takeProfit: 0.06 },
  { holdFor: 5 },
  { holdFor: 4, stopLoss: 0.03, cooldown: 3 },
  { limit: 0.99, stopLoss: 0.015, takeProfit: 0.04 },
  { stop: 1.005, stopLoss: 0.02, trailing: 0.025 },
]
const sizes = ['percent(100)', 'percent(40)', 'units(7)', 'value(1500)']
const fills = ['nextOpen', 'signalClose', 'nextClose'] as const
const sameBars = ['worst', 'stopFirst', 'targetFirst'] as const

/** Fifty strategies: every pair of entry rules with every way out; sides, sizes, costs and conventions take turns. */
const cases = entries.flatMap((pair, e) =>
  exits.map((exit, x) => {
    const n = e * exits.length + x
    const [enter, leave] = pair.map((name) => rules[name]!) as [(typeof rules)[string], (typeof rules)[string]]
    const sides = ['long', 'short', 'both'][n % 3]!
    const size = sizes[n % sizes.length]!
    const amount = Number(/\((.*)\)/.exec(size)![1])
    const { limit, stop, ...plain } = exit as { limit?: number; stop?: number }
    // A short sells above the close where a long buys below it.
    const mirrored = (share: number) => (sides === 'short' ? 2 - share : share)
    const text = JSON.stringify({
      name: `strategy ${n}`,
      ...(sides === 'short' ? {} : { entryLong: enter.text, exitLong: leave.text }),
      ...(sides === 'long' ? {} : { entryShort: leave.text, exitShort: enter.text }),
      ...('stopLoss' in exit ? { stopLoss: String(exit.stopLoss) } : {}),
      ...('takeProfit' in exit ? { takeProfit: String(exit.takeProfit) } : {}),
      ...('trailing' in exit ? { trailingStop: String(exit.trailing) } : {}),
      ...('holdFor' in exit ? { maxBarsHeld: String(exit.holdFor) } : {}),
      ...(limit === undefined ? {} : { entryLimit: `close * ${mirrored(limit)}` }),
      ...(stop === undefined ? {} : { entryStop: `close * ${mirrored(stop)}` }),
      ...('cooldown' in exit ? { cooldown: exit.cooldown } : {}),
      sizing: size,
    })
    const hand: HandStrategy = {
      ...plain,
      ...(sides === 'short' ? {} : { enterLong: enter.hand, leaveLong: leave.hand }),
      ...(sides === 'long' ? {} : { enterShort: leave.hand, leaveShort: enter.hand }),
      ...(limit === undefined ? {} : { limitAt: ({ close }: HandBar) => close * mirrored(limit) }),
      ...(stop === undefined ? {} : { stopAt: ({ close }: HandBar) => close * mirrored(stop) }),
      size: size.startsWith('percent')
        ? { percent: amount }
        : size.startsWith('units')
          ? { units: amount }
          : { value: amount },
    }
    const costs =
      n % 2 === 0
        ? { fees: 0, feeFixed: 0, slippage: 0, spread: 0 }
        : { fees: 0.001, feeFixed: 1, slippage: 0.0005, spread: 0.0004 }
    const conventions: HandConventions = {
      fill: limit === undefined && stop === undefined ? fills[n % 3 === 0 ? (n / 3) % 3 : 0]! : 'nextOpen',
      sameBar: sameBars[(e + 2 * x) % 3]!,
    }
    return {
      title: `${n}: ${pair.join('/')} ${sides} ${JSON.stringify(exit)} ${size} ${Object.values(conventions).join(' ')}`,
      text,
      hand,
      money: { cash: 10_000, ...costs } satisfies HandMoney,
      conventions,
      seed: n + 1,
    }
  }),
)

describe('the event engine beside trades worked out by hand', () => {
  it.each(cases)('$title', async ({ text, hand, money, conventions, seed }) => {
    const bars = wanderingBars(400, seed)
    const rows: HandBar[] = Array.from({ length: bars.rows }, (_, i) => ({
      open: bars.open[i]!,
      high: bars.high[i]!,
      low: bars.low[i]!,
      close: bars.close[i]!,
    }))
    const run = await createEventRunner().run({
      text,
      params: {},
      series: [{ symbol: 'X', timeframe: '1d', bars }],
      profile: { ...findProfile('sextant').fields, fillTiming: conventions.fill, sameBar: conventions.sameBar },
      costs: { ...money, leverage: 1 },
      sizing: null,
      seed: 0,
      benchmark: null,
    })
    const expected = tradeByHand(rows, hand, money, conventions)
    expect(expected.trades.length).toBeGreaterThan(3)
    const near = (value: number) => expect.closeTo(value, 7) as number
    expect(
      run.result.trades.map(({ side, size, entryBar, entryPrice, exitBar, exitPrice, pnl, exitReason }) => ({
        side,
        size,
        entryBar,
        entryPrice,
        exitBar,
        exitPrice,
        pnl,
        exitReason,
      })),
    ).toEqual(
      expected.trades.map((trade) => ({
        ...trade,
        size: near(trade.size),
        entryPrice: near(trade.entryPrice),
        exitPrice: near(trade.exitPrice),
        pnl: near(trade.pnl),
      })),
    )
    expected.equity.forEach((value, i) => expect(run.result.equity[i]).toBeCloseTo(value, 6))
  })

  it('is fifty strategies', () => {
    expect(cases).toHaveLength(50)
  })
})
