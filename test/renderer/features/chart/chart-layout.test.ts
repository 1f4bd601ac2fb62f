import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { IndicatorInfo } from '../../../../core/contract/indicator.ts'
import {
  change,
  drawnOf,
  move,
  place,
  readLayout,
  saveLayout,
  without,
} from '../../../../renderer/features/chart/chart-layout.ts'

const info = (name: string, pane: 'price' | 'own', outputs = 1): IndicatorInfo => ({
  name,
  aliases: [],
  title: name,
  group: 'overlap',
  doc: '',
  source: '',
  pane,
  inputs: ['real'],
  levels: [],
  lookback: 0,
  missing: null,
  params: [
    { name: 'timeperiod', type: 'int', default: 20, min: 2, max: 100, choices: [] },
    { name: 'matype', type: 'choice', default: 0, min: 0, max: 1, choices: ['sma', 'ema'] },
  ],
  outputs: Array.from({ length: outputs }, (_, at) => ({ name: `out${at}`, short: `o${at}`, style: 'line' as const })),
})
const infos = [info('sma', 'price'), info('bbands', 'price', 3), info('rsi', 'own')]

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
})

describe('the layout of a chart', () => {
  it('comes back as it was left, symbol by symbol', () => {
    const layout = place({ ...readLayout('GOOG'), log: true }, infos[1]!)
    saveLayout('GOOG', layout)
    expect(readLayout('GOOG')).toEqual(layout)
    expect(readLayout('AAPL').log).toBe(false)
  })

  it('opens with the first layout where what was kept is broken or foreign', () => {
    for (const broken of ['{', '[]', '{"indicators":5}', 'null']) {
      localStorage.setItem('sextant.chart.GOOG', broken)
      expect(readLayout('GOOG').indicators.length).toBeGreaterThan(0)
    }
    localStorage.setItem(
      'sextant.chart.GOOG',
      '{"indicators":[{"id":"a"},{"id":"sma9","name":"sma","params":{"timeperiod":9},"visible":true}]}',
    )
    expect(readLayout('GOOG').indicators.map(({ id }) => id)).toEqual(['sma9'])
  })

  it('gives each indicator an id and a colour of its own, and a label without choices', () => {
    const layout = place(place({ indicators: [], log: false, candles: 'candles' }, infos[0]!), infos[0]!)
    const drawn = drawnOf(layout, infos)
    expect(drawn.map(({ id, label }) => [id, label])).toEqual([
      ['sma1', 'SMA 20'],
      ['sma2', 'SMA 20'],
    ])
    expect(drawn[0]!.colours).not.toEqual(drawn[1]!.colours)
    expect(drawnOf({ ...layout, indicators: [{ id: 'x', name: 'gone', params: {}, visible: true }] }, infos)).toEqual(
      [],
    )
  })

  it('changes, moves and removes one', () => {
    const layout = place(place({ indicators: [], log: false, candles: 'candles' }, infos[0]!), infos[2]!)
    expect(move(layout, 'rsi1', -1).indicators.map(({ id }) => id)).toEqual(['rsi1', 'sma1'])
    expect(move(layout, 'rsi1', 1)).toEqual(layout)
    expect(change(layout, 'rsi1', { visible: false }).indicators[1]!.visible).toBe(false)
    expect(without(layout, 'sma1').indicators.map(({ id }) => id)).toEqual(['rsi1'])
  })
})
