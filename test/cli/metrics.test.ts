import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Analysis } from '../../core/contract/analysis.ts'
import { metricNames } from '../../core/contract/figures.ts'
import type { MetricsResult } from '../../core/contract/metrics.ts'
import { makeWorkspace, run, runJson, writeDailyCsv } from './sextant.ts'

interface Ran {
  runId: string
  metrics: Record<string, number | null>
}

const workspace = makeWorkspace()
const file = (name: string, text: string) => {
  const path = join(workspace.dir, name)
  writeFileSync(path, text)
  return path
}
const call = <Value>(...args: string[]) => runJson<Value>(workspace.dir, ...args)
afterAll(() => workspace.remove())

describe('metrics calc', () => {
  it('grades a file against a benchmark, every metric with a value or a reason', async () => {
    const returns = file('r.csv', 'ts,value\n2020-01-02,0.01\n2020-01-03,-0.02\n2020-01-06,0.03\n')
    const benchmark = file('b.csv', 'ts,value\n2020-01-02,0.02\n2020-01-03,-0.01\n2020-01-06,0.01\n')
    const result = await call<MetricsResult>(
      'metrics',
      'calc',
      '--returns',
      returns,
      '--benchmark',
      benchmark,
      '--periods',
      '12',
    )
    expect(result).toMatchObject({ returns: 3, compared: 3, periods: 12, warnings: [] })
    expect(Object.keys(result.metrics).sort()).toStrictEqual([...metricNames].sort())
    for (const name of metricNames) expect(result.metrics[name] === null).toBe(result.reasons[name] !== undefined)
    expect(result.metrics.sharpe).toBeCloseTo(
      (0.02 / 3 / Math.sqrt(((0.01 / 3) ** 2 + (0.08 / 3) ** 2 + (0.07 / 3) ** 2) / 2)) * Math.sqrt(12),
      12,
    )
    expect(result.metrics.maxDrawdownDays).toBe(4)
    const { code, stdout } = await run(workspace.dir, 'metrics', 'calc', '--returns', returns)
    expect(code).toBe(0)
    expect(stdout).toContain('3 returns from 2020-01-02 to 2020-01-06, 252 periods a year')
    expect(stdout).toContain(
      'alpha, beta, informationRatio, upCapture, downCapture, benchmarkReturn: needs a benchmark',
    )
  })

  it('says which line of which file is bad', async () => {
    const { code, stderr } = await run(
      workspace.dir,
      '--json',
      'metrics',
      'calc',
      '--returns',
      file('bad.csv', 'value\n0.01\n1,5\n'),
    )
    expect(code).toBe(1)
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'rejected-file', message: 'returns, line 3: 2 columns', data: { line: 3 } },
    })
  })

  it.each([
    [['--returns', 'nowhere.csv'], 1, 'not-found'],
    [['--returns', 'r.csv', '--periods', 'daily'], 2, 'invalid-input'],
    [[], 2, 'invalid-input'],
  ])('refuses %j', async (args, code, error) => {
    const outcome = await run(
      workspace.dir,
      '--json',
      'metrics',
      'calc',
      ...args.map((word) => (word === 'r.csv' ? join(workspace.dir, word) : word)),
    )
    expect(outcome.code).toBe(code)
    expect(JSON.parse(outcome.stderr)).toMatchObject({ error: { code: error } })
  })
})

describe('backtest analyse', () => {
  let ran: Ran
  let analysis: Analysis
  beforeAll(async () => {
    const csv = join(workspace.dir, 'ACME.csv')
    writeDailyCsv(csv, 800)
    await call('data', 'import', csv, '--symbol', 'ACME')
    ran = await call<Ran>('backtest', 'run', 'sma-cross', '--data', 'ACME', '--fees', '0.001')
    analysis = await call<Analysis>('backtest', 'analyse', ran.runId, '--window', '40', '--resamples', '200')
  })

  it('agrees with the metrics of the run', () => {
    const { metrics } = ran
    expect(analysis.intervals).toMatchObject({ returns: 800, resamples: 200, reason: null })
    expect(analysis.intervals.sharpe.estimate).toBeCloseTo(metrics['sharpe']!, 12)
    expect(analysis.intervals.cagr.estimate).toBeCloseTo(metrics['cagr']!, 10)
    expect(analysis.intervals.maxDrawdown.estimate).toBeCloseTo(metrics['maxDrawdown']!, 10)
    expect(analysis.trading.turnover).toBeCloseTo(metrics['turnover']!, 10)
    expect(analysis.trading.withoutVolume).toBe(0)
    expect(analysis.trading.capacity).toBeGreaterThan(0)
    for (const groups of Object.values(analysis.trades)) {
      expect(groups.reduce((sum, group) => sum + group.trades, 0)).toBe(metrics['trades'])
    }
    const growth = analysis.returns.year.reduce((product, year) => product * (1 + year.totalReturn), 1)
    expect(growth).toBeCloseTo(1 + metrics['totalReturn']!, 10)
    expect(analysis.excursions.trades).toBe(metrics['trades'])
    expect(analysis.rolling.window).toBe(40)
    expect(analysis.rolling.ts).toHaveLength(500)
    expect(analysis.rolling.beta.at(-1)).not.toBeNull()
  })

  it('gives the same for the same seed, other intervals for another, and leaves DSR to the trials', async () => {
    const options = ['--window', '40', '--resamples', '200']
    expect(await call('backtest', 'analyse', 'last', ...options)).toStrictEqual(analysis)
    const other = await call<Analysis>('backtest', 'analyse', 'last', ...options, '--seed', '2')
    expect(other.intervals.sharpe.low).not.toBe(analysis.intervals.sharpe.low)
    expect({ ...other, intervals: null }).toStrictEqual({ ...analysis, intervals: null })
    expect([ran.metrics['dsr'], ran.metrics['trialsCounted']]).toStrictEqual([null, null])
  })

  it('is readable, and refuses a window that is none', async () => {
    const { stdout } = await run(workspace.dir, 'backtest', 'analyse', 'last')
    for (const words of [
      'stationary bootstrap of 800 returns',
      'Over windows of 63 returns',
      'Monday',
      'January',
      'entryLong',
      'Turnover',
    ])
      expect(stdout).toContain(words)
    const { code, stderr } = await run(workspace.dir, '--json', 'backtest', 'analyse', 'last', '--window', '1')
    expect(code).toBe(2)
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'invalid-input' } })
  })
})
