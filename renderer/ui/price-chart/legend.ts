import { compact, general, number, signed } from '../../lib/format.ts'
import { type ChartIndicator, paneOf, pricePane } from './panes.ts'
import type { Slab } from './slab.ts'
import type { ChartColours } from './theme.ts'

interface Cell {
  readonly element: HTMLElement
  readonly read: (slab: Slab, at: number) => { readonly text: string; readonly colour?: string }
}

/**
 * Legends in the upper left of each pane, as text of the page rather than pixels. They name each line in its
 * colour and show the values of one bar: the one under the crosshair, else the last in view.
 */
export function createLegends(options: {
  readonly title: string
  readonly decimals: () => number
  readonly pane: (paneId: string) => HTMLElement | null
  readonly colours: () => ChartColours
}) {
  let cells: Cell[] = []
  let boxes: HTMLElement[] = []

  function boxIn(paneId: string): HTMLElement | null {
    const pane = options.pane(paneId)
    if (!pane) return null
    const box = document.createElement('div')
    box.className = 'price-legend'
    // Read out through the chart's own description and its table, not as loose numbers.
    box.ariaHidden = 'true'
    pane.append(box)
    boxes.push(box)
    return box
  }

  function add(row: HTMLElement, label: string, read: Cell['read']): void {
    if (label) row.append(span('price-legend-label', label))
    const element = span('price-legend-value num', '—')
    row.append(element)
    cells.push({ element, read })
  }

  function priceRow(row: HTMLElement): void {
    row.append(span('price-legend-title', options.title))
    const direction = (slab: Slab, at: number) => {
      const c = options.colours()
      return slab.close[at]! >= slab.open[at]! ? c.up : c.down
    }
    for (const [label, field] of [
      ['O', 'open'],
      ['H', 'high'],
      ['L', 'low'],
      ['C', 'close'],
    ] as const) {
      add(row, label, (slab, at) => ({ text: number(slab[field][at], options.decimals()) }))
    }
    add(row, '', (slab, at) => ({
      text: at > 0 ? `${signed((slab.close[at]! / slab.close[at - 1]! - 1) * 100)}%` : '',
      colour: direction(slab, at),
    }))
    add(row, 'Vol', (slab, at) => ({ text: compact(slab.volume[at]) }))
  }

  function indicatorCells(row: HTMLElement, indicator: ChartIndicator): void {
    row.append(span('price-legend-label', indicator.label))
    for (const [order, output] of indicator.outputs.entries()) {
      const name = indicator.outputs.length > 1 && order > 0 ? output.short : ''
      add(row, name, (slab, at) => {
        const value = slab.line(`${indicator.id}.${output.name}`)?.[at]
        const c = options.colours()
        const colour =
          output.style === 'histogram' ? ((value ?? 0) >= 0 ? c.up : c.down) : c.series[indicator.colours[order] ?? 0]!
        const text =
          indicator.pane === 'price'
            ? number(value, options.decimals())
            : Math.abs(value ?? 0) >= 1
              ? number(value)
              : general(value)
        return { text, colour }
      })
    }
  }

  return {
    /** Builds the rows anew; call after indicators or their panes change. */
    build(indicators: readonly ChartIndicator[]) {
      for (const box of boxes) box.remove()
      boxes = []
      cells = []
      const box = boxIn(pricePane)
      if (box) {
        const first = box.appendChild(line())
        priceRow(first)
        const overlays = indicators.filter((one) => one.pane === 'price' && one.visible)
        if (overlays.length > 0) {
          const second = box.appendChild(line())
          for (const one of overlays) indicatorCells(second, one)
        }
      }
      for (const one of indicators) {
        if (one.pane !== 'own' || !one.visible) continue
        const own = boxIn(paneOf(one))
        if (own) indicatorCells(own.appendChild(line()), one)
      }
    },
    show(slab: Slab, at: number) {
      for (const cell of cells) {
        const { text, colour } = cell.read(slab, at)
        if (cell.element.textContent !== text) cell.element.textContent = text
        if (colour && cell.element.style.color !== colour) cell.element.style.color = colour
      }
    },
    /** Each row's text with its colours, for a picture of the chart. */
    rows: () =>
      boxes.flatMap((box) => {
        const top = box.getBoundingClientRect()
        return [...box.querySelectorAll('span')].map((element) => {
          const at = element.getBoundingClientRect()
          const style = getComputedStyle(element)
          return {
            text: element.textContent,
            colour: style.color,
            font: style.font,
            x: at.left,
            y: (at.top + at.bottom) / 2,
            pane: top,
          }
        })
      }),
  }
}

function line(): HTMLElement {
  const row = document.createElement('div')
  row.className = 'price-legend-row'
  return row
}

function span(className: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  return element
}
