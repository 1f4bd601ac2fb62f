import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rollingFigures } from '../../../../core/engine/analysis/rolling.ts'
import { worstDrawdowns } from '../../../../core/engine/breakdowns.ts'
import { drawdowns } from '../../../../core/engine/metrics/drawdowns.ts'
import { growthOf } from '../../../../core/engine/metrics/growth.ts'
import { monthlyReturns, yearlyReturns } from '../../../../core/engine/breakdowns.ts'
import { distance, hasReference, orSkipped, readBars, readReference } from '../reference.ts'

interface Reference {
  main: {
    returns: number[]
    benchmark: number[]
    series: Record<string, (number | null)[]> & {
      'empyrical.aggregate_returns yearly': Record<string, number>
      'quantstats.drawdown_details': { columns: string[]; rows: (string | number | null)[][] }
    }
  }
}

const rules = { ddof: 1, riskFree: 0, sharpeFormula: 'arithmetic' } as const
const day = 86_400_000

describe.skipIf(!hasReference)(`rolling figures and drawdowns of AAPL, by empyrical and quantstats${orSkipped}`, () => {
  const main = hasReference
    ? readReference<Reference>('metrics-aapl-ibm').main
    : ({ returns: [], benchmark: [], series: {} } as unknown as Reference['main'])
  const returns = Float64Array.from(main.returns)
  const benchmark = Float64Array.from(main.benchmark)
  const ts = hasReference ? readBars('csvdir-AAPL-daily.csv').ts.subarray(1) : new Float64Array(0)
  const rolling = (window: number) =>
    rollingFigures({ returns, benchmark, ts, window, perYear: 252, rules, points: returns.length })
  const worst = (ours: readonly (number | null)[], theirs: readonly (number | null)[]) => {
    expect(ours).toHaveLength(theirs.length)
    return Math.max(...ours.map((value, i) => distance(value!, theirs[i]!)))
  }

  it.each([
    [63, 'sharpe', 'empyrical.roll_sharpe_ratio window=63'],
    [63, 'beta', 'empyrical.roll_beta window=63'],
    [63, 'maxDrawdown', 'empyrical.roll_max_drawdown window=63'],
    [126, 'volatility', 'quantstats.rolling_volatility 126'],
    [126, 'sharpe', 'quantstats.rolling_sharpe 126'],
    [126, 'sortino', 'quantstats.rolling_sortino 126'],
  ] as const)('window %d: %s is %s within 1e-8', (window, name, theirs) => {
    const defined = main.series[theirs]!.filter((value) => value !== null)
    expect(worst(rolling(window)[name], defined)).toBeLessThan(1e-8)
  })

  it('has their curve and drawdown at every day', () => {
    const curve = growthOf(returns)
    expect(
      worst(
        Array.from(curve, (value) => value - 1),
        main.series['empyrical.cum_returns']!,
      ),
    ).toBeLessThan(1e-8)
    let peak = 1
    const below = Array.from(curve, (value) => value / (peak = Math.max(peak, value)) - 1)
    expect(worst(below, main.series['quantstats.to_drawdown_series']!)).toBeLessThan(1e-8)
  })

  it('has their table of drawdowns: first day below, lowest day, last day below, depth', () => {
    const curve = growthOf(returns)
    const isoDay = (index: number) => new Date(ts[index]!).toISOString().slice(0, 10)
    // Their end is the last day under water, ours the day that is out of it.
    const ours = drawdowns(curve, 1).map(({ peak, trough, recovery, depth }) => ({
      dates: [isoDay(peak + 1), isoDay(trough), isoDay(recovery === null ? ts.length - 1 : recovery - 1)],
      depth: depth * 100,
    }))
    const { columns, rows } = main.series['quantstats.drawdown_details']
    const at = (row: (string | number | null)[], name: string) => row[columns.indexOf(name)]
    expect(ours.map(({ dates }) => dates)).toStrictEqual(
      rows.map((row) => ['start', 'valley', 'end'].map((name) => at(row, name))),
    )
    expect(
      worst(
        ours.map(({ depth }) => depth),
        rows.map((row) => at(row, 'max drawdown') as number),
      ),
    ).toBeLessThan(1e-8)
    expect(worstDrawdowns(ts, curve, 1, 1)[0]!.depth * 100).toBeCloseTo(
      Math.min(...rows.map((row) => at(row, 'max drawdown') as number)),
      8,
    )
  })

  it('has their months and years', () => {
    const curve = growthOf(returns)
    const months = monthlyReturns(ts, curve, 1).map((month) => month.return)
    expect(worst(months, main.series['empyrical.aggregate_returns monthly']!)).toBeLessThan(1e-8)
    const years = main.series['empyrical.aggregate_returns yearly']
    for (const { year, return: change } of yearlyReturns(ts, curve, 1))
      expect(distance(change, years[year]!)).toBeLessThan(1e-8)
  })
})

const series = fc.array(
  fc.integer({ min: -400, max: 400 }).map((n) => n / 1000),
  { minLength: 0, maxLength: 60 },
)
const given = (values: readonly number[], window: number, points = 1000) => {
  const returns = Float64Array.from(values)
  const ts = returns.map((_, i) => i * day)
  return rollingFigures({
    returns,
    benchmark: returns.map((value, i) => value / 2 + (i % 3) / 100),
    ts,
    window,
    perYear: 252,
    rules,
    points,
  })
}

describe('rolling figures of any series', () => {
  it('do not know what comes later: a prefix has the same figures', () => {
    fc.assert(
      fc.property(series, series, fc.integer({ min: 2, max: 20 }), (early, late, window) => {
        const whole = given([...early, ...late], window)
        const prefix = given(early, window)
        for (const name of ['ts', 'sharpe', 'sortino', 'volatility', 'beta', 'maxDrawdown'] as const) {
          expect(whole[name].slice(0, prefix.ts.length)).toStrictEqual(prefix[name])
        }
      }),
    )
  })

  it('forget what is out of the window', () => {
    fc.assert(
      fc.property(series, series, fc.integer({ min: 2, max: 20 }), (before, values, window) => {
        const last = (all: readonly number[]) =>
          given(all, window).volatility.slice(-Math.max(1, values.length - window + 1))
        fc.pre(values.length >= window)
        expect(last([...before, ...values])).toStrictEqual(last(values))
      }),
    )
  })

  it('are thinned to some of the same times, the last among them', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 10 }), (values, points) => {
        const all = given(values, 5)
        const few = given(values, 5, points)
        expect(few.ts.length).toBe(Math.min(points, all.ts.length))
        expect(few.ts.at(-1)).toBe(all.ts.at(-1))
        few.ts.forEach((time, i) => expect(few.sharpe[i]).toBe(all.sharpe[all.ts.indexOf(time)]))
      }),
    )
  })

  it('are none where the window is longer than the series', () => {
    expect(given([0.01, 0.02], 3)).toMatchObject({ ts: [], sharpe: [], beta: [] })
  })
})
