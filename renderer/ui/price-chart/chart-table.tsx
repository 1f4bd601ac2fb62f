import { dateTime, general, integer, number } from '../../lib/format.ts'
import type { ChartIndicator } from './panes.ts'
import type { Slab } from './slab.ts'
import type { View } from './view-range.ts'

const most = 1000

/** The bars in view as text, newest first: the chart for those who cannot see it, and for copying. */
export function ChartTable(props: {
  readonly slab: Slab
  readonly view: View | null
  readonly decimals: number
  readonly indicators: readonly ChartIndicator[]
}) {
  const { slab, view, decimals } = props
  const first = view ? Math.max(0, Math.floor((view.left - slab.from) / slab.span)) : 0
  const last = view ? Math.min(slab.count, Math.ceil((view.right - slab.from) / slab.span)) : slab.count
  const lines = props.indicators
    .filter((one) => one.visible)
    .flatMap((one) =>
      one.outputs.map((output) => ({
        key: `${one.id}.${output.name}`,
        title: one.outputs.length > 1 ? `${one.label} ${output.short}` : one.label,
        values: slab.line(`${one.id}.${output.name}`),
      })),
    )
  const rows = Array.from({ length: Math.min(most, Math.max(0, last - first)) }, (_, n) => last - 1 - n)
  return (
    // Scrolled by the keyboard as well, so it must take the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="price-chart-table" tabIndex={0} aria-label="Bars in view">
      <table>
        <thead>
          <tr>
            <th scope="col">Time{slab.span > 1 ? `, ${slab.span} bars a row` : ''}</th>
            {['Open', 'High', 'Low', 'Close', 'Volume'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {lines.map((line) => (
              <th key={line.key} scope="col">
                {line.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((at) => (
            <tr key={at}>
              <th scope="row">{dateTime(slab.ts[at])}</th>
              {[slab.open, slab.high, slab.low, slab.close].map((column, n) => (
                <td key={n}>{number(column[at], decimals)}</td>
              ))}
              <td>{integer(slab.volume[at])}</td>
              {lines.map((line) => (
                <td key={line.key}>{general(line.values?.[at])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
