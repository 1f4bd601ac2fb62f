import { describe, expect, it } from 'vitest'

import type { MetricName } from '../../../core/contract/figures.ts'
import { calcMetrics } from '../../../core/metrics/calc.ts'
import { barsOf, readFixture } from './series.ts'
import type { SeriesName } from './series.ts'

interface Entry {
  library: 'empyrical' | 'quantstats'
  series: 'sp500' | 'daily' | 'sp500 against daily'
  metric: string
  arguments: { annualization?: number; periods?: number }
  value: number
}

const fixture = readFixture<{ entries: Entry[] }>('returns')
const ours: Record<string, MetricName> = {
  annual_return: 'cagr',
  annual_volatility: 'volatility',
  volatility: 'volatility',
  sharpe_ratio: 'sharpe',
  sharpe: 'sharpe',
  sortino_ratio: 'sortino',
  sortino: 'sortino',
  omega_ratio: 'omega',
  tail_ratio: 'tailRatio',
  value_at_risk: 'var95',
  conditional_value_at_risk: 'cvar95',
  max_drawdown: 'maxDrawdown',
  calmar_ratio: 'calmar',
  cum_returns_final: 'totalReturn',
  alpha: 'alpha',
  beta: 'beta',
  excess_sharpe: 'informationRatio',
  up_capture: 'upCapture',
  down_capture: 'downCapture',
}

function returnsOf(name: SeriesName, rows = Number.POSITIVE_INFINITY): string {
  const { close } = barsOf(fixture, name)
  const changes = Array.from(close.subarray(1), (value, i) => value / close[i]! - 1)
  return changes.slice(0, rows).join('\n')
}

describe(`empyrical-reloaded ${fixture.header.versions['empyrical-reloaded']} and quantstats ${fixture.header.versions['quantstats']}`, () => {
  it('has 45 figures, each of which is compared', () => {
    expect(fixture.entries).toHaveLength(45)
    expect(fixture.entries.filter(({ metric }) => !Object.hasOwn(ours, metric))).toEqual([])
  })

  it.each(fixture.entries)('$library $metric $arguments of $series, within 1e-9', (entry) => {
    const against = entry.series === 'sp500 against daily'
    const { metrics } = calcMetrics({
      returns: against ? returnsOf('sp500', 1199) : returnsOf(entry.series as SeriesName),
      ...(against ? { benchmark: returnsOf('daily') } : {}),
      periods: entry.arguments.annualization ?? entry.arguments.periods ?? 252,
      riskFree: 0,
    })
    const got = metrics[ours[entry.metric]!]
    expect(Math.abs(got! - entry.value) / Math.abs(entry.value)).toBeLessThan(1e-9)
  })
})
