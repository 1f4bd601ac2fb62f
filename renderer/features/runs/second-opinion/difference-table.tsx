import { useMemo, useState } from 'react'
import type { ComparedTrade, TradeDifference } from '../../../../core/contract/cross-check.ts'
import { dateTime, none, number, signed } from '../../../lib/format.ts'
import { cx } from '../../../ui/cx.ts'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { fieldWords } from '../convention-words.ts'

/** Each trade that is not the same on both sides: here above, the other tool below, and why. */
export function DifferenceTable(props: { readonly differences: readonly TradeDifference[]; readonly tool: string }) {
  const { differences, tool } = props
  const several = differences.some(({ symbol }) => symbol !== differences[0]!.symbol)
  const columns = useMemo(() => columnsOf(tool, several), [tool, several])
  const [selected, setSelected] = useState(differences[0] === undefined ? null : keyOf(differences[0]))
  const chosen = differences.find((one) => keyOf(one) === selected)
  return (
    <>
      <DataTable
        label="Trades that differ"
        height="fill"
        rowHeight={46}
        columns={columns}
        rows={differences}
        rowKey={keyOf}
        selected={selected}
        onSelect={(one) => setSelected(keyOf(one))}
      />
      {chosen && <Reasons difference={chosen} tool={tool} />}
    </>
  )
}

/** The chosen trade's reasons at full length. */
function Reasons({ difference, tool }: { readonly difference: TradeDifference; readonly tool: string }) {
  const { symbol, reasons, fields } = difference
  return (
    <div className="opinion-reasons selectable" aria-live="polite">
      <span className="label">
        Why the trade in {symbol} of {dateTime(first(difference)?.entryTime)} differs
      </span>
      <ul className="prose num">
        {reasons.map(({ kind, text }) => (
          <li key={text}>
            <b>{kind}</b> {text}
          </li>
        ))}
        {fields.length > 0 && <li>{agreement(fields, tool)}</li>}
      </ul>
    </div>
  )
}

const keyOf = (difference: TradeDifference) =>
  [
    difference.symbol,
    difference.side,
    difference.ours?.entryTime ?? '',
    difference.theirs?.entryTime ?? '',
    first(difference)?.exitTime,
  ].join(' ')
const agreement = (fields: readonly string[], tool: string) =>
  `It agrees with ${fields.map(fieldWords).join(' and ')} as in ${tool}.`

const first = ({ ours, theirs }: TradeDifference) => ours ?? theirs

function columnsOf(tool: string, several: boolean): readonly Column<TradeDifference>[] {
  const pair = (
    id: string,
    header: string,
    width: number,
    kind: 'number' | 'date',
    text: (trade: ComparedTrade) => string,
    value: (trade: ComparedTrade) => number,
  ): Column<TradeDifference> => ({
    id,
    header,
    width,
    kind,
    value: (difference) => {
      const trade = first(difference)
      return trade === null ? null : value(trade)
    },
    cell: ({ ours, theirs }) => <Pair ours={ours && text(ours)} theirs={theirs && text(theirs)} />,
  })
  return [
    {
      id: 'side',
      header: 'Side',
      width: 104,
      cell: ({ symbol, side }) => <Pair ours={`${several ? `${symbol} ` : ''}${side}, here`} theirs={tool} quiet />,
    },
    pair(
      'entry',
      'Entry',
      146,
      'date',
      ({ entryTime }) => dateTime(entryTime),
      ({ entryTime }) => entryTime,
    ),
    pair(
      'entryPrice',
      'at',
      96,
      'number',
      ({ entryPrice }) => amount(entryPrice),
      ({ entryPrice }) => entryPrice,
    ),
    pair(
      'exit',
      'Exit',
      146,
      'date',
      ({ exitTime, open }) => (open ? 'still open' : dateTime(exitTime)),
      ({ exitTime }) => exitTime,
    ),
    pair(
      'exitPrice',
      'at',
      96,
      'number',
      ({ exitPrice }) => amount(exitPrice),
      ({ exitPrice }) => exitPrice,
    ),
    pair(
      'size',
      'Size',
      104,
      'number',
      ({ size }) => amount(size),
      ({ size }) => size,
    ),
    pair(
      'fees',
      'Fees',
      88,
      'number',
      ({ fees }) => number(fees),
      ({ fees }) => fees,
    ),
    pair(
      'pnl',
      'P&L',
      120,
      'number',
      ({ pnl }) => signed(pnl),
      ({ pnl }) => pnl,
    ),
    {
      id: 'why',
      header: 'Why',
      width: 'minmax(280px, 1fr)',
      value: ({ reasons }) => reasons[0]?.kind ?? '',
      cell: ({ reasons }) => (
        <span className="opinion-why">{sentence(reasons.map(({ text }) => text).join('; '))}</span>
      ),
    },
  ]
}

/** Both lines of a pair with the same decimals, whole or not. */
const amount = (value: number) => number(value, Math.abs(value) >= 10 ? 2 : Math.abs(value) >= 0.01 ? 5 : 8)

/** A word joiner behind each hyphen of a date keeps it on one line. */
const sentence = (text: string) =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}.`.replaceAll(/(\d)-(?=\d)/g, '$1-\u2060')

/** The lower line stands out where it says something else than the upper one. */
function Pair(props: { readonly ours: string | null; readonly theirs: string | null; readonly quiet?: boolean }) {
  const { ours, theirs, quiet = false } = props
  return (
    <span className="opinion-pair">
      <span className={quiet ? undefined : 'prose'}>{ours ?? none}</span>
      <span className={cx((quiet || ours === theirs) && 'muted')}>{theirs ?? none}</span>
    </span>
  )
}
