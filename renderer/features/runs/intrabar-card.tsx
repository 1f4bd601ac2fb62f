import type { RunDetail } from '../../../core/contract/backtest.ts'
import type { IntrabarFigures } from '../../../core/contract/intrabar.ts'
import { integer, number, percent, signedPercent } from '../../lib/format.ts'
import { Card } from '../../ui/card.tsx'
import './intrabar.css'

/** The run with either order of high and low, where bars do not say it; the assumptions say where nothing hangs on it. */
export function IntrabarCard({ run: { intrabar, profile } }: { readonly run: RunDetail }) {
  if (intrabar === null || intrabar.worst === null || intrabar.chosen === null || intrabar.best === null) return null
  const { bars, trades, worst, chosen, best } = intrabar
  return (
    <Card
      title="Order inside bars"
      note={`open on ${integer(bars)} ${bars === 1 ? 'bar' : 'bars'}, ${integer(trades)} ${trades === 1 ? 'trade' : 'trades'}`}
    >
      <table className="intrabar selectable">
        <thead>
          <tr>
            <th scope="col">Assumed</th>
            <th scope="col">Return</th>
            <th scope="col">Sharpe</th>
            <th scope="col">Drawdown</th>
            <th scope="col">Trades</th>
            <th scope="col">Final equity</th>
          </tr>
        </thead>
        <tbody>
          <Order name="worst" figures={worst} />
          <Order name={profile.name} figures={chosen} own />
          <Order name="best" figures={best} />
        </tbody>
      </table>
    </Card>
  )
}

function Order(props: { readonly name: string; readonly figures: IntrabarFigures; readonly own?: boolean }) {
  const { name, figures, own = false } = props
  return (
    <tr className={own ? 'intrabar-own' : undefined}>
      <th scope="row">{own ? <code>{name}</code> : name}</th>
      <td className="num">{signedPercent(figures.totalReturn)}</td>
      <td className="num">{number(figures.sharpe)}</td>
      <td className="num">{percent(figures.maxDrawdown)}</td>
      <td className="num">{integer(figures.trades)}</td>
      <td className="num">{integer(figures.finalEquity)}</td>
    </tr>
  )
}
