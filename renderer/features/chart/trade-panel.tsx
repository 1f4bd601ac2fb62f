import { useCallback } from 'react'
import { client } from '../../lib/client.ts'
import { dateTime, integer, number, percent, signClass, signed, signedPercent } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { Facts } from '../../ui/card.tsx'
import { Chart, xAxisOf, yAxisOf } from '../../ui/chart.tsx'
import { decodeSlab } from '../../ui/price-chart/slab.ts'
import type { ThemeTokens } from '../../ui/theme.ts'
import type { Trade } from '../../ui/trades/trades.ts'

/** One trade in figures, and its open profit bar by bar. */
export function TradePanel(props: {
  readonly trade: Trade
  readonly symbol: string
  readonly timeframe: string
  readonly decimals: number
  readonly from: number
  readonly to: number
}) {
  const { trade, decimals } = props
  const days = (trade.exitTime - trade.entryTime) / 86_400_000
  const kept = trade.mfe > 0 ? trade.return / trade.mfe : null
  return (
    <div className="inspector-section">
      <div className="trade-figure num">
        <strong className={signClass(trade.pnl)}>{signed(trade.pnl)}</strong>
        <span className={signClass(trade.return)}>{signedPercent(trade.return)}</span>
      </div>
      <Facts
        items={[
          ['Entry', `${dateTime(trade.entryTime)}  ${number(trade.entryPrice, decimals)}`],
          [
            'Exit',
            trade.open
              ? `open, marked at ${number(trade.exitPrice, decimals)}`
              : `${dateTime(trade.exitTime)}  ${number(trade.exitPrice, decimals)}`,
          ],
          [
            'Held',
            trade.open
              ? `${integer(trade.bars)} bars`
              : `${integer(trade.bars)} bars, ${number(days, days < 3 ? 1 : 0)} days`,
          ],
          ['Worst, best', `${signedPercent(trade.mae)}, ${signedPercent(trade.mfe)}`],
          ['Kept of best', kept === null ? '—' : percent(kept, 0)],
          ['Fees', number(trade.fees)],
          ...(trade.entryTag ? [['Entry tag', trade.entryTag] as const] : []),
          ...(trade.exitReason && !trade.open ? [['Exit reason', trade.exitReason] as const] : []),
        ]}
      />
      <OpenProfit {...props} />
    </div>
  )
}

function OpenProfit({
  trade,
  symbol,
  timeframe,
  from,
  to,
}: {
  readonly trade: Trade
  readonly symbol: string
  readonly timeframe: string
  readonly from: number
  readonly to: number
}) {
  const { data } = useQuery(to < from ? null : `data/open-profit/${symbol}/${timeframe}/${from}/${to}`, async () => {
    const reply = await client.data.window({ symbol, timeframe, from, to: to + 1, buckets: 400, indicators: [] })
    return decodeSlab(reply, await reply.values.arrayBuffer())
  })
  const sign = trade.side === 'long' ? 1 : -1
  const option = useCallback(
    (tokens: ThemeTokens) => {
      const values = data ? Array.from(data.close, (close) => sign * (close / trade.entryPrice - 1)) : []
      const colour = trade.pnl >= 0 ? tokens['pnl-pos'] : tokens['pnl-neg']
      return {
        grid: { left: 0, right: 46, top: 6, bottom: 6 },
        xAxis: {
          ...xAxisOf(tokens),
          type: 'category',
          data: values.map((_, at) => at),
          axisLabel: { show: false },
          axisLine: { show: false },
        },
        yAxis: {
          ...yAxisOf(tokens),
          splitNumber: 3,
          axisLabel: { color: tokens['text-3'], fontSize: 11, formatter: (value: number) => signedPercent(value, 0) },
        },
        series: [
          {
            type: 'line',
            showSymbol: false,
            data: values,
            lineStyle: { width: 1.5, color: colour },
            itemStyle: { color: colour },
            areaStyle: { color: colour, opacity: 0.12 },
          },
        ],
      }
    },
    [data, sign, trade],
  )
  return (
    <>
      <div className="label trade-open-label">Open profit, bar by bar</div>
      <Chart height={120} label={`Open profit of trade ${trade.number}`} option={option} />
    </>
  )
}
