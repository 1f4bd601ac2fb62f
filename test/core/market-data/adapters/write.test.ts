import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Partition, StagedRows } from '../../../../core/market-data/port.ts'
import { seriesOf } from '../../../contract/market-data.contract.ts'
import { mountSmallDisk } from '../../lib/small-disk.ts'
import { makeParquetRepo } from './repo-fixture.ts'
import type { ParquetFixture } from './repo-fixture.ts'

const live = new AbortController().signal
const minute = 60_000

describe('writing many rows', () => {
  let fixture: ParquetFixture
  let connection: DuckDBConnection
  beforeAll(async () => {
    fixture = await makeParquetRepo({ partitionRows: 150_000 })
    connection = await fixture.connect()
  })
  afterAll(async () => {
    connection.closeSync()
    await fixture.close()
  })

  let tables = 0
  /** Minutes [from, to) with close = minute + shift. */
  const stage = async (from: number, to: number, shift = 0, where = 'true'): Promise<StagedRows> => {
    const table = `many_${++tables}`
    await connection.run(
      `create temp table ${table} as select make_timestamp(i * 60000000) as ts, 1.0::double as open, 2.0::double as high, 0.0::double as low, (i + ${shift})::double as "close", i::double as volume from range(${from}, ${to}) t(i) where ${where}`,
    )
    const rows = Number((await connection.runAndReadAll(`select count(*) from ${table}`)).getRowsJS()[0]![0])
    return { table, connection, symbol: 'MANY', timeframe: '1m', rows, extra: [] }
  }
  const read = async (partitions: readonly Partition[]) =>
    await fixture.restart().repo.bars(seriesOf(partitions, 'MANY'))

  test('pieces, repeats, corrections, gaps and further rows keep the time order', async () => {
    const first = await fixture.repo.write(await stage(0, 400_000), [], live)
    expect(first.partitions.map(({ rows }) => rows)).toEqual([133_333, 133_333, 133_334])
    expect(await fixture.repo.write(await stage(0, 400_000), first.partitions, live)).toEqual({
      partitions: first.partitions,
      added: 0,
      corrected: 0,
      duplicates: 400_000,
    })

    const repeat = await fixture.repo.write(await stage(300_000, 500_000), first.partitions, live)
    expect(repeat).toMatchObject({ added: 100_000, corrected: 0, duplicates: 100_000 })
    expect(repeat.partitions.slice(0, 2)).toEqual(first.partitions.slice(0, 2))

    const corrected = await fixture.repo.write(await stage(100_000, 200_000, 7), repeat.partitions, live)
    expect(corrected).toMatchObject({ added: 0, corrected: 100_000, duplicates: 0 })
    expect(corrected.partitions.at(-1)).toEqual(repeat.partitions.at(-1))

    const thinned = await fixture.repo.write(await stage(0, 600_000, 9, 'i % 3 = 0'), corrected.partitions, live)
    expect(thinned).toMatchObject({ added: 33_333, corrected: 166_667, duplicates: 0 })
    for (const part of thinned.partitions) expect(part.rows).toBeLessThanOrEqual(150_000)

    const bars = await read(thinned.partitions)
    expect(bars.rows).toBe(533_333)
    const expected = Array.from({ length: 600_000 }, (_, i) => i)
      .filter((i) => i < 500_000 || i % 3 === 0)
      .map((i) => [i * minute, i % 3 === 0 ? i + 9 : i >= 100_000 && i < 200_000 ? i + 7 : i])
    expect(expected.findIndex(([ts, close], row) => bars.ts[row] !== ts || bars.close[row] !== close)).toBe(-1)

    const old = await read(repeat.partitions)
    expect([old.rows, old.close[150_000], old.close.at(-1)]).toEqual([500_000, 150_000, 499_999])
  }, 60_000)

  test('a source that begins before and ends after the stored range replaces what lies inside', async () => {
    const inner = await fixture.repo.write(await stage(1_000, 2_000), [], live)
    const outer = await fixture.repo.write(
      await stage(0, 3_000, 0, 'i < 1000 or i >= 2000 or i % 2 = 0'),
      inner.partitions,
      live,
    )
    expect(outer).toMatchObject({ added: 2_000, corrected: 0, duplicates: 500 })
    expect([...(await read(outer.partitions)).close]).toEqual(Array.from({ length: 3_000 }, (_, i) => i))
  })

  test('a series that grows bar by bar keeps few partitions, and every row', async () => {
    let partitions: readonly Partition[] = []
    for (let day = 0; day < 100; day++) {
      const { added, partitions: next } = await fixture.repo.write(await stage(day, day + 1), partitions, live)
      expect(added).toBe(1)
      partitions = next
    }
    expect(partitions.map(({ rows }) => rows)).toEqual([64, 32, 4])
    expect([...(await read(partitions)).close]).toEqual(Array.from({ length: 100 }, (_, i) => i))
    const corrected = await fixture.repo.write(await stage(98, 102, 5), partitions, live)
    expect(corrected).toMatchObject({ added: 2, corrected: 2 })
    expect([...(await read(corrected.partitions)).close].slice(-4)).toEqual([103, 104, 105, 106])
  }, 60_000)

  test('a damaged partition stops the write that would merge with it', async () => {
    const { partitions } = await fixture.repo.write(await stage(0, 500, 3), [], live)
    await fixture.damage!(partitions[0]!)
    await expect(fixture.repo.write(await stage(400, 600), partitions, live)).rejects.toMatchObject({
      code: 'corrupt-data',
    })
    expect((await fixture.repo.write(await stage(600, 700), partitions, live)).added).toBe(100)
  })

  test('a full disk is `no-space` with the bytes needed, and nothing stays behind', async ({ skip }) => {
    const data = join(fixture.dir, 'data')
    await mkdir(data, { recursive: true })
    const unmount = mountSmallDisk(data, 20)
    skip(unmount === undefined, 'a small file system can be mounted by root only')
    try {
      await expect(fixture.repo.write(await stage(0, 400_000), [], live)).rejects.toMatchObject({
        code: 'no-space',
        data: { bytesNeeded: 400_000 * 48 },
      })
      expect(await readdir(join(data, 'MANY/1m'))).toEqual([])
    } finally {
      unmount?.()
    }
  })

  test('a process killed while it writes leaves whole files only, and its leavings go with a later write', async () => {
    const dir = join(fixture.dir, 'killed')
    const script = `
      const { createParquetRepo } = await import(${JSON.stringify(resolve('core/market-data/adapters/parquet.ts'))})
      const { openDuckDb } = await import(${JSON.stringify(resolve('core/market-data/duckdb.ts'))})
      const engine = await openDuckDb({ memoryMb: 512, threads: 2, scratch: ${JSON.stringify(join(dir, 'spill'))} })
      const repo = createParquetRepo({ dir: ${JSON.stringify(dir)}, threads: 2, db: async () => engine })
      const connection = await engine.connect()
      for (let n = 0; ; n++) {
        await connection.run('create or replace temp table t as select make_timestamp(i * 60000000) as ts, random() as open, 2.0 as high, 0.0 as low, random() as close, 1.0 as volume from range(200000) r(i)')
        await repo.write({ table: 't', connection, symbol: 'MANY', timeframe: '1m', rows: 200000, extra: [] }, [], new AbortController().signal)
      }`
    const folder = join(dir, 'data/MANY/1m')
    let whole = 0
    for (const timeout of [500, 620, 740, 860, 980, 1100]) {
      spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout, killSignal: 'SIGKILL' })
      for (const name of existsSync(folder) ? await readdir(folder) : []) {
        if (name.endsWith('.tmp')) continue
        expect(
          `${createHash('sha256')
            .update(await readFile(join(folder, name)))
            .digest('hex')}.parquet`,
        ).toBe(name)
        whole++
      }
    }
    expect(whole).toBeGreaterThan(0)

    const yesterday = new Date(Date.now() - 86_400_000)
    const [old, young] = ['.partition.a.tmp', '.partition.b.tmp']
    const own = join(fixture.dir, 'data/MANY/1m')
    for (const name of [old, young]) await writeFile(join(own, name), 'x')
    await utimes(join(own, old), yesterday, yesterday)
    await fixture.repo.write(await stage(0, 100, 77), [], live)
    expect((await readdir(own)).filter((name) => name.endsWith('.tmp'))).toEqual([young])
    await rm(join(own, young))
  }, 60_000)

  test('a cache that cannot be written costs time, not data', async () => {
    const { partitions } = await fixture.repo.write(await stage(0, 100, 5), [], live)
    const blocked = await makeParquetRepo()
    try {
      await writeFile(join(blocked.dir, '.cache'), 'a file where the folder should be')
      const own = await blocked.repo.write(await stage(0, 100, 5), [], live)
      expect(own.partitions).toEqual(partitions)
      for (let round = 0; round < 2; round++)
        expect((await blocked.restart().repo.bars(seriesOf(own.partitions))).close[99]).toBe(104)
    } finally {
      await blocked.close()
    }
  })
})
