import type { RunSummary } from '../../../core/contract/backtest.ts'
import type { MetricName } from '../../../core/contract/figures.ts'
import { none } from '../../lib/format.ts'
import { Card } from '../../ui/card.tsx'
import { Letter } from './run-letter.tsx'
import { bestOf, metricRows, verdict } from './metric-rows.ts'

interface Values {
  readonly name: MetricName
  readonly values: readonly (number | null)[]
}

/** Figures side by side; a mark says better or worse than A, not up or down. */
export function CompareTable({
  runs,
  metrics,
}: {
  readonly runs: readonly RunSummary[]
  readonly metrics: readonly Values[]
}) {
  const byName = new Map(metrics.map(({ name, values }) => [name, values]))
  return (
    <Card flush className="compare-metrics">
      <div className="scroll">
        <table className="run-figures compare-table num">
          <thead>
            <tr>
              <th scope="col">Metric</th>
              {runs.map((run, at) => [
                <th key={run.id} scope="col">
                  <Letter at={at} /> {run.strategy}
                </th>,
                ...(at === 0
                  ? []
                  : [
                      <th key={`${run.id}-delta`} scope="col">
                        against A
                      </th>,
                    ]),
              ])}
            </tr>
          </thead>
          <tbody>
            {metricRows.map((row) => {
              const values = byName.get(row.name) ?? []
              const best = bestOf(row, values)
              const base = values[0] ?? null
              return (
                <tr key={row.name}>
                  <th scope="row">{row.label}</th>
                  {runs.map((run, at) => {
                    const value = values[at] ?? null
                    return [
                      <td key={run.id} className={best.includes(at) ? 'compare-best' : undefined}>
                        {row.text(value)}
                      </td>,
                      ...(at === 0
                        ? []
                        : [
                            <td key={`${run.id}-delta`}>
                              <Delta
                                text={value === null || base === null ? none : row.delta(value - base)}
                                mark={verdict(row, value, base)}
                              />
                            </td>,
                          ]),
                    ]
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <footer className="compare-key muted">
        <Mark mark={1} /> better than A <Mark mark={-1} /> worse than A{' '}
        <span>Bold is the best of its row. Rows where neither way is better carry no mark.</span>
      </footer>
    </Card>
  )
}

function Delta({ text, mark }: { readonly text: string; readonly mark: 1 | -1 | 0 }) {
  const word = mark === 1 ? 'better' : mark === -1 ? 'worse' : undefined
  return (
    <span className={mark === 1 ? 'pos' : mark === -1 ? 'neg' : 'muted'}>
      {text} <Mark mark={mark} />
      {word && <span className="visually-hidden">{word}</span>}
    </span>
  )
}

function Mark({ mark }: { readonly mark: 1 | -1 | 0 }) {
  return (
    <svg width="8" height="7" viewBox="0 0 8 7" aria-hidden className={mark === 1 ? 'pos' : 'neg'}>
      {mark !== 0 && <path d={mark === 1 ? 'M4 0 8 7H0z' : 'M0 0h8L4 7z'} fill="currentColor" />}
    </svg>
  )
}
