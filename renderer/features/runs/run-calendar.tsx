import { useCallback } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import { percent, signedPercent } from '../../lib/format.ts'
import { Card } from '../../ui/card.tsx'
import { Chart, tooltipOf, xAxisOf, yAxisOf } from '../../ui/chart.tsx'
import type { ThemeTokens } from '../../ui/theme.ts'
import { HeatScale, MonthGrid } from './month-grid.tsx'

/** Months as a grid, years and months of the year as bars. */
export function RunCalendar({
  run,
  onMonth,
}: {
  readonly run: RunDetail
  readonly onMonth: (year: number, month: number) => void
}) {
  const years = useCallback(
    (tokens: ThemeTokens) =>
      bars(
        tokens,
        run.years.map(({ year }) => String(year)),
        run.years.map((one) => one.return),
      ),
    [run],
  )
  const seasons = useCallback((tokens: ThemeTokens) => bars(tokens, monthNames, averages(run)), [run])
  return (
    <div className="run-calendar">
      <Card title="Monthly return, %" action={<HeatScale />} className="run-span">
        <MonthGrid months={run.months} years={run.years} onMonth={onMonth} />
      </Card>
      <Card title="By year" flush>
        <Chart
          height={260}
          label="Return by year"
          option={years}
          table={() => <Figures rows={run.years.map((one) => [String(one.year), one.return])} />}
        />
      </Card>
      <Card title="Average by month of the year" flush>
        <Chart
          height={260}
          label="Average return by month of the year"
          option={seasons}
          table={() => <Figures rows={averages(run).map((value, at) => [monthNames[at] ?? '', value])} />}
        />
      </Card>
    </div>
  )
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function averages(run: RunDetail): (number | null)[] {
  return monthNames.map((_, at) => {
    const found = run.months.filter(({ month }) => month === at + 1)
    return found.length === 0 ? null : found.reduce((total, one) => total + one.return, 0) / found.length
  })
}

function bars(tokens: ThemeTokens, names: readonly string[], values: readonly (number | null)[]) {
  return {
    grid: { left: 12, right: 64, top: 16, bottom: 28 },
    tooltip: {
      ...tooltipOf(tokens),
      valueFormatter: (value: unknown) => signedPercent(typeof value === 'number' ? value : null),
    },
    xAxis: { ...xAxisOf(tokens), type: 'category', data: names },
    yAxis: {
      ...yAxisOf(tokens),
      axisLabel: {
        color: tokens['text-3'],
        fontSize: 11,
        formatter: (value: number) =>
          percent(value, Math.max(...values.map((one) => Math.abs(one ?? 0))) < 0.04 ? 1 : 0),
      },
    },
    series: [
      {
        type: 'bar',
        name: 'Return',
        barMaxWidth: 40,
        data: values.map((value) => ({
          value,
          itemStyle: { color: (value ?? 0) >= 0 ? tokens['pnl-pos'] : tokens['pnl-neg'], opacity: 0.75 },
        })),
      },
    ],
  }
}

function Figures({ rows }: { readonly rows: readonly (readonly [string, number | null])[] }) {
  return (
    <table className="run-figures num">
      <tbody>
        {rows.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{signedPercent(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
