import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import type { ConventionRow } from '../../../core/contract/conventions.ts'
import { client } from '../../lib/client.ts'
import { integer, number, percent, signedPercent } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { Card, Facts } from '../../ui/card.tsx'
import { cx } from '../../ui/cx.ts'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { barPlace, conventionsTitle, moveSentence, rowSentence, shortWords } from './convention-words.ts'
import './conventions.css'

/** The headline of the run under each named profile, the run's own marked; a row opens to what moves it. */
export function ConventionsCard({ run }: { readonly run: RunDetail }) {
  const { data, error, reload } = useQuery(`runs/conventions/${run.id}`, () =>
    client.backtest.conventions({ run: run.id }),
  )
  const { data: profiles } = useQuery('profiles', () => client.backtest.profiles())
  const [opened, setOpened] = useState<string | null>(null)
  const wordsOf = (row: ConventionRow) => {
    const fields = row.own ? run.profile.fields : profiles?.find(({ name }) => name === row.profile)?.fields
    return fields === undefined ? '' : shortWords(fields)
  }
  if (error && !data)
    return (
      <Card title="Same run, other conventions" flush>
        <ErrorState
          error={error}
          where={`backtest.conventions ${run.id}`}
          title="The other conventions could not be computed"
          retry={reload}
          compact
        />
      </Card>
    )
  return (
    <Card
      title={data ? conventionsTitle(data.rows.length) : 'Same run, other conventions'}
      action={<span className="muted">Sharpe</span>}
      flush
    >
      {data ? (
        <>
          <ul className="conventions">
            {data.rows.map((row) => (
              <ConventionLine
                key={row.profile}
                row={row}
                words={wordsOf(row)}
                all={data.rows.map(({ sharpe }) => sharpe)}
                open={opened === row.profile}
                onToggle={() => setOpened(opened === row.profile ? null : row.profile)}
              />
            ))}
          </ul>
          <p className="conventions-note prose">
            Same bars, rules and costs; only fill and arithmetic differ. A Sharpe from one row says nothing against a
            Sharpe from another.
          </p>
        </>
      ) : (
        <Skeleton rows={6} />
      )}
    </Card>
  )
}

function ConventionLine(props: {
  readonly row: ConventionRow
  readonly words: string
  readonly all: readonly (number | null)[]
  readonly open: boolean
  readonly onToggle: () => void
}) {
  const { row, words, all, open, onToggle } = props
  const id = useId()
  const { left, width } = barPlace(row.sharpe, all)
  return (
    <li className={cx('convention', row.own && 'convention-own')}>
      <Tooltip text={rowSentence(row)}>
        <button
          type="button"
          className="convention-line"
          aria-expanded={open}
          aria-controls={id}
          aria-label={`${row.profile}, Sharpe ${number(row.sharpe, 3)}. ${rowSentence(row)}`}
          onClick={onToggle}
        >
          <ChevronRight size={12} aria-hidden className="convention-turn" />
          <code>{row.profile}</code>
          <span className="muted ellipsis">{words}</span>
          <span className="convention-bar" aria-hidden>
            <i style={{ left: `${left * 100}%`, width: `${width * 100}%` }} />
          </span>
          <span className="num convention-value">{number(row.sharpe, 3)}</span>
        </button>
      </Tooltip>
      <div id={id} hidden={!open} className="convention-more">
        <p className="prose">{row.title}</p>
        <Facts
          items={[
            ['Total return', signedPercent(row.totalReturn)],
            ['Max drawdown', percent(row.maxDrawdown)],
            ['Closed trades', integer(row.trades)],
          ]}
        />
        {row.moves.sharpe && <p>{moveSentence('Sharpe', row.moves.sharpe)}</p>}
        {row.moves.totalReturn && <p>{moveSentence('the return', row.moves.totalReturn)}</p>}
        {row.warnings.map((warning) => (
          <p key={warning} className="status-warn">
            {warning}
          </p>
        ))}
      </div>
    </li>
  )
}
