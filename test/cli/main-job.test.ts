import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { metricNames } from '../../core/contract/figures.ts'
import { hasShared, makeWorkspace, run, runJson, shared, writeDailyCsv } from './sextant.ts'

interface Imported {
  batch: string
  symbol: string
  timeframe: string
  rowsIn: number
  accepted: number
  quarantined: number
  duplicates: number
  from: number
  to: number
  unchanged: boolean
  quality: object
}
interface Ran {
  runId: string
  metrics: Record<string, number | null>
  warnings: string[]
  dir: string
  resultHash: string
}

const workspace = makeWorkspace()
const csv = join(workspace.dir, 'ACME.csv')
const call = <Value>(...args: string[]) => runJson<Value>(workspace.dir, ...args)

beforeAll(() => writeDailyCsv(csv, 1500))
afterAll(() => workspace.remove())

describe('the main job from the command line', () => {
  it('imports, and the rows add up', async () => {
    const result = await call<Imported>('data', 'import', csv, '--symbol', 'ACME')
    expect(result).toMatchObject({
      symbol: 'ACME',
      timeframe: '1d',
      rowsIn: 1500,
      accepted: 1500,
      quarantined: 0,
      duplicates: 0,
      unchanged: false,
    })
    expect(new Date(result.from).toISOString()).toBe('2000-01-03T00:00:00.000Z')
  })

  it('changes nothing when the same file comes again', async () => {
    const before = await call<{ version: number; hash: string }[]>('data', 'list')
    const again = await call<Imported>('data', 'import', csv, '--symbol', 'ACME')
    expect(again.unchanged).toBe(true)
    expect(await call('data', 'list')).toStrictEqual(before)
  })

  it('runs a template under each profile and says how to do it again', async () => {
    for (const profile of ['sextant', 'vectorbt', 'backtesting.py']) {
      const ran = await call<Ran>('backtest', 'run', 'sma-cross', '--data', 'ACME', '--profile', profile)
      expect(Object.keys(ran.metrics).sort()).toStrictEqual([...metricNames].sort())
      const record = JSON.parse(readFileSync(join(ran.dir, 'run.json'), 'utf8')) as {
        command: string
        resultHash: string
        profile: { name: string }
      }
      expect(record.profile.name).toBe(profile)
      const words = record.command.replace(/^sextant /, '').split(' ')
      const again = await call<Ran>(...words)
      expect(again.resultHash).toBe(ran.resultHash)
      for (const file of ['equity.parquet', 'trades.parquet', 'orders.parquet', 'run-card.md'])
        expect(existsSync(join(ran.dir, file))).toBe(true)
    }
  })

  it('gives the same by events, and says so in run.json', async () => {
    const options = ['backtest', 'run', 'sma-cross', '--data', 'ACME', '--fees', '0.001']
    const vector = await call<Ran>(...options)
    const event = await call<Ran>(...options, '--engine', 'event')
    expect(event.resultHash).toBe(vector.resultHash)
    const record = JSON.parse(readFileSync(join(event.dir, 'run.json'), 'utf8')) as { engine: string; command: string }
    expect(record.engine).toBe('event')
    expect(record.command).toContain('--engine event')
  })

  it('reports the last run', async () => {
    const { files } = await call<{ files: { path: string; format: string }[] }>('report', 'last', '--format', 'html,md')
    expect(files.map((file) => file.format)).toStrictEqual(['html', 'md'])
    const html = readFileSync(files[0]!.path, 'utf8')
    expect(html).toContain('ACME')
    expect(html).not.toMatch(/src="https?:|href="https?:/)
  })

  it('sweeps to CSV and Parquet with the same rows for any number of workers', async () => {
    const one = join(workspace.dir, 'one.csv')
    const two = join(workspace.dir, 'two.csv')
    const grid = ['--grid', 'fast=5:25:5', '--grid', 'slow=10:60:10', '--where', 'fast < slow']
    const first = await call<{ combinations: number }>(
      'backtest',
      'sweep',
      'sma-cross',
      '--data',
      'ACME',
      ...grid,
      '--out',
      one,
    )
    await call('backtest', 'sweep', 'sma-cross', '--data', 'ACME', ...grid, '--out', two, '--workers', '2')
    expect(readFileSync(two, 'utf8')).toBe(readFileSync(one, 'utf8'))
    const lines = readFileSync(one, 'utf8').trimEnd().split('\n')
    expect(lines[0]).toBe('fast,slow,totalReturn,sharpe,maxDrawdown,trades,winRate,profitFactor,finalEquity')
    expect(lines).toHaveLength(first.combinations + 1)
    const parquet = join(workspace.dir, 'three.parquet')
    await call('backtest', 'sweep', 'sma-cross', '--data', 'ACME', ...grid, '--out', parquet)
    expect(existsSync(parquet)).toBe(true)
  })

  it('gives a sweep row the figures of the single run', async () => {
    const out = join(workspace.dir, 'single.csv')
    await call(
      'backtest',
      'sweep',
      'sma-cross',
      '--data',
      'ACME',
      '--grid',
      'fast=10',
      '--grid',
      'slow=30',
      '--out',
      out,
    )
    const [head, row] = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','))
    const { metrics } = await call<Ran>(
      'backtest',
      'run',
      'sma-cross',
      '--data',
      'ACME',
      '--param',
      'fast=10',
      '--param',
      'slow=30',
    )
    for (const name of ['totalReturn', 'sharpe', 'maxDrawdown', 'finalEquity'])
      expect(Number(row![head!.indexOf(name)])).toBe(metrics[name])
  })

  it('calculates an indicator to CSV with empty cells in the warm-up', async () => {
    const out = join(workspace.dir, 'macd.csv')
    await call('indicator', 'calc', 'macd', '--data', 'ACME', '--out', out)
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
    expect(lines[0]).toBe('ts,macd,macdsignal,macdhist')
    expect(lines[1]).toBe('2000-01-03T00:00:00Z,,,')
    expect(
      lines
        .at(-1)!
        .split(',')
        .slice(1)
        .every((cell) => cell !== '' && Number.isFinite(Number(cell))),
    ).toBe(true)
  })

  it('answers SQL and refuses what is not a question', async () => {
    const answer = await call<{ rows: unknown[][] }>('data', 'sql', 'select count(*) from "ACME_1d"')
    expect(answer.rows).toStrictEqual([[1500]])
    const refused = await run(
      workspace.dir,
      '--json',
      'data',
      'sql',
      `copy (select 1) to '${join(workspace.dir, 'stolen.csv')}'`,
    )
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'sql-refused' } })
    expect(existsSync(join(workspace.dir, 'stolen.csv'))).toBe(false)
  })

  it('says what is wrong with a call, with the right exit code', async () => {
    const unknown = await run(workspace.dir, '--json', 'backtest', 'run', 'sma-cross', '--data', 'ACNE')
    expect(unknown.code).toBe(1)
    expect(JSON.parse(unknown.stderr.trim().split('\n').at(-1)!)).toMatchObject({
      error: { code: 'not-found', hint: expect.stringContaining('ACME') },
    })
    expect((await run(workspace.dir, 'backtest', 'run')).code).toBe(2)
    expect((await run(workspace.dir, 'nonsense')).code).toBe(2)
    expect((await run(workspace.dir, 'backtest', 'run', 'sma-cross', '--data', 'ACME', '--fees', 'much')).code).toBe(2)
    expect(
      (await run(workspace.dir, 'backtest', 'run', 'sma-cross', '--data', 'ACME', '--param', 'fast=100000')).code,
    ).toBe(2)
  })

  it('lists jobs, settings and a clean bill of health', async () => {
    expect((await call<object[]>('jobs')).length).toBeGreaterThan(5)
    await call('config', 'set', 'backtest.fees', '0.001')
    expect(await call('config', 'get', 'backtest.fees')).toMatchObject({ value: 0.001, layer: 'workspace' })
    const doctor = await call<{ check: string; status: string }[]>('doctor')
    expect(doctor.filter((item) => item.status === 'error')).toStrictEqual([])
  })
})

describe.skipIf(!hasShared)('the main job on GOOG (skipped by name where ../shared is absent)', () => {
  it('prints the figures that vectorbt publishes for its own conventions', async () => {
    await call('data', 'import', join(shared, 'data/goog-daily.csv'), '--symbol', 'GOOG')
    const { metrics } = await call<Ran>(
      'backtest',
      'run',
      'sma-cross',
      '--data',
      'GOOG',
      '--profile',
      'vectorbt',
      '--cash',
      '10000',
      '--fees',
      '0',
    )
    // reference/vectorbt-sma-grid-goog, fill at the close, pair 10/30.
    expect(metrics['totalReturn']).toBeCloseTo(5.42, 1)
    expect(metrics['sharpe']).toBeCloseTo(1.306, 3)
  })
})
