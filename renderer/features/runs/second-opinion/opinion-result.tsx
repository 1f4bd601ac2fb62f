import type { CrossCheckResult } from '../../../../core/contract/cross-check.ts'
import { integer, none } from '../../../lib/format.ts'
import { Card } from '../../../ui/card.tsx'
import { Banner } from '../../../ui/states.tsx'
import { fieldWords, valueWords } from '../convention-words.ts'
import { DifferenceTable } from './difference-table.tsx'
import { explanationOf, figureRows, toolNames, verdictOf } from './opinion-words.ts'

/** Agreement first, then the figures side by side, what explains them and each trade that differs. */
export function OpinionResult({ result }: { readonly result: CrossCheckResult }) {
  const { trades, fields, notes, versions, differences } = result
  const tool = toolNames[result.tool]
  const known = Object.entries(versions).map(([name, version]) => `${name === 'python' ? 'Python' : name} ${version}`)
  return (
    <>
      <Banner tone={trades.differing === 0 ? 'ok' : 'warn'} title={verdictOf(trades)}>
        {explanationOf(result, tool)} <span className="num">{known.join(', ')}</span>.
      </Banner>
      <div className="opinion-columns">
        <Card title="Figures" note={`both as ${tool} measures them`} flush>
          <FigureTable result={result} tool={tool} />
        </Card>
        <Card title="What explains the difference" note={`profile ${result.profile} here`} flush>
          {fields.length === 0 ? (
            <p className="table-empty muted">
              {trades.differing === 0 ? 'Nothing differs.' : 'No field of the profile makes a trade agree.'}
            </p>
          ) : (
            <table className="run-figures num">
              <thead>
                <tr>
                  <th scope="col">Convention</th>
                  <th scope="col">Here</th>
                  <th scope="col">{tool}</th>
                  <th scope="col">Differ with it alone</th>
                  <th scope="col">With those above</th>
                </tr>
              </thead>
              <tbody>
                {fields.map((field) => (
                  <tr key={field.field}>
                    <th scope="row">{fieldWords(field.field)}</th>
                    <td>{valueWords(field.ours)}</td>
                    <td>{valueWords(field.theirs)}</td>
                    <td>{integer(field.alone)}</td>
                    <td>{integer(field.left)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {notes.length > 0 && (
            <ul className="opinion-notes prose selectable">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
        </Card>
      </div>
      {differences.length > 0 && (
        <Card
          title="Trades that differ"
          note={`${integer(differences.length)}; upper line here, lower line ${tool}`}
          flush
          className="opinion-trades"
        >
          <DifferenceTable differences={differences} tool={tool} />
        </Card>
      )}
    </>
  )
}

function FigureTable({ result, tool }: { readonly result: CrossCheckResult; readonly tool: string }) {
  return (
    <table className="run-figures num">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Here</th>
          <th scope="col">{tool}</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {result.figures.map(({ name, ours, theirs }) => {
          const { label, text, change } = figureRows[name]
          return (
            <tr key={name}>
              <th scope="row">{label}</th>
              <td>{text(ours)}</td>
              <td>{text(theirs)}</td>
              <td>{ours === null || theirs === null ? none : change(theirs - ours)}</td>
            </tr>
          )
        })}
        <tr>
          <th scope="row">Trades</th>
          <td>{integer(result.trades.ours)}</td>
          <td>{integer(result.trades.theirs)}</td>
          <td>{integer(result.trades.differing)} differ</td>
        </tr>
      </tbody>
    </table>
  )
}
