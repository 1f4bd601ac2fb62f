import { ChartCandlestick, Download, Filter, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import { integer, number, percent, signClass, signed, signedPercent } from '../../lib/format.ts'
import { open } from '../../shell/navigation.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { priceDecimals } from '../../ui/price-chart/price-ticks.ts'
import { TradeTable } from '../../ui/trades/trade-table.tsx'
import { filterTrades, saveTrades, type Trade, useTrades } from '../../ui/trades/trades.ts'

interface Month {
  readonly year: number
  readonly month: number
}

export function RunTrades({
  run,
  month,
  onMonth,
}: {
  readonly run: RunDetail
  readonly month: Month | null
  readonly onMonth: (month: Month | null) => void
}) {
  const { data: trades, error, reload } = useTrades(run.id)
  const { data: datasets } = useDatasets()
  const [filter, setFilter] = useState('')
  const [selected, setSelected] = useState<Trade | null>(null)
  const shown = useMemo(() => filterTrades(heldIn(trades ?? [], month), filter), [trades, month, filter])
  const used = run.data[0]
  const decimals = priceDecimals(
    datasets?.find(({ symbol }) => symbol === used?.symbol)?.decimals ?? 2,
    trades?.at(-1)?.entryPrice ?? Number.NaN,
  )
  const toChart = (trade: Trade) => {
    const params = {
      symbol: trade.symbol || used?.symbol || '',
      timeframe: used?.timeframe ?? '',
      run: run.id,
      trade: String(trade.number),
    }
    open('chart', params, `${params.symbol} ${params.timeframe}`)
  }
  if (error && !trades) return <ErrorState error={error} where={`backtest.trades ${run.id}`} retry={reload} />
  if (!trades) return <Skeleton rows={14} />
  const sum = shown.reduce((total, trade) => total + trade.pnl, 0)
  const wins = shown.filter(({ pnl }) => pnl > 0).length
  return (
    <Card
      flush
      className="run-fill"
      title="Trades"
      note={
        <span className="num">
          {integer(shown.length)}
          {shown.length === trades.length ? '' : ` of ${integer(trades.length)}`} ·{' '}
          {percent(shown.length === 0 ? null : wins / shown.length, 1)} won ·{' '}
          <span className={signClass(sum)}>{signed(sum)}</span> · average {signedPercent(average(shown))} ·{' '}
          {number(averageBars(shown), 1)} bars
        </span>
      }
      action={
        <>
          {month && (
            <Button size="small" icon={X} onClick={() => onMonth(null)}>
              Held in {month.year}-{String(month.month).padStart(2, '0')}
            </Button>
          )}
          <TextInput
            icon={Filter}
            aria-label="Filter trades"
            placeholder="Filter trades"
            value={filter}
            onChange={setFilter}
            className="runs-filter-small"
          />
          <Button
            size="small"
            kind="ghost"
            icon={ChartCandlestick}
            disabled={selected === null}
            onClick={() => selected && toChart(selected)}
          >
            On chart
          </Button>
          <Button size="small" kind="ghost" icon={Download} onClick={() => saveTrades(`trades-${run.id}.csv`, shown)}>
            CSV
          </Button>
        </>
      }
    >
      <TradeTable
        trades={shown}
        decimals={decimals}
        selected={selected?.number ?? null}
        onSelect={setSelected}
        onOpen={toChart}
        showSymbol={run.data.length > 1}
        {...(trades.length === 0
          ? { empty: 'The run made no trade: no entry rule was true on a bar that could be filled.' }
          : {})}
      />
    </Card>
  )
}

const average = (trades: readonly Trade[]) =>
  trades.length === 0 ? null : trades.reduce((total, trade) => total + trade.return, 0) / trades.length
const averageBars = (trades: readonly Trade[]) =>
  trades.length === 0 ? null : trades.reduce((total, trade) => total + trade.bars, 0) / trades.length

/** Trades open at any time in a month, since it is their movement that makes the month's return. */
function heldIn(trades: readonly Trade[], month: Month | null): readonly Trade[] {
  if (!month) return trades
  const from = Date.UTC(month.year, month.month - 1)
  const to = Date.UTC(month.year, month.month)
  return trades.filter((trade) => trade.entryTime < to && (trade.open || trade.exitTime >= from))
}
