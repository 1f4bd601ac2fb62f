import type { SyntheticSeries } from './chart-series.ts'

interface Asked {
  readonly from: number
  readonly to: number
  readonly buckets: number
  readonly indicators: ReadonlyArray<{ readonly id: string }>
}

/** Stand-in answer of `data.window` over columns in memory, in the same layout. */
export function windowOf(series: SyntheticSeries, lines: ReadonlyMap<string, Float64Array>, asked: Asked) {
  let span = 1
  while ((asked.to - asked.from) / span > asked.buckets) span *= 2
  const from = Math.floor(asked.from / span) * span
  const to = Math.min(series.rows, asked.to)
  const count = Math.ceil((to - from) / span)
  const drawn = asked.indicators.flatMap(({ id }) => [...lines].filter(([name]) => name.startsWith(`${id}.`)))
  const columns = ['ts', 'open', 'high', 'low', 'close', 'volume', ...drawn.map(([name]) => name)]
  const values = new Float64Array(columns.length * count)
  for (let bucket = 0; bucket < count; bucket++) {
    const first = from + bucket * span
    const last = Math.min(to, first + span) - 1
    let high = -Infinity
    let low = Infinity
    let volume = 0
    for (let bar = first; bar <= last; bar++) {
      if (series.high[bar]! > high) high = series.high[bar]!
      if (series.low[bar]! < low) low = series.low[bar]!
      volume += series.volume[bar]!
    }
    const cells = [
      series.ts[first]!,
      series.open[first]!,
      high,
      low,
      series.close[last]!,
      volume,
      ...drawn.map(([, column]) => column[last]!),
    ]
    for (const [order, cell] of cells.entries()) values[order * count + bucket] = cell
  }
  return { head: { rows: series.rows, from, to, span, columns }, values }
}
