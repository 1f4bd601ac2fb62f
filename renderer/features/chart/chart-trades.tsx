import { Download, Filter } from 'lucide-react'
import { useMemo, useState } from 'react'
import { integer } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { TradeTable } from '../../ui/trades/trade-table.tsx'
import { filterTrades, saveTrades, type Trade } from '../../ui/trades/trades.ts'

/** The run's trades below the chart; a row and its mark on the chart move together. */
export function ChartTrades(props: {
  readonly run: string
  readonly trades: readonly Trade[]
  readonly decimals: number
  readonly selected: number | null
  readonly onSelect: (trade: Trade) => void
  readonly onHover: (trade: Trade | null) => void
}) {
  const [filter, setFilter] = useState('')
  const shown = useMemo(() => filterTrades(props.trades, filter), [props.trades, filter])
  const open = props.trades.filter((trade) => trade.open).length
  return (
    <section className="chart-trades" aria-label="Trades">
      <header className="card-header">
        <h3>Trades</h3>
        <span className="muted num">
          {integer(props.trades.length)}
          {open > 0 ? ` · ${open} open` : ''}
        </span>
        <TextInput
          icon={Filter}
          aria-label="Filter trades"
          placeholder="Filter trades"
          value={filter}
          onChange={setFilter}
          className="chart-filter"
        />
        <div className="card-action">
          <span className="muted">Select a row to move the chart</span>
          <Button
            size="small"
            kind="ghost"
            icon={Download}
            onClick={() => saveTrades(`trades-${props.run}.csv`, shown)}
          >
            CSV
          </Button>
        </div>
      </header>
      <TradeTable
        trades={shown}
        decimals={props.decimals}
        selected={props.selected}
        onSelect={props.onSelect}
        onHover={props.onHover}
      />
    </section>
  )
}
