import { afterAll, describe, expect, it } from 'vitest'

import { createBacktraderRunner } from '../../../core/backtest/adapters/backtrader.ts'
import { createNautilusRunner } from '../../../core/backtest/adapters/nautilus.ts'
import { createVectorbtRunner } from '../../../core/backtest/adapters/vectorbt.ts'
import { crossCheck } from '../../../core/backtest/cross-check.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { createPythonProcess } from '../../../core/python/adapters/process.ts'
import { bridgeScript, costs, googRun, stocksRun, whyNot } from './peers.ts'

const bridge = createPythonProcess({ script: bridgeScript })
const vectorbt = createVectorbtRunner(bridge)
const backtrader = createBacktraderRunner(bridge)
const nautilus = createNautilusRunner(bridge)
afterAll(() => bridge.close())

/** vectorbt compiles itself on its first run. */
const patience = 240_000
const withRules = (text: string, rules: Record<string, string | number>) =>
  JSON.stringify({ ...JSON.parse(text), ...rules })
const changed = (request: BacktestRequest, rules: Record<string, string>) => ({
  ...request,
  text: withRules(request.text, rules),
})
/** Crossings come about thirty bars apart. */
const cooling = (request: BacktestRequest) => ({ ...request, text: withRules(request.text, { cooldown: 25 }) })
const shorts = { entryShort: 'crossunder(f, s)', exitShort: 'crossover(f, s)' }

const noVectorbt = await whyNot({ vectorbt: '1.2.0', plotly: '5.24.1' })
describe.skipIf(noVectorbt !== null)(
  `vectorbt on GOOG${noVectorbt === null ? '' : ` (skipped: ${noVectorbt})`}`,
  () => {
    const agreeing: [string, BacktestRequest][] =
      noVectorbt === null
        ? [
            ['sma-cross', googRun('sma-cross', 'vectorbt')],
            ['rsi-revert with its time limit', googRun('rsi-revert', 'vectorbt')],
            [
              '90 % of the cash and a fixed fee',
              googRun('sma-cross', 'vectorbt', { sizing: 'percent(90)', costs: { ...costs, feeFixed: 2 } }),
            ],
            ['stop and target', changed(googRun('sma-cross', 'vectorbt'), { stopLoss: '0.03', takeProfit: '0.08' })],
            ['a trailing stop', changed(googRun('sma-cross', 'vectorbt'), { trailingStop: '0.05' })],
            ['turning short', changed(googRun('sma-cross', 'vectorbt'), shorts)],
            ['turning short with a cooldown', cooling(changed(googRun('sma-cross', 'vectorbt'), shorts))],
            [
              'a cooldown and stops',
              cooling(changed(googRun('sma-cross', 'vectorbt'), { ...shorts, stopLoss: '0.02' })),
            ],
          ]
        : []
    it.each(agreeing)(
      'has the same trades and equity under its profile: %s',
      { timeout: patience },
      async (_, request) => {
        const result = await crossCheck(request, vectorbt)
        expect(result.differences).toEqual([])
        expect(result.trades.ours).toBeGreaterThan(15)
        for (const { name, ours, theirs } of result.figures) expect(ours, name).toBeCloseTo(theirs!, 6)
      },
    )

    it.each<[string, Record<string, string>, string | null]>([
      ['a third of the cash', {}, 'percent(33)'],
      ['stops, targets and shorts', { ...shorts, stopLoss: '0.03', takeProfit: '0.05' }, 'units(100)'],
    ])('shares an account between symbols: %s', { timeout: patience }, async (_, rules, sizing) => {
      const result = await crossCheck(stocksRun('vectorbt', rules, { sizing }), vectorbt)
      expect(result.differences).toEqual([])
      expect(result.trades.ours).toBeGreaterThan(30)
      for (const { name, ours, theirs } of result.figures) expect(ours, name).toBeCloseTo(theirs!, 6)
    })

    it(
      'differs from the default profile by the bar of the fill, which that field explains',
      { timeout: patience },
      async () => {
        const result = await crossCheck(googRun('sma-cross', 'sextant'), vectorbt)
        expect(result.trades).toMatchObject({ ours: 33, theirs: 33, differing: 33 })
        expect(result.differences[0]!.reasons[0]).toEqual({
          kind: 'fill price',
          text: 'entered at the open with slippage of 2004-12-21 (186.403155) here, at the close with slippage of 2004-12-20 (185.11251) in vectorbt',
        })
        expect(result.fields).toEqual([
          { field: 'fillTiming', ours: 'nextOpen', theirs: 'signalClose', alone: 0, left: 0 },
        ])
        expect(result.differences.every(({ fields }) => fields.join() === 'fillTiming')).toBe(true)
      },
    )

    it.each([
      ['units', { units: 'whole' }, 'size', 'rounded to whole units here'],
      ['finalBar', { finalBar: 'leaveOpen' }, 'final bar', 'open at the end'],
      ['feeBase', { feeBase: 'perUnit' }, 'commission', 'fees of'],
    ])('names %s', { timeout: patience }, async (field, set, kind, words) => {
      const result = await crossCheck(googRun('sma-cross', 'vectorbt', { set }), vectorbt)
      const reasons = result.differences.flatMap((difference) => difference.reasons)
      expect(
        reasons
          .filter((reason) => reason.kind === kind)
          .map((reason) => reason.text)
          .join(),
      ).toContain(words)
      expect(result.fields.map((one) => one.field)).toEqual([field])
      expect(result.fields[0]!.left).toBe(0)
    })

    it('names the precedence of stops', { timeout: patience }, async () => {
      const rules = { stopLoss: '0.01', takeProfit: '0.01' }
      const request = changed(googRun('sma-cross', 'vectorbt', { set: { sameBar: 'targetFirst' } }), rules)
      const result = await crossCheck(request, vectorbt)
      expect(result.differences[0]!.reasons.map(({ kind }) => kind)).toContain('stop precedence')
      expect(result.fields.map((one) => one.field)).toEqual(['sameBar'])
    })
  },
)

const noBacktrader = await whyNot({ backtrader: '1.9.78.123' })
describe.skipIf(noBacktrader !== null)(
  `backtrader on GOOG${noBacktrader === null ? '' : ` (skipped: ${noBacktrader})`}`,
  () => {
    const agreeing: [string, BacktestRequest][] =
      noBacktrader === null
        ? [
            ['sma-cross', googRun('sma-cross', 'backtrader', { sizing: 'percent(95)' })],
            ['rsi-revert with its time limit', googRun('rsi-revert', 'backtrader', { sizing: 'percent(90)' })],
            [
              'orders that the gap to the open puts beyond the cash',
              googRun('sma-cross', 'backtrader', { sizing: 'percent(99.8)' }),
            ],
            [
              '90 % of the cash and a fixed fee',
              googRun('sma-cross', 'backtrader', { sizing: 'percent(90)', costs: { ...costs, feeFixed: 2 } }),
            ],
            [
              'stop and target',
              changed(googRun('sma-cross', 'backtrader', { sizing: 'units(10)', costs: { ...costs, slippage: 0 } }), {
                stopLoss: '0.03',
                takeProfit: '0.08',
              }),
            ],
            ['turning short', changed(googRun('sma-cross', 'backtrader', { sizing: 'units(10)' }), shorts)],
            [
              'turning short with a cooldown',
              cooling(changed(googRun('sma-cross', 'backtrader', { sizing: 'units(10)' }), shorts)),
            ],
          ]
        : []
    it.each<[string, Record<string, string>]>([
      ['fixed sizes', {}],
      ['stops and targets', { stopLoss: '0.03', takeProfit: '0.05' }],
    ])('shares an account between symbols: %s', async (_, rules) => {
      const result = await crossCheck(stocksRun('backtrader', rules, { sizing: 'units(100)' }), backtrader)
      expect(result.differences).toEqual([])
      expect(result.trades.ours).toBeGreaterThan(30)
      for (const { name, ours, theirs } of result.figures) expect(ours, name).toBeCloseTo(theirs!, 6)
    })

    it('says that shares of the cash are taken at another time', async () => {
      const result = await crossCheck(stocksRun('backtrader', {}, { sizing: 'percent(30)' }), backtrader)
      expect(result.notes.join()).toContain("sizes an order from the cash at its signal's close")
      expect(new Set(result.differences.flatMap(({ reasons }) => reasons.map(({ kind }) => kind)))).toEqual(
        new Set(['size', 'account']),
      )
    })

    it.each(agreeing)('has the same trades and equity under its profile: %s', async (_, request) => {
      const result = await crossCheck(request, backtrader)
      expect(result.differences).toEqual([])
      expect(result.trades.ours).toBeGreaterThan(5)
      for (const { name, ours, theirs } of result.figures) expect(ours, name).toBeCloseTo(theirs!, 6)
    })

    it('trades nothing with all of the cash and a fee, and neither does its profile', async () => {
      const result = await crossCheck(googRun('sma-cross', 'backtrader'), backtrader)
      expect(result.trades).toEqual({ ours: 0, theirs: 0, same: 0, differing: 0 })
      expect(result.notes).toEqual(['backtrader: 33 orders refused for lack of cash.'])
    })

    it('may refuse an order for all of the cash by a rounding error, and that is said', async () => {
      const free = { ...costs, fees: 0, slippage: 0 }
      const result = await crossCheck(googRun('sma-cross', 'backtrader', { costs: free }), backtrader)
      expect(result.differences[0]!.reasons[0]!.text).toContain('a rounding error puts beyond the cash')
    })

    it('refuses what the cash does not reach, where the default profile buys less', async () => {
      const result = await crossCheck(googRun('sma-cross', 'sextant', { sizing: 'percent(99.8)' }), backtrader)
      expect(result.trades.theirs).toBeLessThan(result.trades.ours)
      const missing = result.differences.find(({ theirs }) => theirs === null)!
      expect(missing.reasons[0]!.text).toContain('refused for lack of cash')
      expect(result.fields.map(({ field }) => field).toSorted()).toEqual([
        'shortOfCash',
        'sizingPrice',
        'slippageAtOpen',
      ])
      expect(result.fields.at(-1)!.left).toBe(0)
    })
  },
)

const noNautilus = await whyNot({ nautilus_trader: '1.221.0', pandas: '2.3.3' })
describe.skipIf(noNautilus !== null)(
  `nautilus on GOOG${noNautilus === null ? '' : ` (skipped: ${noNautilus})`}`,
  () => {
    const atClose = { set: { fillTiming: 'signalClose' }, costs: { ...costs, slippage: 0 } }
    const agreeing: [string, BacktestRequest][] =
      noNautilus === null
        ? [
            ['sma-cross', googRun('sma-cross', 'sextant', atClose)],
            ['rsi-revert with its time limit', googRun('rsi-revert', 'sextant', atClose)],
            ['90 % of the cash', googRun('sma-cross', 'sextant', { ...atClose, sizing: 'percent(90)' })],
            ['turning short', changed(googRun('sma-cross', 'sextant', { ...atClose, sizing: 'units(10)' }), shorts)],
            ['turning short with a cooldown', cooling(changed(googRun('sma-cross', 'sextant', atClose), shorts))],
          ]
        : []
    it.each(agreeing)(
      'has the same trades and equity where fills are at the close: %s',
      { timeout: patience },
      async (_, request) => {
        const result = await crossCheck(request, nautilus)
        expect(result.differences).toEqual([])
        expect(result.trades.ours).toBeGreaterThan(5)
        for (const { name, ours, theirs } of result.figures) expect(ours! / theirs!, name).toBeCloseTo(1, 6)
      },
    )

    it('is told neither slippage nor the next open, and says so', { timeout: patience }, async () => {
      const result = await crossCheck(googRun('sma-cross', 'sextant'), nautilus)
      expect(result.notes).toContain('nautilus was not told the slippage of 0.0005.')
      expect(result.fields.map(({ field, left }) => [field, left])).toEqual([
        ['fillTiming', 33],
        ['slippage', 0],
      ])
    })
  },
)
