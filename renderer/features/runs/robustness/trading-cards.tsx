import { Info } from 'lucide-react'
import type { Excursions, Trading } from '../../../../core/contract/analysis.ts'
import { compact, integer, none, number, percent, signedPercent } from '../../../lib/format.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Card, Facts } from '../../../ui/card.tsx'

/** What the trades went through while they were held. */
export function ExcursionsCard({ excursions }: { readonly excursions: Excursions }) {
  const { trades, mae, mfe, winnersMae95, losersMfe, edgeRatio, captured } = excursions
  return (
    <Card title="MAE and MFE" note={`${integer(trades)} trades, share of the entry price`}>
      <Facts
        items={[
          ['MAE median, mean', pair(percent(mae.median), percent(mae.mean))],
          ['MAE worst', percent(mae.worst)],
          ['MFE median, mean', pair(signedPercent(mfe.median), signedPercent(mfe.mean))],
          ['MFE best', signedPercent(mfe.best)],
          ['A stop that keeps 95% of the winners', percent(winnersMae95)],
          ['Losers were up before, median', signedPercent(losersMfe)],
          [<Explained key="edge" name="Edge ratio" text="Mean MFE over mean −MAE of all trades." />, number(edgeRatio)],
          [
            <Explained
              key="captured"
              name="Captured of MFE"
              text="Sum of the trades' returns over the sum of their MFE."
            />,
            percent(captured, 1),
          ],
        ]}
      />
    </Card>
  )
}

/** How much is traded, and how large the account may grow before its fills move the market. */
export function TradingCard({ trading }: { readonly trading: Trading }) {
  const { tradedValue, turnover, fills, withoutVolume, medianShare, share95, participation, capacity } = trading
  const share = percent(participation, 0)
  return (
    <Card title="Turnover and capacity">
      <Facts
        items={[
          ['Traded value', compact(tradedValue)],
          [
            <Explained
              key="turnover"
              name="Turnover"
              text="Value bought and sold, over the mean equity, over years of 365.25 days."
            />,
            turnover === null ? number(null) : `${number(turnover)} a year`,
          ],
          ['Fills', integer(fills)],
          ...(withoutVolume > 0 ? [['Fills on bars without volume', integer(withoutVolume)] as const] : []),
          ['Share of the bar, median, 95%', pair(shareText(medianShare), shareText(share95))],
          [
            <Explained
              key="capacity"
              name="Capacity"
              text={`Equity at which 95% of the fills stay within ${share} of their bar: the 5th percentile over the fills of equity × ${share} × (volume × close) / value of the fill. It knows no market impact, and says nothing where the volume is not what was traded, as that of an index.`}
            />,
            compact(capacity),
          ],
        ]}
      />
    </Card>
  )
}

/** Fills are thousandths of a bar, or where volume is in other units many times it. */
const shareText = (share: number | null) => percent(share, share !== null && share >= 0.1 ? 1 : 3)

const pair = (first: string, second: string) => (first === none && second === none ? none : `${first}, ${second}`)

function Explained({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <span className="explained">
      {name}
      <IconButton icon={Info} iconSize={13} label={text} />
    </span>
  )
}
