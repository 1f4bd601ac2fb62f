import { expect, it } from 'vitest'

import { barsOf, readFixture } from './series.ts'

const files = ['vectorbt', 'backtestingpy', 'backtrader', 'talib', 'returns']

it.each(files)('the generated series end with the bar that make.py had for %s.json', (name) => {
  const fixture = readFixture(name)
  for (const series of ['daily', 'hourly', 'coarse'] as const) {
    const { rows, open, high, low, close, volume } = barsOf(fixture, series)
    const last = [open, high, low, close, volume].map((column) => column[rows - 1])
    expect(last).toEqual(fixture.header.data[series]['last bar'])
  }
})
