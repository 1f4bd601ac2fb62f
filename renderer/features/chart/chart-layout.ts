import type { IndicatorInfo } from '../../../core/contract/indicator.ts'
import type { ChartIndicator } from '../../ui/price-chart/panes.ts'
import type { CandleStyle } from '../../ui/price-chart/stage.ts'

/** An indicator as the analyst placed it. */
export interface Placed {
  readonly id: string
  readonly name: string
  readonly params: Readonly<Record<string, number>>
  readonly visible: boolean
}

export interface ChartLayout {
  readonly indicators: readonly Placed[]
  readonly log: boolean
  readonly candles: CandleStyle
}

const first: ChartLayout = {
  log: false,
  candles: 'candles',
  indicators: [
    { id: 'sma1', name: 'sma', params: { timeperiod: 10 }, visible: true },
    { id: 'sma2', name: 'sma', params: { timeperiod: 30 }, visible: true },
    { id: 'rsi1', name: 'rsi', params: { timeperiod: 14 }, visible: true },
    { id: 'macd1', name: 'macd', params: { fastperiod: 12, slowperiod: 26, signalperiod: 9 }, visible: true },
  ],
}

const keyOf = (symbol: string) => `sextant.chart.${symbol}`

/** The layout a symbol was left with; a broken or foreign entry gives the first one. */
export function readLayout(symbol: string): ChartLayout {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(symbol)) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('indicators' in stored) || !Array.isArray(stored.indicators))
      return first
    const layout = stored as Partial<ChartLayout>
    return {
      indicators: stored.indicators.filter((one: unknown): one is Placed => isPlaced(one)),
      log: layout.log === true,
      candles: layout.candles === 'bars' || layout.candles === 'line' ? layout.candles : 'candles',
    }
  } catch {
    return first
  }
}

function isPlaced(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const one = value as Partial<Placed>
  return (
    typeof one.id === 'string' &&
    typeof one.name === 'string' &&
    typeof one.visible === 'boolean' &&
    typeof one.params === 'object' &&
    one.params !== null &&
    Object.values(one.params).every(Number.isFinite)
  )
}

export function saveLayout(symbol: string, layout: ChartLayout): void {
  localStorage.setItem(keyOf(symbol), JSON.stringify(layout))
}

export function place(layout: ChartLayout, info: IndicatorInfo): ChartLayout {
  const taken = new Set(layout.indicators.map(({ id }) => id))
  let count = 1
  while (taken.has(`${info.name}${count}`)) count += 1
  const params = Object.fromEntries(info.params.map((param) => [param.name, param.default]))
  return {
    ...layout,
    indicators: [...layout.indicators, { id: `${info.name}${count}`, name: info.name, params, visible: true }],
  }
}

export const change = (layout: ChartLayout, id: string, part: Partial<Placed>): ChartLayout => ({
  ...layout,
  indicators: layout.indicators.map((one) => (one.id === id ? { ...one, ...part } : one)),
})

export const without = (layout: ChartLayout, id: string): ChartLayout => ({
  ...layout,
  indicators: layout.indicators.filter((one) => one.id !== id),
})

/** Swaps with the neighbour above or below, which is the order of the panes. */
export function move(layout: ChartLayout, id: string, step: 1 | -1): ChartLayout {
  const at = layout.indicators.findIndex((one) => one.id === id)
  const other = at + step
  const here = layout.indicators[at]
  const there = layout.indicators[other]
  if (!here || !there) return layout
  return { ...layout, indicators: layout.indicators.with(at, there).with(other, here) }
}

/** `SMA 10`, `MACD 12 26 9`; choices such as the kind of average are left to the form. */
export function labelOf(info: IndicatorInfo, params: Readonly<Record<string, number>>): string {
  const values = info.params
    .filter(({ type }) => type !== 'choice')
    .map(({ name, default: usual }) => params[name] ?? usual)
  return [info.name.toUpperCase(), ...values].join(' ')
}

/** Placed indicators with what the registry says of them; ones it no longer knows are left out. */
export function drawnOf(layout: ChartLayout, infos: readonly IndicatorInfo[]): ChartIndicator[] {
  const byName = new Map(infos.map((info) => [info.name, info]))
  let overlay = 0
  let own = 2
  return layout.indicators.flatMap((placed) => {
    const info = byName.get(placed.name)
    if (!info) return []
    const single = info.outputs.length === 1
    const colours = info.outputs.map((_, at) =>
      info.pane === 'price' ? (overlay + at) % 6 : single ? own % 6 : [3, 0, 1, 2, 4, 5][at % 6]!,
    )
    if (info.pane === 'price') overlay += info.outputs.length
    else if (single) own += 1
    return [
      {
        id: placed.id,
        name: placed.name,
        params: { ...placed.params },
        label: labelOf(info, placed.params),
        pane: info.pane,
        outputs: info.outputs,
        levels: info.levels,
        colours,
        visible: placed.visible,
      },
    ]
  })
}
