import { shortList } from '../../lib/short-list.ts'
import type { RunSummary } from '../../../core/contract/backtest.ts'
import { Card } from '../../ui/card.tsx'
import { Letter } from './run-letter.tsx'

interface Line {
  readonly field: string
  readonly values: readonly string[]
}

/** Fields and parameters in which the runs differ, one column a run. */
export function Differences({
  runs,
  differences,
}: {
  readonly runs: readonly RunSummary[]
  readonly differences: readonly Line[]
}) {
  const names = [...new Set(runs.flatMap(({ params }) => Object.keys(params)))]
  const params = names.map((name) => ({ field: name, values: runs.map((run) => String(run.params[name] ?? '—')) }))
  const what: readonly Line[] = [
    { field: 'Strategy', values: runs.map(({ strategy }) => strategy) },
    { field: 'Data', values: runs.map(({ symbols, timeframe }) => `${shortList(symbols, 12)} ${timeframe}`) },
    { field: 'Conventions', values: runs.map(({ profile }) => profile) },
  ].filter(({ values }) => new Set(values).size > 1)
  const known = new Set(['params', 'parameters', ...[...what, ...params].map(({ field }) => field.toLowerCase())])
  const rest = differences.filter(({ field }) => !known.has(field.toLowerCase()))
  return (
    <Card title="What differs" note="bold differs from A" flush>
      <div className="scroll compare-diff">
        <table className="run-figures num">
          <thead>
            <tr>
              <th scope="col">Field</th>
              {runs.map((run, at) => (
                <th key={run.id} scope="col">
                  <Letter at={at} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...what, ...params, ...rest].map(({ field, values }) => (
              <tr key={field}>
                <th scope="row">{names.includes(field) ? field : field.charAt(0).toUpperCase() + field.slice(1)}</th>
                {values.map((value, at) => (
                  <td key={at} className={value === values[0] ? 'muted' : 'compare-other'} title={value}>
                    <Value text={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}

/** A period on two lines, so that neither date is cut. */
function Value({ text }: { readonly text: string }) {
  const dates = /^(\d{4}-\d\d-\d\d\S*) to (\d{4}-\d\d-\d\d\S*)$/.exec(text)
  if (!dates) return text
  return (
    <span className="compare-period">
      <span>{dates[1]} to</span>
      <span>{dates[2]}</span>
    </span>
  )
}
