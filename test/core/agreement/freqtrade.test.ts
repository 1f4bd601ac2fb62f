import { describe, expect, it } from 'vitest'

import type { ExitReason } from '../../../core/engine/types.ts'
import { distance } from '../engine/reference.ts'
import { averages, barsOf, readFixture, rowsNumbered, runRules } from './series.ts'
import type { SeriesName } from './series.ts'

type Trade = [
  number: number,
  entryBar: number,
  exitBar: number,
  entryPrice: number,
  exitPrice: number,
  profit: number,
  reason: keyof typeof reasons,
  short: boolean,
]
interface Scenario {
  name: string
  series: SeriesName
  parameters: {
    stop: number
    roi?: Record<string, number>
    fee?: number
    shorts?: boolean
    trailing?: boolean
    then?: number
    after?: number
    only?: boolean
  }
  count: number
  trades: Trade[]
  figures: { profit: number; sharpe: number; sortino: number }
}

const reasons = {
  exit_signal: 'signal',
  stop_loss: 'stopLoss',
  roi: 'takeProfit',
  trailing_stop_loss: 'trailingStop',
  force_exit: 'finalBar',
} satisfies Record<string, ExitReason>

const fixture = readFixture<{ scenarios: Scenario[] }>('freqtrade')
const [up, down] = [`crossover(${averages})`, `crossunder(${averages})`]

describe(`freqtrade ${fixture.header.versions['freqtrade']}`, () => {
  it('has ten settings', () => expect(fixture.scenarios).toHaveLength(10))
  it.each(fixture.scenarios)('$name on $series, within 1e-9', (scenario) => expect(differences(scenario)).toEqual([]))
})

function differences({ series, parameters, count, trades, figures }: Scenario): string[] {
  const { stop, roi, fee = 0, shorts, trailing, then, after, only } = parameters
  const { result, metrics } = runRules({
    bars: barsOf(fixture, series),
    timeframe: '1h',
    profile: 'freqtrade',
    set: { crossRule: 'strict' },
    costs: { cash: 100_000, fees: fee },
    sizing: 'value(10000)',
    rules: {
      entryLong: up,
      exitLong: down,
      ...(shorts === true ? { entryShort: down, exitShort: up } : {}),
      stopLoss: String(stop),
      trailingStop: trailing === true && only !== true ? String(stop) : '',
      ...(then === undefined ? {} : { trailingThen: String(then), trailingAfter: String(after) }),
      ...(roi === undefined ? {} : { targets: roi }),
    },
  })
  const wrong: string[] = []
  const close = (name: string, got: number | null, expected: number) => {
    if (got === null || !(distance(got, expected) < 1e-9)) wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  expect(result.trades).toHaveLength(count)
  rowsNumbered(result.trades, trades).forEach((trade, row) => {
    const [number, entryBar, exitBar, entryPrice, exitPrice, profit, reason, short] = trades[row]!
    expect([trade.entryBar, trade.exitBar, trade.exitReason, trade.side === 'short']).toEqual([
      entryBar,
      exitBar,
      reasons[reason],
      short,
    ])
    close(`entry of trade ${number}`, trade.entryPrice, entryPrice)
    close(`exit of trade ${number}`, trade.exitPrice, exitPrice)
    close(`profit of trade ${number}`, trade.pnl, profit)
  })
  close('profit', metrics.finalEquity! - 100_000, figures.profit)
  close('sharpe', metrics.sharpe, figures.sharpe)
  close('sortino', metrics.sortino, figures.sortino)
  return wrong
}
