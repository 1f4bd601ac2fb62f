import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeCore, type Core } from '../../../../core/compose.ts'
import type { ImportResult } from '../../../../core/contract/data.ts'
import { writeDailyCsv } from '../../../cli/sextant.ts'
import { line, start } from './recording.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-depth-import-'))
let core: Core
beforeAll(async () => {
  core = await composeCore({ workspace: join(dir, 'w'), engine: 'inline', resources: 'resources', version: 'test' })
})
afterAll(async () => {
  await core.close()
  rmSync(dir, { recursive: true, force: true })
})

const feed = join(dir, 'btc.gz')
const lines = [
  line.depth(start, 90, 95, [['9.00', '1']], []),
  line.snapshot(start + 5, 100, [['10.00', '5']], [['10.10', '4']]),
  line.trade(start + 7, 41, '10.10', '0.003', false),
  line.trade(start + 7, 41, '10.10', '0.003', false),
  line.depth(start + 9, 101, 102, [['9.90', '1']], [['10.10', '2']]),
]
const run = async (source: string, options: object = {}) => {
  const { jobId } = await core.client.data.import({ source, options })
  return (await core.client.jobs.result({ id: jobId })).value as ImportResult
}

test(
  'a recorded feed is recognised, previewed, imported, listed, checked and queried like any data set',
  { timeout: 30_000 },
  async () => {
    writeFileSync(feed, gzipSync(lines.join('\n')))
    const preview = await core.client.data.preview({ source: feed, options: {} })
    expect(preview).toMatchObject({
      format: 'depth',
      rowEstimate: 5,
      options: { symbol: 'BTCUSDT', timeframe: 'depth' },
      questions: [],
    })

    const result = await run(feed)
    expect(result).toMatchObject({
      symbol: 'BTCUSDT',
      timeframe: 'depth',
      version: 1,
      rowsIn: 5,
      accepted: 3,
      quarantined: 1,
      duplicates: 1,
      unchanged: false,
      quality: { label: 'Good' },
    })
    // As the preview's own command would, and once more without options.
    expect(await run(feed, preview.options)).toMatchObject({ version: 1, unchanged: true })
    expect(await run(feed)).toMatchObject({ version: 1, unchanged: true })
    expect(await core.client.data.list()).toMatchObject([
      { symbol: 'BTCUSDT', timeframe: 'depth', format: 'depth', rows: 5, decimals: 1, quarantined: 1 },
    ])
    expect((await core.client.data.quarantine({ symbol: 'BTCUSDT' })).map((row) => [row.line, row.text])).toEqual([
      [1, lines[0]],
    ])
    expect(await core.client.data.check({ symbol: 'BTCUSDT', recheck: true })).toMatchObject({
      status: 'pass',
      rows: 5,
    })

    const sql = await core.client.data.sql({
      query: 'select kind, count(*)::int as n from BTCUSDT_depth group by kind order by kind',
    })
    expect(sql.rows).toEqual([
      ['depth', 2],
      ['snapshot', 2],
      ['trade', 1],
    ])
    const schema = await core.client.data.schema()
    const described = await core.client.data.sql({
      query: 'select column_name, column_type from (describe BTCUSDT_depth)',
    })
    expect(
      schema.find(({ table }) => table === 'BTCUSDT_depth')!.columns.map(({ name, type }) => [name, type]),
    ).toEqual(described.rows)
  },
)

test(
  'bars of the same symbol stay the ones meant, and a recording is refused where bars are needed',
  { timeout: 30_000 },
  async () => {
    await expect(core.client.data.bars({ symbol: 'BTCUSDT' })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('has no bars'),
    })
    const csv = join(dir, 'daily.csv')
    writeDailyCsv(csv, 300)
    await run(csv, { symbol: 'BTCUSDT' })
    expect(await core.client.data.show({ symbol: 'BTCUSDT' })).toMatchObject({ timeframe: '1d', rows: 300 })
    const counted = await core.client.data.sql({ query: 'select timeframe, count(*)::int from bars group by 1' })
    expect(counted.rows).toEqual([['1d', 300]])
    await expect(run(feed, { timeframe: '1m' })).rejects.toMatchObject({
      message: expect.stringContaining('not stored as 1m'),
    })
    await expect(run(csv, { format: 'depth' })).rejects.toMatchObject({
      message: expect.stringContaining('does not look like a recorded order book feed'),
    })
  },
)

test('a changed file is found by check and by health, and named', { timeout: 30_000 }, async () => {
  const { partitions } = await core.client.data.show({ symbol: 'BTCUSDT', timeframe: 'depth' })
  const file = resolve(dir, 'w', 'data', 'BTCUSDT', 'depth', `${partitions[0]!.hash}.parquet`)
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 4
  writeFileSync(file, bytes)
  await expect(core.client.data.check({ symbol: 'BTCUSDT', timeframe: 'depth', recheck: true })).rejects.toMatchObject({
    code: 'corrupt-data',
  })
  expect((await core.client.workspace.health()).find(({ id }) => id === 'integrity')).toMatchObject({ status: 'error' })
  expect(await run(feed)).toMatchObject({
    warnings: expect.arrayContaining(['The damaged file of this recording was replaced.']),
  })
  expect(await core.client.data.check({ symbol: 'BTCUSDT', timeframe: 'depth', recheck: true })).toMatchObject({
    status: 'pass',
  })
})
