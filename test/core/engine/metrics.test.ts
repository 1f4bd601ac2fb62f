import { describe, expect, it } from 'vitest'

import { metricsFor } from '../../../core/engine/metrics.ts'
import { normalCdf } from '../../../core/engine/metrics/normal.ts'
import { probabilisticSharpe, returnFigures } from '../../../core/engine/metrics/returns.ts'
import { againstBenchmark } from '../../../core/engine/metrics/benchmark.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { hasReference, orSkipped, readReference } from './reference.ts'

type Entry = { library: string; metric: string; arguments: Record<string, unknown>; value?: number | number[] | null }
interface MetricsFile {
  main: { returns: number[]; benchmark: number[]; metrics: Entry[] }
  edges: { name: string; returns: (number | null)[] }[]
}
interface OverfitFile {
  dsr: {
    in: { sharpe: number; observations: number; skew: number; kurtosis: number }
    out: { sr0: number; dsr: number; psr_vs_0: number }
  }[]
  track_record: {
    moments: { n: number; sharpe: number; skew: number; kurtosis: number }
    cases: { benchmark_sharpe_per_period: number; psr: number }[]
  }
}

const rules = { ddof: 1, riskFree: 0, sharpeFormula: 'arithmetic' } as const
const relative = (got: number | null, expected: number) => Math.abs(got! - expected) / Math.abs(expected)

describe.skipIf(!hasReference)(`returns of AAPL against IBM, by empyrical and quantstats${orSkipped}`, () => {
  const { main, edges } = hasReference
    ? readReference<MetricsFile>('metrics-aapl-ibm')
    : { main: { returns: [], benchmark: [], metrics: [] }, edges: [] }
  const returns = Float64Array.from(main.returns)
  const benchmark = Float64Array.from(main.benchmark)
  const value = (library: string, metric: string, given: Record<string, unknown> = {}) =>
    main.metrics.find(
      (entry) =>
        entry.library === library &&
        entry.metric === metric &&
        JSON.stringify(entry.arguments) === JSON.stringify(given),
    )!.value as number
  const figures = { ...returnFigures(returns, 252, rules), ...againstBenchmark(returns, benchmark, 252, rules) }

  it.each([
    ['annualReturn', 'annual_return'],
    ['volatility', 'annual_volatility'],
    ['sharpe', 'sharpe_ratio'],
    ['sortino', 'sortino_ratio'],
    ['omega', 'omega_ratio'],
    ['tailRatio', 'tail_ratio'],
    ['var95', 'value_at_risk'],
    ['cvar95', 'conditional_value_at_risk'],
    ['alpha', 'alpha'],
    ['beta', 'beta'],
    ['informationRatio', 'excess_sharpe'],
    ['upCapture', 'up_capture'],
    ['downCapture', 'down_capture'],
  ] as const)('%s is empyrical %s', (ours, theirs) => {
    expect(relative(figures[ours], value('empyrical', theirs))).toBeLessThan(1e-9)
  })

  it('annualises with 365 days where the profile says so', () => {
    const { sharpe, sortino } = returnFigures(returns, 365, rules)
    expect(relative(sharpe, value('empyrical', 'sharpe_ratio', { annualization: 365 }))).toBeLessThan(1e-9)
    expect(relative(sortino, value('quantstats', 'sortino', { periods: 365 }))).toBeLessThan(1e-9)
  })

  it('measures the deepest drawdown and calmar from the equity', () => {
    let equity = 1000
    const curve = returns.map((change) => (equity *= 1 + change))
    const bars = {
      rows: curve.length,
      ts: curve.map((_, i) => Date.UTC(2012, 0, 4) + i * 86_400_000),
      open: curve,
      high: curve,
      low: curve,
      close: curve,
      volume: curve,
    }
    const { fields } = overrideProfile(findProfile('sextant'), { annualDays: 252 })
    const metrics = metricsFor({
      bars,
      result: { equity: curve, positionValue: curve, trades: [] },
      profile: fields,
      cash: 1000,
    })
    expect(relative(metrics.maxDrawdown, value('empyrical', 'max_drawdown'))).toBeLessThan(1e-9)
    expect(relative(metrics.calmar, value('empyrical', 'calmar_ratio'))).toBeLessThan(1e-9)
    expect(relative(metrics.totalReturn, value('empyrical', 'cum_returns_final'))).toBeLessThan(1e-9)
    expect(relative(metrics.sharpe, value('empyrical', 'sharpe_ratio'))).toBeLessThan(1e-9)
  })

  it('has no ratio for returns that do not vary, and numbers or null for every edge series', () => {
    for (const edge of edges) {
      const given = Float64Array.from(edge.returns.filter((one) => one !== null))
      const got = returnFigures(given, 252, rules)
      for (const one of Object.values(got)) expect(one === null || Number.isFinite(one)).toBe(true)
      const varies = !['all_zero', 'constant', 'one_value'].includes(edge.name)
      expect([got.sharpe !== null, got.skew !== null, got.psr !== null].some((defined) => defined)).toBe(varies)
    }
    expect(edges).toHaveLength(10)
  })
})

describe.skipIf(!hasReference)(`probabilistic Sharpe ratio${orSkipped}`, () => {
  const overfit = hasReference ? readReference<OverfitFile>('overfit') : null
  it('agrees with the papers within 1e-10', () => {
    const { moments, cases } = overfit!.track_record
    for (const one of cases) {
      const got = probabilisticSharpe({ ...moments, observations: moments.n, against: one.benchmark_sharpe_per_period })
      expect(Math.abs(got! - one.psr)).toBeLessThan(1e-10)
    }
    for (const { in: given, out } of overfit!.dsr) {
      expect(Math.abs(probabilisticSharpe({ ...given, against: 0 })! - out.psr_vs_0)).toBeLessThan(1e-10)
      expect(Math.abs(probabilisticSharpe({ ...given, against: out.sr0 })! - out.dsr)).toBeLessThan(1e-10)
    }
  })
})

it('has the worked example of the 2014 paper: Sharpe 2.5 a year over 1250 days, skew -3, kurtosis 10, against 0.1132', () => {
  const got = probabilisticSharpe({
    sharpe: 2.5 / Math.sqrt(250),
    against: 0.113172,
    observations: 1250,
    skew: -3,
    kurtosis: 10,
  })
  expect(got).toBeCloseTo(0.9004, 4)
})

it.each([
  [0, 0.5],
  [1.959963984540054, 0.975],
  [-1, 0.15865525393145705],
  [3, 0.9986501019683699],
  [-8, 6.220960574271786e-16],
])('normal distribution at %d', (z, expected) => {
  expect(Math.abs(normalCdf(z) - expected)).toBeLessThan(1e-15)
})
