import { metricNames } from '../../../core/contract/figures.ts'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import type { Metrics } from '../../../core/contract/figures.ts'
import { reportSections } from '../../../core/contract/report.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import type { ReportInput } from '../../../core/reports/input.ts'

const day = 86_400_000

export interface Prices {
  readonly ts: readonly number[]
  readonly close: readonly number[]
}

/** A deterministic walk of weekdays. */
export function walk(days: number, seed = 7): Prices {
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const [ts, close]: [number[], number[]] = [[], []]
  let price = 100
  for (let at = Date.UTC(2004, 7, 19); ts.length < days; at += day) {
    if ([0, 6].includes(new Date(at).getUTCDay())) continue
    price *= Math.exp(0.0006 + 0.02 * (random() + random() + random() + random() - 2))
    ts.push(at)
    close.push(Math.round(price * 100) / 100)
  }
  return { ts, close }
}

/** A run of a moving-average cross over closing prices, with every figure that a report prints taken from that run. */
export function sampleInput(
  prices: Prices = walk(2148),
  symbol = 'GOOG',
  change: Partial<RunDetail> = {},
): ReportInput {
  const { ts, close } = prices
  const cash = 100_000
  const mean = (end: number, length: number) =>
    close.slice(Math.max(0, end - length + 1), end + 1).reduce((sum, value) => sum + value, 0) / length
  const columns = {
    side: [] as string[],
    size: [] as number[],
    entryTime: [] as number[],
    entryPrice: [] as number[],
    exitTime: [] as number[],
    exitPrice: [] as number[],
    pnl: [] as number[],
    return: [] as number[],
    bars: [] as number[],
    mae: [] as number[],
    mfe: [] as number[],
    exitReason: [] as string[],
    open: [] as boolean[],
  }
  const equity: number[] = []
  let money = cash
  let entry = -1
  const book = (exit: number, open: boolean) => {
    const [from, to] = [close[entry]!, close[exit]!]
    const path = close.slice(entry, exit + 1).map((value) => value / from - 1)
    const size = Math.floor(money / from)
    columns.side.push('long')
    columns.size.push(size)
    columns.entryTime.push(ts[entry]!)
    columns.entryPrice.push(from)
    columns.exitTime.push(ts[exit]!)
    columns.exitPrice.push(to)
    columns.pnl.push(size * (to - from))
    columns.return.push(to / from - 1)
    columns.bars.push(exit - entry)
    columns.mae.push(Math.min(0, ...path))
    columns.mfe.push(Math.max(0, ...path))
    columns.exitReason.push(open ? '' : 'signal')
    columns.open.push(open)
    return size * (to - from)
  }
  close.forEach((price, index) => {
    const above = index >= 29 && mean(index, 10) > mean(index, 30)
    if (above && entry < 0) entry = index
    else if (!above && entry >= 0) {
      money += book(index, false)
      entry = -1
    }
    equity.push(entry >= 0 ? money + Math.floor(money / close[entry]!) * (price - close[entry]!) : money)
  })
  if (entry >= 0) book(close.length - 1, true)
  let peak = 0
  const drawdown = equity.map((value) => value / (peak = Math.max(peak, value)) - 1)
  const held = close.map((price) => (cash * price) / close[0]!)
  const periods = (key: (at: number) => string) => {
    const ends = new Map<string, { from: number; to: number }>()
    equity.forEach((value, index) => {
      const found = ends.get(key(ts[index]!))
      if (found) found.to = value
      else ends.set(key(ts[index]!), { from: equity[Math.max(0, index - 1)]!, to: value })
    })
    return [...ends].map(([name, { from, to }]) => ({ name, return: to / from - 1 }))
  }
  const drawdowns: RunDetail['drawdowns'] = []
  let start = 0
  equity.forEach((value, index) => {
    if (value < equity[start]! && index < equity.length - 1) return
    const span = drawdown.slice(start, index + 1)
    const depth = Math.min(...span)
    if (depth < 0)
      drawdowns.push({
        peak: ts[start]!,
        trough: ts[start + span.indexOf(depth)]!,
        recovery: value >= equity[start]! ? ts[index]! : null,
        depth,
        days: (ts[index]! - ts[start]!) / day,
      })
    start = index
  })
  drawdowns.sort((a, b) => a.depth - b.depth)
  const years = (ts.at(-1)! - ts[0]!) / (365.25 * day)
  const returns = equity.slice(1).map((value, index) => value / equity[index]! - 1)
  const average = returns.reduce((sum, value) => sum + value, 0) / returns.length
  const deviation = Math.sqrt(returns.reduce((sum, value) => sum + (value - average) ** 2, 0) / (returns.length - 1))
  const closed = columns.return.filter((_, index) => !columns.open[index])
  const metrics = {
    ...Object.fromEntries(metricNames.map((name) => [name, null])),
    finalEquity: equity.at(-1)!,
    totalReturn: equity.at(-1)! / cash - 1,
    cagr: (equity.at(-1)! / cash) ** (1 / years) - 1,
    volatility: deviation * Math.sqrt(252),
    sharpe: (average / deviation) * Math.sqrt(252),
    maxDrawdown: Math.min(...drawdown),
    maxDrawdownDays: Math.max(0, ...drawdowns.map(({ days }) => days)),
    trades: closed.length,
    openTrades: columns.open.filter(Boolean).length,
    winRate: closed.filter((value) => value > 0).length / closed.length,
    profitFactor:
      closed.filter((v) => v > 0).reduce((s, v) => s + v, 0) / -closed.filter((v) => v < 0).reduce((s, v) => s + v, 0),
    exposure: 0.561,
    totalFees: 0,
    psr: 0.998,
    benchmarkReturn: held.at(-1)! / cash - 1,
    bestTrade: Math.max(...columns.return),
    worstTrade: Math.min(...columns.return),
    trialsCounted: 1,
  } as Metrics
  const hash = (letter: string) => letter.repeat(64)
  const run: RunDetail = {
    id: '01KB4EY7QX8M2V5N3R9T6W1Z0C',
    createdAt: Date.UTC(2026, 10, 22, 14, 31),
    strategy: {
      name: 'sma-cross',
      hash: hash('5'),
      text: `${JSON.stringify(
        {
          name: 'sma-cross',
          params: [
            { name: 'fast', type: 'int', default: 10, min: 2, max: 100 },
            { name: 'slow', type: 'int', default: 30, min: 2, max: 200 },
          ],
          let: { f: 'sma(close, $fast)', s: 'sma(close, $slow)' },
          entryLong: 'crossover(f, s)',
          exitLong: 'crossunder(f, s)',
          sizing: 'percent(100)',
        },
        null,
        2,
      )}\n`,
    },
    params: { fast: 10, slow: 30 },
    data: [
      {
        symbol,
        timeframe: '1d',
        version: 2,
        hash: hash('9'),
        partitions: [hash('a'), hash('b')],
        from: ts[0]!,
        to: ts.at(-1)!,
        rows: ts.length,
        finer: [],
      },
    ],
    profile: findProfile('sextant'),
    account: { cash, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 },
    engine: 'vector',
    seed: 0,
    metrics,
    intrabar: { bars: 0, trades: 0, worst: null, chosen: null, best: null, finer: { bars: 0, timeframes: [] } },
    warnings: [],
    causality: { points: 64, passed: true },
    versions: { sextant: '0.1.0', node: '24.21.0', duckdb: '1.5.6' },
    command: `sextant backtest run sma-cross --data ${symbol} --timeframe 1d --param fast=10 --param slow=30 --profile sextant --cash 100000`,
    resultHash: hash('d'),
    elapsedMs: 9,
    stale: false,
    dir: 'runs/01KB4EY7QX8M2V5N3R9T6W1Z0C',
    held: {
      totalReturn: held.at(-1)! / cash - 1,
      cagr: (held.at(-1)! / cash) ** (1 / years) - 1,
      maxDrawdown: -0.6529,
    },
    trust: [
      { title: 'Holding made more', detail: `Holding ${symbol} made more than the strategy, and took no decision.` },
      {
        title: 'Few trades',
        detail: `${closed.length} closed trades are few; the Sharpe has a standard error of 0.33.`,
      },
    ],
    months: periods((at) => new Date(at).toISOString().slice(0, 7)).map(({ name, return: value }) => ({
      year: Number(name.slice(0, 4)),
      month: Number(name.slice(5)),
      return: value,
    })),
    years: periods((at) => new Date(at).toISOString().slice(0, 4)).map(({ name, return: value }) => ({
      year: Number(name),
      return: value,
    })),
    drawdowns,
    assumptions: [
      { label: 'Fill', value: 'next open' },
      { label: 'Same-bar stops', value: 'worst case first' },
      { label: 'Fee', value: 'none' },
      { label: 'Slippage', value: 'none' },
      { label: 'Sizing', value: 'percent(100)' },
      { label: 'Cash at start', value: '100,000' },
      { label: 'Year', value: '252 days' },
      { label: 'Deviation', value: 'sample, ddof 1' },
      { label: 'Risk-free', value: '0.00%' },
      { label: 'Drawdown clock', value: 'calendar days' },
      { label: 'Open trade', value: 'marked at close' },
      { label: 'Benchmark', value: `${symbol} held, no costs` },
    ],
    ...change,
  }
  return {
    run,
    trades: columns,
    equity: { ts, equity, drawdown, held },
    sections: [...reportSections],
    generatedBy: 'Sextant 0.1.0',
    command: `sextant report ${run.id} --format html`,
  }
}
