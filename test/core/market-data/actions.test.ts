import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

import type { DatedAction } from '../../../core/contract/actions.ts'
import { readActionFile } from '../../../core/market-data/action-file.ts'
import { placeActions } from '../../../core/market-data/actions.ts'
import { barsOf } from '../engine/events/scripted.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-actions-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const day = (date: string) => Date.parse(`${date}T00:00:00Z`)
function read(text: string): DatedAction[] {
  const path = join(dir, 'actions.csv')
  writeFileSync(path, text)
  return readActionFile(path, 'actions.csv')
}

describe('a list of splits and dividends', () => {
  it('has one a line with kind and value', () => {
    expect(read('\uFEFFdate,kind,value\r\n2020-08-31,split,4\r\n2020-11-06,dividend,0.205\r\n\r\n')).toEqual([
      { ts: day('2020-08-31'), kind: 'split', value: 4 },
      { ts: day('2020-11-06'), kind: 'dividend', value: 0.205 },
    ])
  })

  it('or a column each, empty, 0 or 1 for none, as Yahoo and zipline write them', () => {
    expect(read('Date;Dividends;Stock Splits\n2014-06-09;0.0;7.0\n2014-08-07;0.47;0.0\n2014-08-08;;1.0')).toEqual([
      { ts: day('2014-06-09'), kind: 'split', value: 7 },
      { ts: day('2014-08-07'), kind: 'dividend', value: 0.47 },
    ])
  })

  it('knows ratios and times with a zone', () => {
    expect(
      read('ts,type,ratio\n2024-06-10T09:30:00-04:00,split,10:1\n2011-05-09,split,1/10\n2020-01-02,split,3-for-2'),
    ).toEqual([
      { ts: Date.UTC(2024, 5, 10, 13, 30), kind: 'split', value: 10 },
      { ts: day('2011-05-09'), kind: 'split', value: 0.1 },
      { ts: day('2020-01-02'), kind: 'split', value: 1.5 },
    ])
  })

  it('takes midnight of a zone for its day, wherever that day is stored', () => {
    expect(read('Date,Dividends\n2020-11-06 00:00:00-05:00,0.205\n2021-03-30 00:00:00+09:00,120')).toEqual([
      { ts: day('2020-11-06'), kind: 'dividend', value: 0.205 },
      { ts: Date.UTC(2021, 2, 29, 15), kind: 'dividend', value: 120 },
    ])
  })

  it.each([
    ['date,kind,value\n2020-08-31,merger,4', 'line 2: "merger" is neither split nor dividend'],
    ['date,kind,value\n2020-08-31,split,4\n31.8.2020,split,4', 'line 3: "31.8.2020" is no ISO date'],
    ['date,kind,value\n2020-08-31,split,-4', 'line 2: "-4" is no split'],
    ['date,kind,value\n2020-08-31,dividend,', 'line 2: "" is no dividend'],
    ['date,kind,value\n2020-08-31,split,1:0', 'line 2: "1:0" is no split'],
    ['date,close\n2020-08-31,4', 'its header is date, close'],
    ['', 'its header is '],
  ])('is refused with the line that is wrong: %j', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'invalid-input' }))
    expect(() => read(text)).toThrow(message)
  })
})

describe('actions on bars', () => {
  const flat = (...closes: number[]) => barsOf(closes.map((price) => [price, price, price, price]))
  const at = (index: number, kind: DatedAction['kind'], value: number) => ({
    ts: day(`2020-01-0${index + 1}`),
    kind,
    value,
  })

  it('stand on the first bar at or after their time, several on one bar together', () => {
    const bars = flat(100, 100, 50, 50)
    const monday = { ...bars, ts: bars.ts.map((time, i) => (i < 2 ? time : time + 2 * 86_400_000)) }
    expect(placeActions('X', [at(2, 'split', 2), at(3, 'dividend', 1)], monday)).toEqual({
      list: [{ bar: 2, split: 2, dividend: 1 }],
      notes: [],
    })
  })

  it('have no effect on the first bar, before it and after the last', () => {
    const early = { ts: day('2019-12-31'), kind: 'dividend' as const, value: 1 }
    expect(placeActions('X', [early, at(0, 'dividend', 1), at(8, 'dividend', 1)], flat(9, 9, 9)).list).toEqual([])
  })

  it('leave splits out where the prices do not show them, and say so', () => {
    const { list, notes } = placeActions('X', [at(1, 'split', 2), at(2, 'dividend', 1)], flat(100, 101, 99))
    expect(list).toEqual([{ bar: 2, split: 1, dividend: 1 }])
    expect(notes).toEqual([expect.stringContaining('split of 2020-01-02: they are adjusted for it already')])
  })

  it('take all splits of a series alike: a small one counts where a large one shows', () => {
    const { list } = placeActions('X', [at(1, 'split', 10), at(3, 'split', 1.05)], flat(1000, 100, 101, 101.5))
    expect(list.map(({ split }) => split)).toEqual([10, 1.05])
  })
})
