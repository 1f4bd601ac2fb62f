import { inkOn, rgbOf } from '../ink.ts'
import type { DeepPartial, Styles } from 'klinecharts'

/** Colours a canvas needs, read from the page's tokens so that a theme or preset change reaches it. */
export interface ChartColours {
  readonly bg: string
  readonly grid: string
  readonly line: string
  readonly lineStrong: string
  readonly hover: string
  readonly text1: string
  readonly text2: string
  readonly text3: string
  readonly accent: string
  readonly up: string
  readonly down: string
  readonly win: string
  readonly loss: string
  readonly series: readonly string[]
}

export function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    bg: token('bg'),
    grid: token('grid'),
    line: token('line'),
    lineStrong: token('line-strong'),
    hover: token('hover'),
    text1: token('text-1'),
    text2: token('text-2'),
    text3: token('text-3'),
    accent: token('accent'),
    up: token('candle-up'),
    down: token('candle-down'),
    win: token('pnl-pos'),
    loss: token('pnl-neg'),
    series: [
      token('series-3'),
      token('series-4'),
      token('series-5'),
      token('series-1'),
      token('accent'),
      token('series-2'),
    ],
  }
}

/** The colour with an alpha channel; tokens are six-digit hex. */
export function fade(colour: string, alpha: number): string {
  return colour.startsWith('#') && colour.length === 7
    ? colour +
        Math.round(alpha * 255)
          .toString(16)
          .padStart(2, '0')
    : colour
}

export const axisWidth = 64
export const axisFont = 'Inter'

export function chartStyles(c: ChartColours, candles: 'candles' | 'bars' | 'line'): DeepPartial<Styles> {
  const text = { size: 11, family: axisFont, weight: 'normal' as const }
  const tag = {
    ...text,
    color: c.text1,
    backgroundColor: c.hover,
    borderColor: c.hover,
    borderSize: 0,
    borderRadius: 3,
    paddingLeft: 6,
    paddingRight: 6,
    paddingTop: 3,
    paddingBottom: 4,
  }
  const cross = { line: { style: 'dashed' as const, dashedValue: [3, 3], size: 1, color: c.text3 }, text: tag }
  const gridLine = { show: true, size: 1, color: c.grid, style: 'solid' as const }
  const direction = { upColor: c.up, downColor: c.down, noChangeColor: c.up }
  return {
    grid: { show: true, horizontal: gridLine, vertical: gridLine },
    candle: {
      type: candles === 'bars' ? 'ohlc' : candles === 'line' ? 'area' : 'candle_up_stroke',
      bar: {
        compareRule: 'current_open',
        ...direction,
        upBorderColor: c.up,
        downBorderColor: c.down,
        noChangeBorderColor: c.up,
        upWickColor: c.up,
        downWickColor: c.down,
        noChangeWickColor: c.up,
      },
      area: {
        lineSize: 1.75,
        lineColor: c.series[3]!,
        smooth: false,
        value: 'close',
        backgroundColor: 'transparent',
        point: { show: false, animation: false },
      },
      priceMark: {
        high: { show: false },
        low: { show: false },
        last: {
          compareRule: 'current_open',
          ...direction,
          line: { show: false },
          text: {
            ...text,
            color: inkOn(rgbOf(c.up)),
            borderRadius: 3,
            paddingLeft: 6,
            paddingRight: 6,
            paddingTop: 3,
            paddingBottom: 4,
          },
        },
      },
      tooltip: { showRule: 'none' },
    },
    indicator: { lastValueMark: { show: false }, tooltip: { showRule: 'none' } },
    xAxis: {
      size: 26,
      axisLine: { color: c.line, size: 1 },
      tickLine: { show: false },
      tickText: { ...text, color: c.text3, marginStart: 8, marginEnd: 4 },
    },
    yAxis: {
      size: axisWidth,
      axisLine: { show: false },
      tickLine: { show: false },
      tickText: { ...text, color: c.text3, marginStart: 8, marginEnd: 6 },
    },
    separator: { size: 1, color: c.line, fill: true, activeBackgroundColor: fade(c.accent, 0.3) },
    crosshair: { horizontal: cross, vertical: cross },
  }
}
