import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Core } from '../../../core/compose.ts'
import { composeCore } from '../../../core/compose.ts'
import type { RunResult } from '../../../core/contract/backtest.ts'
import { readUniverse, writeUniverse } from '../../../core/market-data/universe-file.ts'
import { universe } from './generated.ts'

const text = (rows: string) => `symbol,from,to\n${rows}`
const day = (date: string) => Date.parse(date)

describe('a universe file', () => {
  it('is read by symbol, its memberships in order', () => {
    const members = readUniverse(
      '\uFEFFTicker;Start_Date;End_Date\nB;2012-01-01;\nA;2015-01-01;\nA;2010-01-01;2011-01-01\n',
      'f',
    )
    expect(members).toEqual([
      {
        symbol: 'A',
        spells: [
          { from: day('2010-01-01'), to: day('2011-01-01') },
          { from: day('2015-01-01'), to: null },
        ],
      },
      { symbol: 'B', spells: [{ from: day('2012-01-01'), to: null }] },
    ])
    expect(readUniverse(writeUniverse(members), 'f')).toEqual(members)
  })

  it.each([
    ['A,2010-13-01,', 'line 2: "2010-13-01" is no ISO date'],
    ['A,,', 'line 2: "" is no ISO date'],
    ['A,2010-01-01,\n,2010-01-01,', 'line 3: the symbol is missing'],
    ['A,2010-01-02,2010-01-02', 'line 2: A leaves on 2010-01-02, not after 2010-01-02'],
    ['A,2010-01-01,2012-01-01\nA,2011-01-01,', 'line 3: A is a member already, by line 2'],
    ['', 'f has no member'],
  ])('%j is refused', (rows, message) => expect(() => readUniverse(text(rows), 'f')).toThrow(message))

  it('takes memberships that touch', () => {
    expect(readUniverse(text('A,2010-01-01,2011-01-01\nA,2011-01-01,'), 'f')[0]!.spells).toHaveLength(2)
  })
})

describe('a run over a universe', () => {
  let folder: string
  let core: Core
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-universe-'))
    core = await composeCore({ workspace: join(folder, 'ws'), engine: 'inline', resources: 'resources', version: '0' })
    for (const { symbol, bars } of universe(6, 320, true)) {
      const rows = Array.from(bars.ts, (ts, i) =>
        [
          new Date(ts).toISOString().slice(0, 10),
          bars.open[i],
          bars.high[i],
          bars.low[i],
          bars.close[i],
          bars.volume[i],
        ].join(','),
      )
      const file = join(folder, `${symbol}.csv`)
      writeFileSync(file, `date,open,high,low,close,volume\n${rows.join('\n')}\n`)
      await finished(await core.client.data.import({ source: file, options: {} }))
    }
    const file = join(folder, 'u.csv')
    writeFileSync(
      file,
      text(
        'S00,2018-01-01,\nS01,2018-01-01,2018-07-10\nS02,2018-09-01,\nS03,2018-01-01,\nS05,2018-01-01,\nLOST,2018-01-01,\nLATER,2030-01-01,',
      ),
    )
    await core.client.data.importUniverse({ source: file, name: 'six' })
  })
  afterAll(async () => {
    await core.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const finished = async ({ jobId }: { jobId: string }) => await core.client.jobs.result({ id: jobId })
  const run = async (more: object = {}): Promise<RunResult> => {
    const text = JSON.stringify({ name: 'u', weight: 'if(topk(roc(close, 5), 2), 0.4, 0)', rebalance: '1w' })
    const result = await finished(await core.client.backtest.run({ text, universe: 'six', ...more }))
    if (result.kind !== 'backtest.run') throw new Error(result.kind)
    return result.value
  }

  it('takes the stored members, names the others, and keeps in run.json what it was over', async () => {
    const { runId, warnings } = await run()
    expect(warnings[0]).toBe(
      '2 of the 7 symbols of six have no stored bars in the period: LATER, LOST. Without those that failed, a result looks better than it was.',
    )
    const detail = await core.client.backtest.show({ run: runId })
    expect(detail.data.map(({ symbol }) => symbol)).toEqual(['S00', 'S01', 'S02', 'S03', 'S05'])
    expect(detail.universe).toMatchObject({ name: 'six', leaving: 'close', missing: ['LATER', 'LOST'] })
    expect(detail.data[1]!.spells).toEqual([{ from: day('2018-01-01'), to: day('2018-07-10') }])
    expect(detail.command).toContain('--universe six')
  })

  it('is the same in the event engine, and repeats from its record', async () => {
    const vector = await run()
    expect((await run({ engine: 'event' })).resultHash).toBe(vector.resultHash)
    const { rows } = await core.client.backtest.conventions({ run: vector.runId })
    const own = rows.find((row) => row.own)!
    expect(own.totalReturn).toBe(vector.metrics.totalReturn)
  })

  it.each([
    [{ universe: undefined }, 'Input validation failed'],
    [{ data: ['S00'] }, 'the request names symbols and a universe'],
    [{ universe: 'seven' }, 'there is no universe seven'],
    [{ from: day('2040-01-01') }, 'none of the 7 symbols of six is stored with bars in that period'],
  ])('%o is refused', async (more, message) => {
    await expect(run(more)).rejects.toThrow(message)
  })
})
