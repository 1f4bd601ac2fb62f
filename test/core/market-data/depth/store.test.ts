import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDepthStore } from '../../../../core/market-data/adapters/depth-partition.ts'
import { checkDepth } from '../../../../core/market-data/depth/check.ts'
import { toDepthEvents } from '../../../../core/market-data/depth/events.ts'
import { openDuckDb } from '../../../../core/market-data/duckdb.ts'
import type { DuckDb } from '../../../../core/market-data/duckdb.ts'
import type { Partition, SeriesRef } from '../../../../core/market-data/port.ts'
import { line, readLines, start } from './recording.ts'

const dir = mkdtempSync(join(tmpdir(), "sextant depth [x] o'"))
const { signal } = new AbortController()
let db: DuckDb
beforeAll(async () => {
  db = await openDuckDb({ memoryMb: 512, threads: 2, scratch: join(dir, 'spill') })
})
afterAll(() => {
  db.close()
  rmSync(dir, { recursive: true, force: true })
})
const store = () => createDepthStore({ dir, db: () => Promise.resolve(db) })
const series = (partitions: readonly Partition[]): SeriesRef => ({
  symbol: 'BTCUSDT',
  timeframe: 'depth',
  version: 1,
  hash: '',
  partitions,
})

const recording = (at: number) =>
  readLines(join(dir, 'feed.gz'), [
    line.quote(at, 99, '10.00', '10.10'),
    line.snapshot(at + 5, 100, [['10.00', '5.125']], [['10.10', '4']]),
    line.trade(at + 7, 41, '10.10', '0.003', false),
    line.depth(at + 9, 101, 102, [['9.90', '1']], [['10.10', '0.00']]),
    line.depth(at + 9, 104, 105, [['10.30', '1']], [['10.20', '2']]),
    line.trade(at + 12, 44, '10.20', '1', true),
  ])

test('what is written is read back to the last bit, in its order', async () => {
  const { columns } = await recording(start)
  const written = await store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns, onto: [] }, signal)
  expect(written).toMatchObject({ added: 10, repaired: 0, partitions: [{ rows: 10, from: start, to: start + 12 }] })
  expect(written.partitions[0]!.file).toMatch(/^BTCUSDT\/depth\/[0-9a-f]{64}\.parquet$/)
  expect(await store().read(series(written.partitions))).toEqual(columns)
  const { events, tickSize, lotSize } = toDepthEvents(columns)
  expect([events.rows, tickSize, lotSize]).toEqual([8, 0.1, 0.001])
  expect([...events.tick]).toEqual([100, 101, 101, 99, 101, 103, 102, 102])
  expect([...events.lots]).toEqual([5125, 4000, 3, 1000, 0, 1000, 2000, 1000])
})

test('the same recording adds nothing, a later one is put behind, an overlapping one is refused', async () => {
  const { columns } = await recording(start)
  const { partitions } = await store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns, onto: [] }, signal)
  expect(await store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns, onto: partitions }, signal)).toEqual({
    partitions,
    added: 0,
    repaired: 0,
  })
  const later = (await recording(start + 1000)).columns
  const both = await store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns: later, onto: partitions }, signal)
  expect(both.partitions.map(({ from }) => from)).toEqual([start, start + 1000])
  expect((await store().read(series(both.partitions))).rows).toBe(20)
  const across = (await recording(start + 4)).columns
  await expect(
    store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns: across, onto: partitions }, signal),
  ).rejects.toThrow('overlaps one of BTCUSDT that is stored')
  expect(readdirSync(join(dir, 'data', 'BTCUSDT', 'depth')).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('a damaged file is named and not read; importing its source again replaces it', async () => {
  const { columns } = await recording(start)
  const { partitions } = await store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns, onto: [] }, signal)
  const path = join(dir, 'data', partitions[0]!.file)
  const bytes = await readFile(path)
  bytes[bytes.length >> 1]! ^= 4
  await writeFile(path, bytes)
  await expect(store().read(series(partitions))).rejects.toThrow(`data/${partitions[0]!.file} has changed on disk`)
  expect(await store().write({ symbol: 'BTCUSDT', timeframe: 'depth', columns, onto: partitions }, signal)).toEqual({
    partitions,
    added: 0,
    repaired: 1,
  })
  expect(await store().read(series(partitions))).toEqual(columns)
})

test('lost updates, lost trades, a crossed book and a late clock are found', async () => {
  const { columns } = await recording(start)
  const behind = { ...columns, exchangeTs: columns.exchangeTs.map((ts) => ts + 3_000) }
  const report = checkDepth(behind, { symbol: 'BTCUSDT', timeframe: 'depth', version: 1, now: 5 })
  expect(report).toMatchObject({ status: 'fail', label: 'Gaps', rows: 10, from: start, to: start + 12 })
  expect(report.checks.map(({ check, status, count }) => [check, status, count])).toEqual([
    ['gaps', 'fail', 1],
    ['trades', 'warn', 1],
    ['crossed', 'warn', 1],
    ['clock', 'warn', 1],
  ])
  expect(report.findings.map(({ ts, message }) => [ts! - start, message])).toEqual([
    [9, 'updates were lost before this message'],
    [12, '2 trade(s) before 44 are missing'],
    [9, 'best bid 10.3, best ask 10.2'],
  ])
  expect(
    checkDepth(
      (await readLines(join(dir, 'feed.gz'), [line.snapshot(start, 1, [['1.0', '1']], [['1.1', '1']])])).columns,
      { symbol: 'X', timeframe: 'depth', version: 1, now: 5 },
    ),
  ).toMatchObject({ status: 'pass', label: 'Good' })
})
