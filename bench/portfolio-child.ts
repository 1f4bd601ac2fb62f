import { runBacktest } from '../core/backtest/run.ts'
import { findProfile, overrideProfile } from '../core/engine/conventions/profiles.ts'
import type { Bars } from '../core/market-data/bars.ts'

/** One process measures one size: prints seconds, the largest memory and the result as JSON. */
const [symbols, days] = process.argv.slice(2).map(Number) as [number, number]
const series = generate(symbols, days)
const started = performance.now()
const { result, metrics, engineMs } = runBacktest({
  text: JSON.stringify({
    name: 'momentum',
    weight: `if(topk(pct_change(close, 252), ${symbols / 10}), ${9.5 / symbols}, 0)`,
    rebalance: '1M',
  }),
  params: {},
  series,
  profile: overrideProfile(findProfile('vectorbt'), { callOrder: 'salesFirst' }).fields,
  costs: { cash: 1_000_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 },
  sizing: null,
  seed: 1,
  benchmark: null,
})
console.log(
  JSON.stringify({
    engineSeconds: engineMs / 1000,
    seconds: (performance.now() - started) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    orders: result.orders.length,
    trades: result.trades.length,
    finalEquity: metrics.finalEquity,
  }),
)

/** Whole ticks by xorshift32, as peers/bt_portfolio.py makes them again. */
function generate(count: number, rows: number): { symbol: string; timeframe: string; bars: Bars }[] {
  const ts = Float64Array.from({ length: rows }, (_, day) => Date.UTC(1990, 0, 1 + day))
  return Array.from({ length: count }, (__, k) => {
    let state = 1000 + 17 * k
    const draw = (n: number) => {
      state ^= state << 13
      state ^= state >>> 17
      state = (state ^ (state << 5)) >>> 0
      return state % n
    }
    const column = () => new Float64Array(rows)
    const bars = { rows, ts, open: column(), high: column(), low: column(), close: column(), volume: column() }
    let last = 20_000 + 10 * k
    for (let day = 0; day < rows; day++) {
      const open = last
      last = Math.max(1000, last + draw(401) - 200)
      bars.open[day] = open / 100
      bars.close[day] = last / 100
      bars.high[day] = (Math.max(open, last) + 50) / 100
      bars.low[day] = (Math.min(open, last) - 50) / 100
      bars.volume[day] = 1000
    }
    return { symbol: `S${k}`, timeframe: '1d', bars }
  })
}
