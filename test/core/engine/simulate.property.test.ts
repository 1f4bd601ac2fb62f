import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { metricNames } from '../../../core/contract/figures.ts'
import { createActions } from '../../../core/engine/actions/actions.ts'
import { metricsFor } from '../../../core/engine/metrics.ts'
import { simulatePortfolio } from '../../../core/engine/portfolio/portfolio.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Simulation, SimulationResult } from '../../../core/engine/types.ts'
import { anyBars, anyCosts, anyProfile, anySimulation } from './arbitrary.ts'
import { constant, signalsOf } from './reference.ts'

const often = { numRuns: 400 }
const isBankrupt = ({ warnings }: SimulationResult) =>
  warnings.some((text) => text.startsWith('The account was used up'))
/** Of what rounding is a share: on credit a trade may be worth far more than the cash. */
const scaleOf = (cash: number, trades: SimulationResult['trades']) =>
  Math.max(cash, ...trades.map((trade) => trade.size * trade.entryPrice))
const near = (a: number, b: number, scale: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, scale)

describe('simulate, for any bars, signals, conventions and costs', () => {
  it('keeps cash + position = equity on every bar, and equity = cash put in + profits', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        const { equity, cash, positionValue, trades } = simulate(given)
        for (let i = 0; i < equity.length; i++) expect(equity[i]).toBe(cash[i]! + positionValue[i]!)
        if (given.profile.finalBar === 'leaveOpen') return
        const profits = trades.reduce((sum, trade) => sum + trade.pnl, 0)
        expect(near(given.costs.cash + profits, equity.at(-1)!, scaleOf(given.costs.cash, trades))).toBe(true)
      }),
      often,
    )
  })

  it('fills inside the bar, plus slippage and spread', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        const { bars, costs, profile, signals } = given
        // That price may lie outside the bar: backtesting.py has it so.
        if (profile.stopLimitGap === 'stop' && signals.entryStop !== null && signals.entryLimit !== null) return
        const reach = costs.slippage + costs.spread + 1e-12
        const inside = (bar: number, price: number) =>
          price >= bars.low[bar]! * (1 - reach) && price <= bars.high[bar]! * (1 + reach)
        for (const trade of simulate(given).trades) {
          expect(inside(trade.entryBar, trade.entryPrice * trade.split)).toBe(true)
          // A position that a split reduces to less than one unit is paid out at the last close.
          expect(trade.exitReason === 'cashInLieu' || inside(trade.exitBar, trade.exitPrice)).toBe(true)
          expect(trade.exitBar).toBeGreaterThanOrEqual(trade.entryBar)
        }
      }),
      often,
    )
  })

  it('never spends more than cash and leverage allow', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        if (given.profile.shortOfCash === 'borrow') return
        const { trades } = simulate(given)
        let money = given.costs.cash
        for (const trade of trades) {
          expect(trade.size * trade.entryPrice).toBeLessThanOrEqual(money * given.costs.leverage + 1e-6)
          money += trade.pnl
        }
      }),
      often,
    )
  })

  it('stops with a warning once the account is used up', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        const result = simulate(given)
        const { equity, trades } = result
        const first = equity.findIndex((value) => value <= 0)
        const mustStop = first >= 0 && first < equity.length - 1
        expect(isBankrupt(result) || !mustStop).toBe(true)
        if (!isBankrupt(result)) return
        const last = trades.at(-1)!
        expect(last.open).toBe(false)
        // A fill at the signal's close may enter the books on the next bar only, and with it the costs that use up the account.
        const { fillTiming, closeFillBooked } = given.profile
        const settled = last.exitBar + (fillTiming === 'signalClose' && closeFillBooked === 'nextBar' ? 1 : 0)
        for (let i = settled; i < equity.length; i++) expect(equity[i]).toBe(equity[settled])
      }),
      often,
    )
  })

  it('gives k times the profit for k times the prices and the cash', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        // Whole units, fixed amounts and fees a unit do not scale.
        const { sizing } = given.signals
        const costs = { ...given.costs, feeFixed: 0 }
        const profile = { ...given.profile, units: 'fractional', feeBase: 'value' } as const
        const k = 4
        const scaled = (column: Float64Array | null) => column?.map((value) => value * k) ?? null
        const one = {
          ...given,
          costs,
          profile,
          signals: { ...given.signals, sizing: sizing.kind === 'value' ? { ...sizing, value: 500 } : sizing },
        }
        const many: Simulation = {
          ...one,
          bars: {
            ...one.bars,
            open: scaled(one.bars.open)!,
            high: scaled(one.bars.high)!,
            low: scaled(one.bars.low)!,
            close: scaled(one.bars.close)!,
          },
          costs: { ...costs, cash: costs.cash * k },
          actions: null,
          signals: {
            ...one.signals,
            entryLimit: scaled(one.signals.entryLimit),
            entryStop: scaled(one.signals.entryStop),
            sizing: sizing.kind === 'value' ? { ...sizing, value: 500 * k } : sizing,
          },
        }
        const dear = one.actions?.list.map((action) => ({ ...action, dividend: action.dividend * k }))
        const [a, b] = [
          simulate(one),
          simulate({ ...many, actions: dear === undefined ? null : createActions(many.bars, dear) }),
        ]
        expect(b.trades).toHaveLength(a.trades.length)
        a.trades.forEach((trade, i) => expect(near(trade.pnl * k, b.trades[i]!.pnl, costs.cash * k)).toBe(true))
      }),
      often,
    )
  })

  it('does not change what it did up to a bar when later bars change', () => {
    fc.assert(
      fc.property(anySimulation, anyBars, fc.nat(), (given, other, pick) => {
        const present = pick % (given.bars.rows - 1)
        const changed = { ...given.bars }
        for (const name of ['open', 'high', 'low', 'close'] as const) {
          changed[name] = given.bars[name].map((value, i) =>
            i <= present || i >= other.rows ? value : other[name][i]!,
          )
        }
        const a = simulate(given)
        const list = given.actions?.list.filter(({ bar }) => bar <= present || bar % 2 === 0)
        const b = simulate({ ...given, bars: changed, actions: list ? createActions(changed, list) : null })
        const until =
          given.profile.fillTiming === 'signalClose' && given.profile.closeFillBooked === 'nextBar'
            ? present - 1
            : present
        for (let i = 0; i <= present; i++) {
          expect(b.equity[i]).toBe(a.equity[i])
          expect(b.cash[i]).toBe(a.cash[i])
        }
        const done = (result: SimulationResult) =>
          result.trades.filter((trade) => !trade.open && trade.exitBar <= until)
        expect(done(b)).toEqual(done(a))
      }),
      often,
    )
  })

  it('walks to the same result with and without skipping quiet bars', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        if (given.signals.trailingStop !== null) return
        // A trailing stop out of reach makes every held bar be looked at.
        const watched = simulate({
          ...given,
          signals: { ...given.signals, trailingStop: constant(given.bars.rows, 1e6) },
        })
        const skipped = simulate(given)
        expect(skipped.equity).toEqual(watched.equity)
        expect(skipped.trades).toEqual(watched.trades)
      }),
      often,
    )
  })

  it('gives only numbers or null as metrics', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        const metrics = metricsFor({
          bars: given.bars,
          result: simulate(given),
          profile: given.profile,
          cash: given.costs.cash,
          benchmark: given.bars.close,
        })
        expect(Object.keys(metrics).sort()).toEqual([...metricNames].sort())
        expect(metricNames.filter((name) => metrics[name] !== null && !Number.isFinite(metrics[name]))).toEqual([])
      }),
      often,
    )
  })
})

describe('simulatePortfolio', () => {
  it('does with one symbol what simulate does', () => {
    fc.assert(
      fc.property(anySimulation, ({ bars, signals, profile, costs, actions = null }) => {
        const one = simulate({ bars, signals, profile, costs, actions })
        const shared = simulatePortfolio({ series: [{ bars, signals, actions }], profile, costs })
        expect(shared.equity).toEqual(one.equity)
        expect(shared.cash).toEqual(one.cash)
        expect(shared.parts[0]!.trades).toEqual(one.trades)
        expect(shared.parts[0]!.orders).toEqual(one.orders)
        expect(shared.warnings).toEqual(one.warnings)
      }),
      often,
    )
  })

  it('keeps cash + positions = equity, never lends without leverage, and stops when nothing is left', () => {
    fc.assert(
      fc.property(anySimulation, anySimulation, (first, second) => {
        const { profile, costs } = first
        const series = [first, second].map(({ bars, signals, actions = null }) => ({
          bars,
          actions,
          signals: { ...signals, constraints: { ...signals.constraints, maxPositions: 2 } },
        }))
        const { equity, cash, positionValue, parts, warnings } = simulatePortfolio({ series, profile, costs })
        for (let i = 0; i < equity.length; i++) expect(equity[i]).toBe(cash[i]! + positionValue[i]!)
        // Without shorts and leverage nothing is lent but the fee of an exit that brings in less than it costs. Sized by the
        // fee at the quoted price, as backtesting.py does, an order may cost a little more than there is.
        const unlent =
          series.every(({ signals }) => signals.entryShort === null) &&
          costs.leverage === 1 &&
          profile.sizingFee === 'order' &&
          profile.shortOfCash !== 'borrow'
        const owed =
          (costs.feeFixed + costs.fees) * parts.reduce((sum, { trades }) => sum + trades.length + 1, 0) + 1e-6
        expect(!unlent || cash.every((value) => value >= -owed)).toBe(true)
        const stops = equity.findIndex((value) => value <= 0)
        expect(
          stops < 0 ||
            stops === equity.length - 1 ||
            warnings.some((text) => text.startsWith('The account was used up')),
        ).toBe(true)
        const trades = parts.flatMap((part) => part.trades)
        const profits = trades.reduce((sum, trade) => sum + trade.pnl, 0)
        const agrees = near(costs.cash + profits, equity.at(-1)!, scaleOf(costs.cash, trades))
        expect(profile.finalBar === 'leaveOpen' || agrees).toBe(true)
      }),
      often,
    )
  })
})

describe('simulate, in closed form', () => {
  it('leaves the account alone without signals', () => {
    fc.assert(
      fc.property(anyBars, anyProfile, anyCosts, (bars, profile, costs) => {
        const { equity, trades } = simulate({
          bars,
          profile,
          costs,
          signals: signalsOf(bars.rows, { entryLong: new Uint8Array(bars.rows) }),
        })
        expect(trades).toEqual([])
        expect(equity.every((value) => value === costs.cash)).toBe(true)
      }),
    )
  })

  it('holds what it bought at the second open to the last close', () => {
    fc.assert(
      fc.property(anyBars, anyCosts, (bars, costs) => {
        const entryLong = new Uint8Array(bars.rows)
        entryLong[0] = 1
        const { fields } = findProfile('sextant')
        const { equity } = simulate({
          bars,
          profile: fields,
          costs: { ...costs, leverage: 1 },
          signals: signalsOf(bars.rows, { entryLong }),
        })
        const paid = bars.open[1]! * (1 + (costs.slippage + costs.spread / 2))
        const units = (costs.cash - costs.feeFixed) / (paid * (1 + costs.fees))
        expect(near(equity.at(-1)!, units * bars.close.at(-1)!, costs.cash)).toBe(true)
      }),
    )
  })
})
