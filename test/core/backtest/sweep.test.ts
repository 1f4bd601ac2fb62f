import { afterEach, describe, expect, it } from 'vitest'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { runBacktest } from '../../../core/backtest/run.ts'
import { createSweepFile, sweepToFile } from '../../../core/backtest/sweep-file.ts'
import { runSweep, shareBars } from '../../../core/backtest/sweep.ts'
import type { SweepInput } from '../../../core/backtest/sweep.ts'
import { sweepMetrics } from '../../../core/contract/figures.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { openDuckDb } from '../../../core/market-data/duckdb.ts'
import { costs, range, smaCross, wanderingBars } from './fixtures.ts'

const bars = wanderingBars(900)
const base: Omit<SweepInput, 'onRows'> = {
  bars,
  strategyText: smaCross,
  params: {},
  where: null,
  profile: findProfile('sextant').fields,
  costs,
  sizing: null,
  barMs: null,
  workers: 1,
  axes: [
    { name: 'fast', values: range(2, 20) },
    { name: 'slow', values: range(5, 60, 5) },
    { name: 'stop', values: [0.02, 0.1] },
  ],
}

async function rowsOf(input: Omit<SweepInput, 'onRows'>) {
  const rows: number[][] = []
  let columns: readonly string[] = []
  const summary = await runSweep({
    ...input,
    onRows: (batch) => {
      columns = batch.columns
      for (let row = 0; row < batch.count; row++)
        rows.push(Array.from(batch.values.subarray(row * columns.length, (row + 1) * columns.length)))
    },
  })
  return { rows, columns, summary }
}

const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('did not fail')
    },
    (error: unknown) => error as { code: string; message: string; hint: string; data: Record<string, unknown> },
  )

describe('runSweep', () => {
  it.each(['sextant', 'vectorbt', 'backtesting.py', 'backtrader'])(
    'under %s gives what single runs give, bit for bit, at 100 points',
    async (name) => {
      const profile = findProfile(name).fields
      const { rows, columns } = await rowsOf({ ...base, profile })
      expect(rows).toHaveLength(19 * 12 * 2)
      expect(columns).toEqual(['fast', 'slow', 'stop', ...sweepMetrics])
      for (let i = 0; i < 100; i++) {
        const row = rows[(i * 7919) % rows.length]!
        const { metrics } = runBacktest({
          text: smaCross,
          params: { fast: row[0]!, slow: row[1]!, stop: row[2]! },
          series: [{ symbol: 'X', timeframe: '1d', bars }],
          profile,
          costs,
          sizing: null,
          seed: 0,
          benchmark: null,
        })
        expect(row.slice(3).map((value) => (Number.isNaN(value) ? null : value))).toEqual(
          sweepMetrics.map((metric) => metrics[metric]),
        )
      }
    },
  )

  it('runs the combinations that the condition admits, in the order of the grid', async () => {
    const { rows, summary } = await rowsOf({ ...base, where: 'fast * 2 < slow and stop > 0.05' })
    const expected = range(2, 20).flatMap((fast) =>
      range(5, 60, 5)
        .filter((slow) => fast * 2 < slow)
        .map((slow) => [fast, slow, 0.1]),
    )
    expect(rows.map((row) => row.slice(0, 3))).toEqual(expected)
    expect(summary.combinations).toBe(expected.length)
    const best = rows.reduce((a, b) => ((b[4] ?? Number.NaN) > (a[4] ?? Number.NaN) ? b : a))
    expect(summary.best).toMatchObject({
      params: { fast: best[0], slow: best[1], stop: best[2] },
      metrics: { sharpe: best[4] },
    })
  })

  it('gives the same rows in the same order for 1 and 3 threads', async () => {
    // Long enough for threads to be used at all.
    const long = {
      ...base,
      bars: shareBars(wanderingBars(60_000)),
      axes: [
        { name: 'fast', values: range(2, 31) },
        { name: 'slow', values: range(40, 69) },
      ],
      where: 'slow - fast > 15',
    }
    const one = await rowsOf(long)
    const three = await rowsOf({ ...long, workers: 3 })
    expect(three.rows).toEqual(one.rows)
  }, 60_000)

  it('leaves the event loop its turns and stops when told to', async () => {
    const stop = new AbortController()
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
      if (turns === 5) stop.abort()
    }, 1)
    const error = await rejection(
      runSweep({
        ...base,
        axes: [
          { name: 'fast', values: range(2, 100) },
          { name: 'slow', values: range(2, 200) },
          { name: 'stop', values: range(1, 50).map((n) => n / 100) },
        ],
        signal: stop.signal,
        onRows: () => {},
      }),
    )
    clearInterval(timer)
    expect(error.code).toBe('cancelled')
    expect(turns).toBeLessThan(20)
  })

  it('stops its threads when told to', async () => {
    const stop = new AbortController()
    const long = {
      ...base,
      workers: 2,
      bars: wanderingBars(100_000),
      axes: [
        { name: 'fast', values: range(2, 100) },
        { name: 'slow', values: range(2, 200) },
      ],
    }
    setTimeout(() => stop.abort(), 300)
    const started = performance.now()
    expect((await rejection(runSweep({ ...long, signal: stop.signal, onRows: () => {} }))).code).toBe('cancelled')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('refuses 10^12 combinations at once, without memory for them', async () => {
    const before = process.memoryUsage().rss
    const started = performance.now()
    const axes = ['fast', 'slow', 'a', 'b'].map((name) => ({ name, values: range(2, 1001) }))
    const text = JSON.stringify({
      name: 'four',
      params: axes.map(({ name }) => ({ name, default: 5, min: 2, max: 1001 })),
      entryLong: 'close > open * ($fast + $slow + $a + $b)',
    })
    const error = await rejection(
      runSweep({ ...base, strategyText: text, axes, where: 'fast < slow', onRows: () => {} }),
    )
    expect(error).toMatchObject({ code: 'too-large', data: { total: 1e12 } })
    expect(error.message).toMatch(/about \d{3},000,000,000 combinations/)
    expect(performance.now() - started).toBeLessThan(1000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20)
  })

  it.each([
    ['fast < slwo', 'slwo'],
    ['fast + slow', 'not a condition'],
    ['fast < close', 'no place'],
    ['fast <', 'column'],
  ])('refuses the condition "%s" and says why', async (where, why) => {
    const error = await rejection(rowsOf({ ...base, where }))
    expect(error).toMatchObject({ code: 'invalid-input' })
    expect(error.message).toContain(why)
  })

  it('refuses an axis that is no parameter, a value it may not have, and an axis given twice', async () => {
    expect(await rejection(rowsOf({ ...base, axes: [{ name: 'fsat', values: [1] }] }))).toMatchObject({
      code: 'invalid-input',
    })
    expect((await rejection(rowsOf({ ...base, axes: [{ name: 'fast', values: [10, 1000] }] }))).message).toContain(
      '1000',
    )
    expect(
      (
        await rejection(
          rowsOf({
            ...base,
            axes: [
              { name: 'fast', values: [10] },
              { name: 'fast', values: [20] },
            ],
          }),
        )
      ).message,
    ).toContain('twice')
  })

  it('names the combination at which it could not go on', async () => {
    const text = JSON.stringify({
      name: 'x',
      params: [{ name: 'n', type: 'int', default: 5 }],
      entryLong: 'close > sma(close, $n)',
    })
    const error = await rejection(rowsOf({ ...base, strategyText: text, axes: [{ name: 'n', values: [5, 4, 0] }] }))
    expect(error).toMatchObject({ code: 'invalid-input', data: { params: { n: 0 } } })
    expect(error.message).toContain('(at n=0)')
  })

  it('takes the sizing given in place of the strategy’s own', async () => {
    const half = await rowsOf({ ...base, sizing: 'percent(50)' })
    const full = await rowsOf(base)
    expect(Math.abs(half.rows[100]![3]!)).toBeLessThan(Math.abs(full.rows[100]![3]!))
  })
})

describe('a sweep to a file', () => {
  const folders: string[] = []
  const folder = async () => {
    folders.push(await mkdtemp(join(tmpdir(), 'sextant-sweep-')))
    return folders.at(-1)!
  }
  afterEach(async () => {
    for (const dir of folders.splice(0)) await rm(dir, { recursive: true, force: true })
  })
  const noDatabase = () => Promise.reject(new Error('a CSV file needs none'))

  it('writes the rows as CSV, an undefined figure as an empty cell', async () => {
    const dir = await folder()
    const { out, combinations } = await sweepToFile(
      {
        ...base,
        axes: [
          { name: 'fast', values: [2, 100] },
          { name: 'slow', values: [100, 3] },
        ],
      },
      join(dir, 'a.csv'),
      noDatabase,
    )
    expect(combinations).toBe(4)
    const lines = (await readFile(out, 'utf8')).trimEnd().split('\n')
    expect(lines[0]).toBe(['fast', 'slow', ...sweepMetrics].join(','))
    const { rows } = await rowsOf({
      ...base,
      axes: [
        { name: 'fast', values: [2, 100] },
        { name: 'slow', values: [100, 3] },
      ],
    })
    expect(
      lines.slice(1).map((line) => line.split(',').map((cell) => (cell === '' ? Number.NaN : Number(cell)))),
    ).toEqual(rows)
    expect(rows.flat().some((value) => Number.isNaN(value))).toBe(true)
    expect(await readdir(dir)).toEqual(['a.csv'])
  })

  it('writes the same rows as Parquet', async () => {
    const dir = await folder()
    const db = await openDuckDb({ memoryMb: 64, threads: 1, scratch: join(dir, 'spill') })
    const { out } = await sweepToFile(base, join(dir, 'a.parquet'), () => Promise.resolve(db))
    const connection = await db.connect()
    const read = await connection.runAndReadAll(`select * from '${out}'`)
    expect(read.columnNames()).toEqual(['fast', 'slow', 'stop', ...sweepMetrics])
    expect(read.getRowsJS().map((row) => row.map((value) => value ?? Number.NaN))).toEqual((await rowsOf(base)).rows)
    connection.closeSync()
    db.close()
  })

  it('leaves nothing behind when it fails', async () => {
    const dir = await folder()
    const stop = new AbortController()
    stop.abort()
    expect((await rejection(sweepToFile({ ...base, signal: stop.signal }, join(dir, 'a.csv'), noDatabase))).code).toBe(
      'cancelled',
    )
    expect(
      (await rejection(sweepToFile({ ...base, where: 'fast > 1000' }, join(dir, 'a.csv'), noDatabase))).message,
    ).toContain('leaves out every combination')
    expect((await rejection(createSweepFile(join(dir, 'a.txt'), noDatabase))).code).toBe('invalid-input')
    expect(await readdir(dir)).toEqual([])
  })
})
