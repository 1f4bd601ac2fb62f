import type { RunDetail } from '../../../core/contract/backtest.ts'
import type { IntrabarFigures } from '../../../core/contract/intrabar.ts'
import { integer, number, percent, signedPercent } from '../../lib/format.ts'
import { Card } from '../../ui/card.tsx'
import './intrabar.css'

/** What hangs on the order of high and low inside bars: the run with either order, or that nothing does. */
export function IntrabarCard({ run: { intrabar, profile } }: { readonly run: RunDetail }) {
  if (intrabar === null)
    return (
      <Card title="Inside the bar">
        <p className="muted prose">Not worked out for a program, which places orders of its own.</p>
      </Card>
    )
  const { bars, trades, worst, chosen, best, finer } = intrabar
  const read = finer.bars > 0 && (
    <p className="muted prose">
      {integer(finer.bars)} {finer.bars === 1 ? 'bar was' : 'bars were'} read from {finer.timeframes.join(', ')} bars.
    </p>
  )
  if (worst === null || chosen === null || best === null)
    return (
      <Card title="Inside the bar">
        <p className="prose">On no bar did an assumption about the order of high and low decide.</p>
        {read}
      </Card>
    )
  return (
    <Card
      title="Inside the bar"
      note={`${integer(bars)} ${bars === 1 ? 'bar' : 'bars'}, ${integer(trades)} ${trades === 1 ? 'trade' : 'trades'}`}
    >
      <p className="prose">The data do not say which level was reached first; {profile.name} decided.</p>
      <table className="intrabar">
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Return</th>
            <th scope="col">Sharpe</th>
            <th scope="col">Drawdown</th>
            <th scope="col">Trades</th>
            <th scope="col">Final equity</th>
          </tr>
        </thead>
        <tbody>
          <Order name="worst" figures={worst} />
          <Order name="chosen" figures={chosen} own />
          <Order name="best" figures={best} />
        </tbody>
      </table>
      {read}
    </Card>
  )
}

function Order(props: { readonly name: string; readonly figures: IntrabarFigures; readonly own?: boolean }) {
  const { name, figures, own = false } = props
  return (
    <tr className={own ? 'intrabar-own' : undefined}>
      <th scope="row">{name}</th>
      <td className="num">{signedPercent(figures.totalReturn)}</td>
      <td className="num">{number(figures.sharpe)}</td>
      <td className="num">{percent(figures.maxDrawdown)}</td>
      <td className="num">{integer(figures.trades)}</td>
      <td className="num">{integer(figures.finalEquity)}</td>
    </tr>
  )
}
