import { general, integer, number, signClass, signed, signedPercent } from '../../lib/format.ts'
import { Side } from './trade-table.tsx'
import type { Trade } from './trades.ts'
import './trades.css'

/** What a trade made, beside the pointer. */
export function TradeTip({ trade, decimals }: { readonly trade: Trade; readonly decimals: number }) {
  return (
    <>
      <div className="trade-tip-title">
        <Side side={trade.side} /> {general(trade.size)} · trade {trade.number}
      </div>
      <Line label="P&L after fees" value={signed(trade.pnl)} sign={trade.pnl} />
      <Line label="Return" value={signedPercent(trade.return)} sign={trade.return} />
      <Line
        label={`${number(trade.entryPrice, decimals)} → ${number(trade.exitPrice, decimals)}`}
        value={`${integer(trade.bars)} bars${trade.open ? ', open' : ''}`}
        sign={0}
      />
    </>
  )
}

function Line({ label, value, sign }: { readonly label: string; readonly value: string; readonly sign: number }) {
  return (
    <div className="trade-tip-row num">
      <span>{label}</span>
      <span className={signClass(sign)}>{value}</span>
    </div>
  )
}
