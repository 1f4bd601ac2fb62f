import type { RunDetail } from '../../../core/contract/backtest.ts'
import { none, signed, signedPercent } from '../../lib/format.ts'
import { inkOn, type Rgb, rgbOf } from '../../ui/ink.ts'
import { type ThemeTokens, useThemeTokens } from '../../ui/theme.ts'

const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** The scale is fixed, so that two runs can be compared by eye. */
export const monthLimit = 0.2
export const yearLimit = 0.6

/** Returns by month and year, fractions, on a fixed diverging scale. A cell with trades in it can be pressed. */
export function MonthGrid(props: {
  readonly months: RunDetail['months']
  readonly years: RunDetail['years']
  readonly onMonth?: (year: number, month: number) => void
}) {
  const tokens = useThemeTokens()
  const years = [
    ...new Set([...props.years.map(({ year }) => year), ...props.months.map(({ year }) => year)]),
  ].toSorted((a, b) => a - b)
  if (years.length === 0) return <p className="muted">The run is shorter than a month.</p>
  const byMonth = new Map(props.months.map((one) => [one.year * 12 + one.month, one.return]))
  const byYear = new Map(props.years.map((one) => [one.year, one.return]))
  // Months count from 1 in the data.
  return (
    <table className="month-grid num">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Year</span>
          </th>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col" className="month-year">
            Year
          </th>
        </tr>
      </thead>
      <tbody>
        {years.map((year) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            {names.map((name, at) => {
              const value = byMonth.get(year * 12 + at + 1)
              const label = `${name} ${year}: ${signedPercent(value)}`
              return (
                <td key={name}>
                  {value === undefined ? (
                    <span className="month-none">{none}</span>
                  ) : (
                    <button
                      type="button"
                      className="month-cell"
                      style={shade(tokens, value / monthLimit)}
                      title={`${label}. Show its trades`}
                      aria-label={`${label}. Show its trades`}
                      onClick={() => props.onMonth?.(year, at + 1)}
                    >
                      {cellText(value)}
                    </button>
                  )}
                </td>
              )
            })}
            <td className="month-year">
              <span className="month-cell" style={shade(tokens, (byYear.get(year) ?? 0) / yearLimit)}>
                {byYear.has(year) ? cellText(byYear.get(year) ?? 0) : none}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** `0.0` for a real zero, and for what rounds to it. */
const cellText = (value: number) => signed(value * 100, 1)

/** The legend of the scale. */
export function HeatScale() {
  return (
    <span className="heat-scale num muted">
      −20 <i /> +20
    </span>
  )
}

/** Fill from `raised` at zero to the ends of the scale, and the ink that contrasts more with it. */
export function shade(tokens: ThemeTokens, share: number): { background: string; color: string } {
  const end = rgbOf(share >= 0 ? tokens['heat-pos'] : tokens['heat-neg'])
  const zero = rgbOf(tokens.raised)
  const strength = Math.min(1, Math.abs(share))
  const mix = (at: 0 | 1 | 2) => Math.round(zero[at] + (end[at] - zero[at]) * strength)
  const fill: Rgb = [mix(0), mix(1), mix(2)]
  return { background: `rgb(${fill.join(' ')})`, color: inkOn(fill) }
}
