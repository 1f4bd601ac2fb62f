import type { EChartsType } from 'echarts/core'
import { useCallback } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import { signedPercent, tickPercent } from '../../lib/format.ts'
import { open } from '../../shell/navigation.ts'
import { Card } from '../../ui/card.tsx'
import { Chart, tooltipOf, xAxisOf, yAxisOf } from '../../ui/chart.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { ThemeTokens } from '../../ui/theme.ts'
import { TradeTable } from '../../ui/trades/trade-table.tsx'
import { type Trade, useTrades } from '../../ui/trades/trades.ts'

/** How far each trade went against and for the position before it ended where it did. */
export function RunExcursions({ run }: { readonly run: RunDetail }) {
  const { data: trades, error, reload } = useTrades(run.id)
  if (error && !trades) return <ErrorState error={error} where={`backtest.trades ${run.id}`} retry={reload} />
  if (!trades) return <Skeleton rows={14} />
  if (trades.length === 0)
    return <EmptyState title="No trades, so no excursions">The rules never gave a signal that was filled.</EmptyState>
  return (
    <div className="run-calendar">
      <Scatter
        run={run}
        trades={trades}
        kind="mae"
        title="Worst while open, against the result"
        note="Far left and above zero: came back from a loss"
      />
      <Scatter
        run={run}
        trades={trades}
        kind="mfe"
        title="Best while open, against the result"
        note="Below the line: gave profit back"
      />
    </div>
  )
}

function Scatter({
  run,
  trades,
  kind,
  title,
  note,
}: {
  readonly run: RunDetail
  readonly trades: readonly Trade[]
  readonly kind: 'mae' | 'mfe'
  readonly title: string
  readonly note: string
}) {
  const option = useCallback((tokens: ThemeTokens) => scatter(tokens, trades, kind), [trades, kind])
  const ready = useCallback(
    (chart: EChartsType) => {
      chart.on('click', ({ data }) => {
        const trade = Array.isArray(data) ? trades.find(({ number }) => number === data[2]) : undefined
        const used = run.data[0]
        if (trade && used)
          open(
            'chart',
            {
              symbol: trade.symbol || used.symbol,
              timeframe: used.timeframe,
              run: run.id,
              trade: String(trade.number),
            },
            `${used.symbol} ${used.timeframe}`,
          )
      })
      return undefined
    },
    [trades, run],
  )
  return (
    <Card title={title} note={note} flush>
      <Chart
        height={520}
        label={`${title}, ${trades.length} trades`}
        option={option}
        onReady={ready}
        table={() => <TradeTable trades={trades} decimals={2} selected={null} />}
      />
    </Card>
  )
}

function scatter(tokens: ThemeTokens, trades: readonly Trade[], kind: 'mae' | 'mfe') {
  const label = { color: tokens['text-3'], fontSize: 11, formatter: tickPercent }
  const points = (won: boolean) =>
    trades.filter(({ pnl }) => pnl >= 0 === won).map((trade) => [trade[kind], trade.return, trade.number])
  const top = Math.max(0.01, ...trades.map(({ mfe }) => mfe))
  const series = (name: string, won: boolean) => ({
    type: 'scatter',
    name,
    symbol: 'triangle',
    symbolRotate: won ? 0 : 180,
    symbolSize: [9, 8],
    data: points(won),
    itemStyle: {
      color: won ? 'transparent' : tokens['pnl-neg'],
      borderColor: won ? tokens['pnl-pos'] : tokens['pnl-neg'],
      borderWidth: 1.25,
    },
  })
  return {
    grid: { left: 16, right: 68, top: 34, bottom: 46 },
    legend: {
      // The legend does not turn a triangle over.
      data: ['won', { name: 'lost', icon: 'path://M0 0h10L5 9z' }],
      top: 6,
      left: 12,
      itemWidth: 10,
      itemHeight: 9,
      textStyle: { color: tokens['text-2'], fontSize: 11 },
    },
    tooltip: {
      ...tooltipOf(tokens),
      trigger: 'item',
      formatter: ({ data }: { data: readonly number[] }) =>
        `Trade ${data[2]}<br>${kind === 'mae' ? 'Worst' : 'Best'} ${signedPercent(data[0])}<br>Result ${signedPercent(data[1])}`,
    },
    xAxis: {
      ...xAxisOf(tokens),
      type: 'value',
      name: kind === 'mae' ? 'Worst while open' : 'Best while open',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: tokens['text-3'] },
      axisLabel: label,
      splitLine: { show: true, lineStyle: { color: tokens.grid } },
    },
    yAxis: { ...yAxisOf(tokens), axisLabel: label },
    series: [
      series('won', true),
      series('lost', false),
      ...(kind === 'mfe'
        ? [
            {
              type: 'line',
              name: 'kept all of it',
              showSymbol: false,
              silent: true,
              lineStyle: { color: tokens['series-2'], width: 1, type: [3, 3] },
              data: [
                [0, 0],
                [top, top],
              ],
            },
          ]
        : []),
    ],
  }
}
