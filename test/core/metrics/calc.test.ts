import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { metricNames, type MetricName } from '../../../core/contract/figures.ts'
import { AppError } from '../../../core/contract/errors.ts'
import { calcMetrics } from '../../../core/metrics/calc.ts'

const calc = (returns: string, benchmark?: string, options: { periods?: number; riskFree?: number } = {}) =>
  calcMetrics({ returns, ...(benchmark === undefined ? {} : { benchmark }), periods: 252, riskFree: 0, ...options })

describe('reading a series of returns', () => {
  it.each([
    ['one column', '0.01\n-0.02\n0.03'],
    ['a header', 'value\n0.01\n-0.02\n0.03\n'],
    ['Windows line ends, a byte order mark and quotes', '\uFEFF"ret"\r\n"0.01"\r\n"-0.02"\r\n"0.03"\r\n'],
    ['times', 'ts,value\n2020-01-01,0.01\n2020-01-02,-0.02\n2020-01-03,0.03'],
    [
      'times of a clock, without a header',
      '2020-01-01 09:30,0.01\n2020-01-01T09:31:00+00:00,-0.02\n2020-01-01T09:32:00.5Z,0.03',
    ],
    ['Unix milliseconds', 'ts,value\n1577836800000,0.01\n1577923200000,-2e-2\n1578009600000,+.03'],
    ['empty lines and empty cells', 'value\n\n0.01\nNaN\n-0.02\n""\n0.03'],
  ])('takes %s', (_, text) => {
    const result = calc(text)
    expect(result.returns).toBe(3)
    expect(result.metrics.totalReturn).toBeCloseTo(1.01 * 0.98 * 1.03 - 1, 14)
  })

  it.each([
    ['a word', 'value\n0.01\nlots', 3, '"lots" is not a number'],
    ['a decimal comma', 'ts,value\n2020-01-01,0,01', 2, '3 columns'],
    ['infinity', '0.01\ninf', 2, '"inf" is not a number'],
    ['percents', 'value\n0.5\n-3.2', 3, 'loses more than everything'],
    ['a day that does not exist', 'ts,value\n2020-02-30,0.01', 2, '"2020-02-30" is not a time'],
    ['an American date', 'ts,value\n1/31/2020,0.01', 2, 'is not a time'],
    ['a time twice', 'ts,value\n2020-01-02,0.01\n2020-01-02,0.02', 3, 'stands there twice'],
    ['times out of order', 'ts,value\n2020-01-02,0.01\n2020-01-01,0.02', 3, 'earlier than the line before'],
    ['a bar file', 'Date,Open,High,Low,Close\n2020-01-02,1,2,1,2', 2, '5 columns'],
  ])('refuses %s with its line and the reason', (_, text, line, why) => {
    const error = thrown(() => calc(text))
    expect(error).toMatchObject({ code: 'rejected-file', data: { series: 'returns', line } })
    expect(error.message).toContain(`returns, line ${line}: `)
    expect(error.message).toContain(why)
    expect(error.hint).toBeDefined()
  })

  it('counts the lines without a value', () => {
    expect(calc('value\n0.01\n\nNaN\n0.02').warnings).toStrictEqual([
      'returns: 1 of 3 lines have no value and are left out, the first is line 4',
    ])
  })
})

describe('a benchmark', () => {
  it('is put beside the returns of the same time', () => {
    const result = calc(
      'ts,value\n2020-01-01,0.01\n2020-01-02,0.02\n2020-01-03,-0.01\n2020-01-06,0.03',
      'ts,value\n2020-01-02,0.02\n2020-01-03,-0.01\n2020-01-04,0.5\n2020-01-06,0.03',
    )
    expect(result.compared).toBe(3)
    expect(result.metrics.beta).toBeCloseTo(1, 12)
    expect(result.warnings).toStrictEqual([
      '1 of 4 returns have no benchmark return of the same time; the benchmark metrics leave them out',
    ])
  })

  it.each([
    [
      'only one of them has times',
      'ts,value\n2020-01-01,0.01',
      '0.01',
      'the returns have times and the benchmark do not',
    ],
    ['their lengths differ', '0.01\n0.02', '0.01', '2 returns (0 empty), 1 of the benchmark'],
    ['a line without time is empty', '0.01\nNaN', '0.01\n0.02', '1 empty'],
  ])('is refused where %s', (_, returns, benchmark, why) => {
    const error = thrown(() => calc(returns, benchmark))
    expect(error.code).toBe('invalid-input')
    expect(error.message).toContain(why)
  })

  it('names the benchmark in a refusal of its lines', () => {
    expect(thrown(() => calc('0.01', 'x\ny')).message).toContain('benchmark, line 2')
  })
})

describe('undefined metrics', () => {
  it.each([
    ['empty', '', 'sharpe', 'there are no returns'],
    ['one value', '0.01', 'sharpe', 'needs at least 2 returns, there is 1'],
    ['two values', '0.01\n0.02', 'psr', 'needs at least 3 returns, there are 2'],
    ['all zero', '0\n0\n0', 'sharpe', 'the returns do not vary'],
    ['all zero', '0\n0\n0', 'tailRatio', 'the 5th percentile is 0'],
    ['no losses', '0.01\n0.02\n0.03', 'sortino', 'no return is below the risk-free rate'],
    ['no losses', '0.01\n0.02\n0.03', 'omega', 'no return is below the risk-free rate'],
    ['no losses', '0.01\n0.02\n0.03', 'calmar', 'the curve never falls below an earlier high'],
    ['no losses', '0.01\n0.02\n0.03', 'avgDrawdown', 'the curve never falls below an earlier high'],
    ['no times', '0.01\n-0.02', 'maxDrawdownDays', 'needs times: give two columns, ts,value'],
    ['overflow', '1e200\n1e200', 'cagr', 'is too large a number to be stated'],
    ['no benchmark', '0.01\n-0.02', 'beta', 'needs a benchmark'],
    ['no trades', '0.01\n-0.02', 'winRate', 'needs trades, which a series of returns does not have'],
    ['no trials', '0.01\n-0.02', 'dsr', 'needs the record of all trials, of which this series is one'],
  ] as const)('%s: %s %s is null and says why', (_, text, name, why) => {
    const { metrics, reasons } = calc(text)
    expect(metrics[name]).toBeNull()
    expect(reasons[name]).toBe(why)
  })

  it.each([
    ['does not vary', '0.01\n0.01\n0.01', 'beta', 'the benchmark does not vary'],
    ['is the series itself', '0.01\n-0.02\n0.03', 'informationRatio', 'the difference to the benchmark does not vary'],
    ['falls always', '-0.01\n-0.02\n-0.03', 'upCapture', 'the benchmark never rises'],
    ['rises always', '0.01\n0.02\n0.03', 'downCapture', 'the benchmark never falls'],
  ] as const)('against a benchmark that %s', (_, benchmark, name, why) => {
    const { metrics, reasons } = calc('0.01\n-0.02\n0.03', benchmark)
    expect(metrics[name]).toBeNull()
    expect(reasons[name]).toBe(why)
  })
})

const change = fc.integer({ min: -500, max: 500 }).map((thousandths) => thousandths / 1000)
const series = fc.array(change, { minLength: 0, maxLength: 60 })

describe('for any series', () => {
  it('a metric is a finite number, or null with a reason, never both', () => {
    fc.assert(
      fc.property(series, series, (own, other) => {
        const n = Math.min(own.length, other.length)
        const { metrics, reasons } = calc(own.slice(0, n).join('\n'), other.slice(0, n).join('\n'))
        for (const name of metricNames) {
          expect(
            metrics[name] === null
              ? (reasons[name] ?? '') !== ''
              : Number.isFinite(metrics[name]) && reasons[name] === undefined,
          ).toBe(true)
        }
      }),
    )
  })

  it('rounding is not taken for a benchmark that moves, or for a difference that does', () => {
    const steady = fc.tuple(fc.array(change, { minLength: 2, maxLength: 40 }), change)
    fc.assert(
      fc.property(steady, ([values, constant]) => {
        const flat = calc(values.join('\n'), values.map(() => constant).join('\n')).metrics
        expect([flat.beta, flat.alpha]).toStrictEqual([null, null])
        const ahead = calc(values.map((value) => value + 0.1).join('\n'), values.join('\n')).metrics
        expect(ahead.informationRatio).toBeNull()
      }),
    )
  })

  it('the order does not matter to what is no path', () => {
    const shuffled = series.chain((values) =>
      fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
    )
    const names = 'totalReturn cagr volatility sharpe sortino omega skew kurtosis tailRatio var95 cvar95 psr'.split(
      ' ',
    ) as MetricName[]
    fc.assert(
      fc.property(shuffled, ([values, other]) => {
        const [a, b] = [calc(values.join('\n')).metrics, calc(other.join('\n')).metrics]
        expect(names.filter((name) => !near(a[name], b[name]))).toStrictEqual([])
      }),
    )
  })

  it('ratios do not change when every return is made smaller by one factor; volatility and risk do with it', () => {
    const ratios = ['sharpe', 'sortino', 'omega', 'skew', 'kurtosis', 'tailRatio', 'psr'] as const
    const sizes = ['volatility', 'var95', 'cvar95'] as const
    fc.assert(
      fc.property(series, fc.double({ min: 0.1, max: 1, noNaN: true }), (values, factor) => {
        const a = calc(values.join('\n')).metrics
        const b = calc(values.map((value) => value * factor).join('\n')).metrics
        expect(ratios.filter((name) => !near(a[name], b[name]))).toStrictEqual([])
        expect(sizes.filter((name) => !near(times(a[name], factor), b[name]))).toStrictEqual([])
      }),
    )
  })

  it('annualising by four times the periods doubles the Sharpe ratio and the volatility', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [a, b] = [calc(values.join('\n')).metrics, calc(values.join('\n'), undefined, { periods: 1008 }).metrics]
        const doubled = ['sharpe', 'sortino', 'volatility'] as const
        expect(doubled.filter((name) => !near(times(a[name], 2), b[name]))).toStrictEqual([])
      }),
    )
  })
})

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor
}

function near(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b
  return Math.abs(a - b) <= 1e-7 * Math.max(1e-3, Math.abs(a))
}

function thrown(act: () => unknown): AppError {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
