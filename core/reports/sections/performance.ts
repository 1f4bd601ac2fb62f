import { date, left, right, signed } from '../blocks.ts'
import type { Block, Cell } from '../blocks.ts'
import { equityChart } from '../charts/equity.ts'
import { yearChart } from '../charts/trades.ts'
import { formatCount, formatDate, formatNumber, formatReturn, formatSigned, noValue } from '../format.ts'
import type { EquityColumns, ReportInput } from '../input.ts'

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
/** Returns at which a cell of the calendar has its full colour. */
const fullMonth = 0.2
const fullYear = 0.6

export function equity(input: ReportInput): Block[] {
  const { run, equity: curve } = input
  if (curve.ts.length < 2) return [{ kind: 'text', text: 'The run has fewer than two bars: there is nothing to draw.' }]
  const symbol = run.data[0]?.symbol ?? 'first symbol'
  const worst = run.drawdowns.toSorted((a, b) => a.depth - b.depth)[0]
  const description = `Equity of ${run.strategy.name} from ${formatDate(curve.ts[0])} to ${formatDate(curve.ts.at(-1))}, ${formatNumber(curve.equity[0], 0)} to ${formatNumber(curve.equity.at(-1), 0)}, with its drawdown below.${thinned(input)}`
  const logarithmic = [...curve.equity, ...curve.held].every((value) => value > 0 || Number.isNaN(value))
  const scales = logarithmic ? (['log', 'linear'] as const) : (['linear'] as const)
  return [
    {
      kind: 'chart',
      description,
      views: scales.map((scale) => ({
        name: scale === 'log' ? 'Log' : 'Linear',
        svg: equityChart(curve, scale, worst, description),
      })),
      legend: [
        { label: run.strategy.name, mark: 'strategy' },
        ...(isCompared(curve) ? [{ label: `${symbol} held, no costs`, mark: 'held' } as const] : []),
        ...(worst ? [{ label: 'worst drawdown', mark: 'worst' } as const] : []),
      ],
      table: {
        columns: [date('Year end'), right('Equity'), right(`${symbol} held`), right('Deepest drawdown')],
        rows: yearEnds(curve).map(({ ts, equity: value, held, drawdown }) => [
          formatDate(ts),
          formatNumber(value, 0),
          formatNumber(held, 0),
          formatReturn(drawdown),
        ]),
      },
    },
  ]
}

export function calendar(input: ReportInput): Block[] {
  const { run, equity: curve } = input
  const symbol = run.data[0]?.symbol ?? 'first symbol'
  const years = [...new Set([...run.months.map(({ year }) => year), ...run.years.map(({ year }) => year)])].toSorted(
    (a, b) => a - b,
  )
  const months = new Map(run.months.map((entry) => [entry.year * 12 + entry.month - 1, entry.return]))
  const cell = (value: number | undefined, full: number): Cell =>
    value === undefined
      ? { text: noValue }
      : { text: formatSigned(value * 100, 1), heat: Math.max(-1, Math.min(1, value / full)) }
  const held = heldByYear(curve)
  const yearly = run.years.map(({ year, return: strategy }) => ({ year, strategy, held: held.get(year) ?? null }))
  const blocks: Block[] = [
    {
      kind: 'table',
      heat: true,
      columns: [left('Year'), ...monthNames.map((name) => right(name)), right('Year')],
      rows: years.map((year) => [
        String(year),
        ...monthNames.map((_, month) => cell(months.get(year * 12 + month), fullMonth)),
        cell(run.years.find((entry) => entry.year === year)?.return, fullYear),
      ]),
      note: 'Per cent. Colour is full at 20% a month and 60% a year.',
    },
  ]
  if (yearly.length > 1) {
    const description = `Return by year, ${run.strategy.name}${held.size > 0 ? ` beside ${symbol} held` : ''}.${held.size > 0 ? thinned(input) : ''}`
    blocks.push({
      kind: 'chart',
      title: 'By year',
      description,
      views: [{ name: 'By year', svg: yearChart(yearly, description) }],
      legend: [
        { label: run.strategy.name, mark: 'strategy' },
        ...(held.size > 0 ? [{ label: `${symbol} held`, mark: 'held' } as const] : []),
      ],
      table: {
        columns: [left('Year'), right('Return'), right(`${symbol} held`)],
        rows: yearly.map(({ year, strategy, held: other }) => [
          String(year),
          formatReturn(strategy),
          formatReturn(other),
        ]),
      },
    })
  }
  return blocks
}

export function drawdowns({ run }: ReportInput): Block[] {
  if (run.drawdowns.length === 0) return [{ kind: 'text', text: 'Equity never fell below an earlier high.' }]
  const worst = run.drawdowns.toSorted((a, b) => a.depth - b.depth || a.peak - b.peak).slice(0, 10)
  return [
    {
      kind: 'table',
      columns: [date('From'), date('Low'), date('Recovered'), right('Depth'), right('Days')],
      rows: worst.map(({ peak, trough, recovery, depth, days }) => [
        formatDate(peak),
        formatDate(trough),
        recovery === null ? 'not yet' : formatDate(recovery),
        signed(formatReturn(depth), depth),
        formatCount(days),
      ]),
      note: `The deepest first; days by the clock of profile ${run.profile.name}.`,
    },
  ]
}

function isCompared({ held }: EquityColumns): boolean {
  return held.some((value) => Number.isFinite(value))
}

/** Says so where the curve has fewer points than the run has bars. */
function thinned({ run, equity: curve }: ReportInput): string {
  const rows = Math.max(...run.data.map((series) => series.rows))
  return curve.ts.length < rows
    ? ` Read from ${formatCount(curve.ts.length)} points of the curve, which keep its highs and lows; a year ends at the nearest of them.`
    : ''
}

function yearEnds(curve: EquityColumns) {
  const rows: { ts: number; equity: number; held: number | null; drawdown: number }[] = []
  let deepest = 0
  curve.ts.forEach((ts, index) => {
    deepest = Math.min(deepest, curve.drawdown[index] ?? 0)
    const next = curve.ts[index + 1]
    if (next !== undefined && new Date(next).getUTCFullYear() === new Date(ts).getUTCFullYear()) return
    rows.push({ ts, equity: curve.equity[index]!, held: curve.held[index] ?? null, drawdown: deepest })
    deepest = 0
  })
  return rows
}

function heldByYear(curve: EquityColumns): Map<number, number> {
  const returns = new Map<number, number>()
  let before = curve.held[0]
  for (const { ts, held } of yearEnds(curve)) {
    if (held === null || before === undefined || !Number.isFinite(held / before)) continue
    returns.set(new Date(ts).getUTCFullYear(), held / before - 1)
    before = held
  }
  return returns
}
