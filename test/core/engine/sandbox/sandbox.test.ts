import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { runCallbackBacktest } from '../../../../core/backtest/callbacks.ts'
import type { CallbackRequest } from '../../../../core/backtest/callbacks.ts'
import { runBacktest } from '../../../../core/backtest/run.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { toRecording } from '../../../../core/market-data/depth/tick-events.ts'
import { costs, wanderingBars } from '../../backtest/fixtures.ts'
import { columnsOf } from '../depth/ticks.ts'

let scratch = ''
beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), 'sextant-sandbox-'))))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Buys after two rising closes, sells after two falling ones. */
const twoCloses = `
import type { Broker, BarView } from 'sextant'
export const name = 'two-closes'
export const params = [{ name: 'units', type: 'int', default: 10, min: 1, max: 50 }]
export function create({ params }: { params: Record<string, number> }) {
  let run = 0
  return {
    onBar(bar: BarView, broker: Broker): void {
      const rose = bar.close > bar.ago('close', 1)
      run = rose ? Math.max(run, 0) + 1 : Math.min(run, 0) - 1
      if (run >= 2 && broker.position() === 0) broker.buy(params.units!)
      if (run <= -2) broker.closePosition()
    },
  }
}
`
const given = (text: string, more: Partial<CallbackRequest> = {}): CallbackRequest => ({
  text,
  file: 'mine.strategy.ts',
  scratch,
  params: {},
  series: [{ symbol: 'X', timeframe: '1d', bars: wanderingBars(600) }],
  profile: findProfile('sextant').fields,
  costs: { ...costs, cash: 1e6 },
  sizing: null,
  seed: 0,
  benchmark: null,
  ...more,
})
const running = (body: string, limits?: { seconds: number; memoryMb: number }) =>
  runCallbackBacktest(
    given(`export const create = () => ({\n  onBar(bar, broker) {\n    ${body}\n  },\n})\n`),
    limits === undefined ? {} : { limits },
  )

describe('a strategy module in a process of its own', () => {
  it('gives trades and figures, the same every time and those of the same rules', async () => {
    const run = await runCallbackBacktest(given(twoCloses))
    expect(run.strategy.name).toBe('two-closes')
    expect(run.params).toEqual({ units: 10 })
    expect(run.causality).toEqual({ points: 2, passed: true })
    expect((await runCallbackBacktest(given(twoCloses))).resultHash).toBe(run.resultHash)
    const rules = runBacktest(
      given(
        JSON.stringify({
          name: 'two-closes',
          entryLong: 'close > close[1] and close[1] > close[2]',
          exitLong: 'close <= close[1] and close[1] <= close[2]',
          sizing: 'units(10)',
        }),
      ),
    )
    expect(run.result.trades.length).toBeGreaterThan(50)
    expect(run.result.trades.map(({ entryBar, exitBar }) => [entryBar, exitBar])).toEqual(
      rules.result.trades.map(({ entryBar, exitBar }) => [entryBar, exitBar]),
    )
    expect(run.metrics.finalEquity).toBeCloseTo(rules.metrics.finalEquity!, 6)
  })

  it('feeds indicators that say what rules see', async () => {
    const module = `
export const create = ({ indicator }) => {
  const short = indicator('ema', { timeperiod: 5 })
  const { update } = indicator('macd', { fastperiod: 8 })
  return {
    onBar(bar, broker) {
      const average = short.update(bar)
      const { hist } = update(bar)
      if (hist > 0 && bar.close > average && broker.position() === 0) broker.buy(10)
      if (hist < 0) broker.closePosition()
    },
  }
}
`
    const fed = await runCallbackBacktest(given(module))
    const rules = runBacktest(
      given(
        JSON.stringify({
          name: 'fed',
          let: { hist: 'macd(close, 8).hist' },
          entryLong: 'hist > 0 and close > ema(close, 5)',
          exitLong: 'hist < 0',
          sizing: 'units(10)',
        }),
      ),
    )
    expect(fed.result.trades.length).toBeGreaterThan(10)
    expect(fed.result.equity).toEqual(rules.result.equity)
    await expect(
      runCallbackBacktest(given("export const create = ({ indicator }) => ({ onBar: indicator('rsj').update })")),
    ).rejects.toMatchObject({ code: 'invalid-strategy', message: expect.stringContaining('"rsj"') as string })
  })

  it('takes parameters and refuses those that are not allowed, and a sizing rule', async () => {
    expect((await runCallbackBacktest(given(twoCloses, { params: { units: 20 } }))).params).toEqual({ units: 20 })
    await expect(runCallbackBacktest(given(twoCloses, { params: { units: 51 } }))).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'parameter units may not be 51: allowed is a whole number from 1 to 50',
    })
    await expect(runCallbackBacktest(given(twoCloses, { sizing: 'units(1)' }))).rejects.toMatchObject({
      code: 'invalid-input',
    })
  })

  it('names file, line and column of an exception, a syntax error, a wrong order and a missing import', async () => {
    await expect(running('bar.nothing.at()')).rejects.toMatchObject({
      code: 'invalid-strategy',
      message: "mine.strategy.ts:3:17: TypeError: Cannot read properties of undefined (reading 'at')",
      data: { path: 'mine.strategy.ts', line: 3, column: 17 },
    })
    await expect(running('const const = 1')).rejects.toMatchObject({
      message: expect.stringMatching(/^mine\.strategy\.ts:3:\d+: SyntaxError: /) as string,
    })
    await expect(running('broker.buy(-1)')).rejects.toMatchObject({
      code: 'invalid-strategy',
      message: 'mine.strategy.ts:3:12: An order cannot be placed: size is -1',
      hint: 'Give a positive number of units.',
    })
    await expect(runCallbackBacktest(given("\nimport x from './beside.ts'\n"))).rejects.toMatchObject({
      message: expect.stringMatching(/^mine\.strategy\.ts:2:18: Error: Cannot find module/) as string,
      hint: expect.stringContaining('one file') as string,
    })
    await expect(runCallbackBacktest(given('enum Side { Long }\n'))).rejects.toMatchObject({
      message: expect.stringContaining('mine.strategy.ts:1:1: SyntaxError: TypeScript enum') as string,
    })
  })

  it('says what a module lacks', async () => {
    await expect(runCallbackBacktest(given('export const a = 1'))).rejects.toMatchObject({
      message: 'mine.strategy.ts: it exports no function `create`',
    })
    await expect(runCallbackBacktest(given('export const create = () => ({})'))).rejects.toMatchObject({
      message: 'mine.strategy.ts: `create` returned no `onBar`',
    })
    await expect(
      runCallbackBacktest(given('export const create = () => ({ onBar() {}, onTick() {} })')),
    ).rejects.toMatchObject({ message: 'mine.strategy.ts: it has an `onTick`, and bars have no ticks' })
    await expect(
      runCallbackBacktest(
        given(
          "export const costs = { fees: { kind: 'percent', rate: 7 } }\nexport const create = () => ({ onBar() {} })",
        ),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('costs.fees.rate') as string })
  })

  it('is ended when it takes too long, too much memory, or ends its process', async () => {
    const started = performance.now()
    await expect(running('for (;;);', { seconds: 2, memoryMb: 512 })).rejects.toMatchObject({ code: 'timeout' })
    expect(performance.now() - started).toBeLessThan(4000)
    const hoard = 'globalThis.kept ??= []; for (;;) globalThis.kept.push(new Float64Array(1e6).fill(1))'
    await expect(running(hoard, { seconds: 20, memoryMb: 300 })).rejects.toMatchObject({ code: 'too-large' })
    await expect(running('process.exit(0)')).rejects.toMatchObject({
      code: 'invalid-strategy',
      message: 'mine.strategy.ts: its process ended (exit code 0) before it had an answer',
    })
  })

  it('is ended when it is cancelled', async () => {
    const stop = new AbortController()
    const run = runCallbackBacktest(given('export const create = () => ({ onBar() { for (;;); } })'), {
      signal: stop.signal,
    })
    setTimeout(() => stop.abort(), 300)
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('is refused when it remembers an earlier run', async () => {
    const text =
      'let seen = 0\nexport const create = () => ({ onBar(bar, broker) { if (seen++ % 7 === 3) broker.buy(1) } })'
    await expect(runCallbackBacktest(given(text))).rejects.toMatchObject({ code: 'look-ahead' })
  })

  it('sees nothing of the environment and leaves nothing behind', async () => {
    await expect(
      running('throw new Error(Object.keys(process.env).filter((name) => name !== "SystemRoot").join())'),
    ).rejects.toMatchObject({
      message: 'mine.strategy.ts:3:11: Error: ',
    })
    expect(readdirSync(scratch)).toEqual([])
  })

  it('runs on ticks, proves that it does not look ahead, and is refused where it remembers an earlier run', async () => {
    const data = toRecording(
      'X',
      columnsOf(Array.from({ length: 3000 }, (_, i) => ({ at: i * 500, bid: 100 + (i % 9), ask: 101 + (i % 9) }))),
    )
    const ticks = (body: string) =>
      runCallbackBacktest(
        given(
          `let seen = 0\nexport const create = () => { let n = 0; return { onTick(tick, broker) { ${body} } } }\n`,
          {
            series: [],
            recording: { data, market: { latency: { kind: 'constant', entry: 700, response: 30 } } },
          },
        ),
      )
    const trading = 'if (n++ % 40 === 0) n % 80 === 1 ? broker.buy(2) : broker.closePosition()'
    const run = await ticks(trading)
    expect(run.causality).toEqual({ points: 2, passed: true })
    expect(run.result.trades.length).toBeGreaterThan(30)
    expect(run.market).toMatchObject({ latency: { entry: 700 }, lotSize: 0.000001 })
    await expect(ticks('if (seen++ % 37 === 3) broker.buy(1)')).rejects.toMatchObject({ code: 'look-ahead' })
  })
})
