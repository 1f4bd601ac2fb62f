import { useState } from 'react'
import type { Analysis } from '../../../../core/contract/analysis.ts'
import { integer, number, percent, signClass, signed, signedPercent } from '../../../lib/format.ts'
import { Card } from '../../../ui/card.tsx'
import { Segmented } from '../../../ui/choice.tsx'
import { barPlace } from '../convention-words.ts'
import {
  groupingLabels,
  hoursMeanSomething,
  type ReturnGrouping,
  returnGroupings,
  returnRows,
  type TradeGrouping,
  tradeGroupings,
  tradeRows,
} from './groups.ts'

/** Which years, months, weekdays and hours made the return. */
export function ReturnGroups({ analysis }: { readonly analysis: Analysis }) {
  const [by, setBy] = useState<ReturnGrouping>('year')
  const rows = returnRows(analysis, by)
  return (
    <Card
      title="Returns of bars"
      action={<By label="Returns by" value={by} all={returnGroupings} onChange={setBy} analysis={analysis} />}
      flush
    >
      <table className="run-figures num">
        <thead>
          <tr>
            <th scope="col">{groupingLabels[by]}</th>
            <th scope="col">Bars</th>
            <th scope="col" colSpan={2}>
              Return
            </th>
            <th scope="col">Mean</th>
            <th scope="col">Rose</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              <td>{integer(row.bars)}</td>
              <BarCell value={row.totalReturn} all={rows.map(({ totalReturn }) => totalReturn)} />
              <td className={signClass(row.totalReturn)}>{signedPercent(row.totalReturn)}</td>
              <td>{signedPercent(row.meanReturn, 3)}</td>
              <td>{percent(row.positive, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

/** Which trades made the profit; calendar groups go by the entry. */
export function TradeGroups({ analysis }: { readonly analysis: Analysis }) {
  const [by, setBy] = useState<TradeGrouping>('year')
  const rows = tradeRows(analysis, by)
  return (
    <Card
      title="Trades"
      action={<By label="Trades by" value={by} all={tradeGroupings} onChange={setBy} analysis={analysis} />}
      flush
    >
      {rows.length === 0 ? (
        <p className="table-empty muted">The run has no trade to group.</p>
      ) : (
        <table className="run-figures num">
          <thead>
            <tr>
              <th scope="col">{groupingLabels[by]}</th>
              <th scope="col">Trades</th>
              <th scope="col" colSpan={2}>
                P&amp;L
              </th>
              <th scope="col">Win rate</th>
              <th scope="col">Average</th>
              <th scope="col">Profit factor</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                <td>{integer(row.trades)}</td>
                <BarCell value={row.pnl} all={rows.map(({ pnl }) => pnl)} />
                <td className={signClass(row.pnl)}>{signed(row.pnl, 0)}</td>
                <td>{percent(row.winRate, 1)}</td>
                <td>{signedPercent(row.avgReturn)}</td>
                <td>{number(row.profitFactor)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

function By<T extends TradeGrouping>(props: {
  readonly label: string
  readonly value: T
  readonly all: readonly T[]
  readonly onChange: (value: T) => void
  readonly analysis: Analysis
}) {
  const { label, value, all, onChange, analysis } = props
  return (
    <Segmented
      label={label}
      size="small"
      value={value}
      onChange={onChange}
      options={all.map((one) => ({
        value: one,
        label: groupingLabels[one],
        ...(one === 'hour' && !hoursMeanSomething(analysis)
          ? { disabled: true, title: 'The bars of this run last a day or more' }
          : {}),
      }))}
    />
  )
}

/** A bar from zero to the value, on the scale of all rows. The figure stands beside it. */
function BarCell({ value, all }: { readonly value: number; readonly all: readonly number[] }) {
  const { left, width } = barPlace(value, all)
  return (
    <td className="group-bar" aria-hidden>
      <span>
        <i
          className={value < 0 ? 'group-bar-neg' : undefined}
          style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
        />
      </span>
    </td>
  )
}
