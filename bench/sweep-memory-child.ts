import { sweepToFile } from '../core/backtest/sweep-file.ts'
import { dailyBars } from './bars.ts'
import { range, smaCross, smaGrid } from './sma-strategy.ts'

/** Runs the sweep of `sweep-memory` into the file named on the command line and prints its figures as JSON. */
const { bars, source } = dailyBars()
const { params, ...rest } = JSON.parse(smaCross) as { params: unknown[] }
const strategyText = JSON.stringify({
  ...rest,
  params: [...params, { name: 'stop', default: 0.05 }],
  stopLoss: '$stop',
})
const input = {
  ...smaGrid(bars, 2),
  strategyText,
  where: null,
  axes: [
    { name: 'fast', values: range(2, 101) },
    { name: 'slow', values: range(102, 201) },
    { name: 'stop', values: range(1, 100).map((n) => n / 500) },
  ],
}
const { combinations, elapsedMs } = await sweepToFile(input, process.argv[2]!, () =>
  Promise.reject(new Error('a CSV file needs no database')),
)
console.log(
  JSON.stringify({
    combinations,
    seconds: elapsedMs / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    data: source,
  }),
)
