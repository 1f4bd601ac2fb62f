import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderOfSymbol } from '../../../../core/market-data/adapters/partition-file.ts'
import { barColumns } from '../../../../core/market-data/bars.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import type { Partition } from '../../../../core/market-data/port.ts'
import { seriesOf, stageBars } from '../../../contract/market-data.contract.ts'
import type { TestBar } from '../../../contract/market-data.contract.ts'
import { makeParquetRepo } from './repo-fixture.ts'
import type { ParquetFixture } from './repo-fixture.ts'

const live = new AbortController().signal
const wave = (rows: number) =>
  Array.from({ length: rows }, (_, day): TestBar => {
    const level = 100 + 20 * Math.sin(day / 50)
    return [day, level, level + 2, level - 2, level + Math.cos(day), day % 9 === 0 ? null : Math.floor(1e6 * level)]
  })
const bytesOf = (bars: Bars) =>
  barColumns.map((column) =>
    Buffer.from(Uint8Array.from(new Uint8Array(bars[column].buffer, bars[column].byteOffset, bars[column].byteLength))),
  )

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** A fixed sequence, so that a failure can be repeated. */
function sequence(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
}

describe('Parquet repo', () => {
  let fixture: ParquetFixture
  let partitions: readonly Partition[]

  beforeAll(async () => {
    fixture = await makeParquetRepo()
    const connection = await fixture.connect()
    ;({ partitions } = await fixture.repo.write(await stageBars(connection, wave(2148)), [], live))
    connection.closeSync()
  })
  afterAll(() => fixture.close())

  /** Loads through the cache, as a process would that starts now. */
  const fresh = async () => {
    const { repo, engineOpened } = fixture.restart()
    const bars = await repo.bars(seriesOf(partitions))
    await repo.close()
    return { bars, engineOpened }
  }
  const cacheFolder = () => join(fixture.dir, '.cache', 'columns', partitions[0]!.hash)

  test('GOOG daily comes back as its file says', async ({ skip }) => {
    const source = '../shared/data/goog-daily.csv'
    skip(!existsSync(source), `${source} is not here`)
    const rows = (await readFile(source, 'utf8'))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
    const bars = rows.map(
      ([date, ...cells]): TestBar => [Date.parse(date!) / 86_400_000, ...cells.map(Number)] as unknown as TestBar,
    )
    const connection = await fixture.connect()
    const written = await fixture.repo.write(await stageBars(connection, bars), [], live)
    connection.closeSync()
    const stored = await fixture.restart().repo.bars(seriesOf(written.partitions))
    expect(stored.rows).toBe(2148)
    expect(bars).toEqual(
      bars.map((_, row) => [stored.ts[row]! / 86_400_000, ...barColumns.slice(1).map((column) => stored[column][row])]),
    )
  })

  test('the second process reads the cache and never opens the engine', async () => {
    await rm(cacheFolder(), { recursive: true, force: true })
    const first = await fresh()
    expect(first.engineOpened()).toBe(true)
    const second = await fresh()
    expect(second.engineOpened()).toBe(false)
    expect(bytesOf(second.bars)).toEqual(bytesOf(first.bars))
    expect(second.bars.close.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  test('one series is loaded once, however many ask for it', async () => {
    const { repo } = fixture.restart()
    const [a, b] = await Promise.all([repo.bars(seriesOf(partitions)), repo.bars(seriesOf(partitions))])
    expect(a).toBe(b)
    expect(await repo.bars(seriesOf(partitions))).toBe(a)
  })

  test('every one of 200 flipped bits of the Parquet file is detected', async () => {
    const path = join(fixture.dir, 'data', partitions[0]!.file)
    const sound = await readFile(path)
    const random = sequence(7)
    for (let flip = 0; flip < 200; flip++) {
      const bit = Math.floor(random() * sound.length * 8)
      const damaged = Buffer.from(sound)
      damaged[bit >> 3]! ^= 1 << (bit & 7)
      await writeFile(path, damaged)
      if (flip % 2 === 0) await rm(cacheFolder(), { recursive: true, force: true })
      await expect(fixture.restart().repo.bars(seriesOf(partitions))).rejects.toMatchObject({
        code: 'corrupt-data',
        data: { expected: partitions[0]!.hash },
      })
      expect(await fixture.repo.verify(partitions)).toHaveLength(1)
    }
    await writeFile(path, sound)
    expect(await fixture.repo.verify(partitions)).toEqual([])
  }, 60_000)

  test('none of 200 flipped bits of the cache changes a number', async () => {
    const { bars } = await fresh()
    const sound = bytesOf(bars)
    const random = sequence(11)
    let rebuilt = 0
    for (let flip = 0; flip < 200; flip++) {
      const paths = (await filesBelow(cacheFolder())).sort()
      const path = paths[flip % paths.length]!
      const bytes = await readFile(path)
      const bit = Math.floor(random() * bytes.length * 8)
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      await writeFile(path, bytes)
      const again = await fresh()
      expect(bytesOf(again.bars)).toEqual(sound)
      if (again.engineOpened()) rebuilt++
    }
    expect(rebuilt).toBe(200)
    expect((await fresh()).engineOpened()).toBe(false)
  }, 60_000)

  test('a truncated, lengthened, emptied or missing cache file is rebuilt', async () => {
    const sound = bytesOf((await fresh()).bars)
    for (const change of [
      (bytes: Buffer) => bytes.subarray(8),
      (bytes: Buffer) => Buffer.concat([bytes, bytes]),
      () => Buffer.alloc(0),
    ]) {
      for (const path of await filesBelow(cacheFolder())) {
        await writeFile(path, change(await readFile(path)))
        expect(bytesOf((await fresh()).bars)).toEqual(sound)
      }
    }
    for (const path of await filesBelow(cacheFolder())) {
      await rm(path)
      expect(bytesOf((await fresh()).bars)).toEqual(sound)
    }
  }, 60_000)

  test('a truncated and an emptied partition are detected; a restored one is read again in the same process', async () => {
    const path = join(fixture.dir, 'data', partitions[0]!.file)
    const sound = await readFile(path)
    for (const bytes of [sound.subarray(0, sound.length - 1), Buffer.alloc(0)]) {
      await writeFile(path, bytes)
      await expect(fixture.restart().repo.bars(seriesOf(partitions))).rejects.toMatchObject({ code: 'corrupt-data' })
      await expect(fixture.repo.profile(seriesOf(partitions))).rejects.toMatchObject({ code: 'corrupt-data' })
    }
    await writeFile(path, sound)
    expect(await fixture.repo.profile(seriesOf(partitions))).toHaveLength(6)
  })

  test('a catalogue that tells other rows or times than the file has is not believed', async () => {
    for (const wrong of [{ rows: 2147 }, { rows: 2149 }, { from: 1 }, { to: 1 }]) {
      await rm(cacheFolder(), { recursive: true, force: true })
      const series = seriesOf([{ ...partitions[0]!, ...wrong }])
      await expect(fixture.restart().repo.bars(series)).rejects.toMatchObject({ code: 'corrupt-data' })
    }
  })

  test('a catalogue that names a file elsewhere is refused', async () => {
    for (const file of [
      `../../${'a'.repeat(64)}.parquet`,
      `../x/${'a'.repeat(64)}.parquet`,
      '/etc/passwd',
      `X/../${'a'.repeat(64)}.parquet`,
      String.raw`..\x\1d.parquet`,
    ]) {
      await expect(fixture.repo.bars(seriesOf([{ ...partitions[0]!, file }]))).rejects.toMatchObject({
        code: 'corrupt-data',
      })
    }
  })

  test('the same rows give the same file, and nothing temporary stays', async () => {
    const connection = await fixture.connect()
    const again = await fixture.repo.write(await stageBars(connection, wave(2148)), [], live)
    expect(again.partitions).toEqual(partitions)
    const controller = new AbortController()
    const many = await stageBars(connection, wave(10))
    await connection.run(
      'create temp table many as select make_timestamp(i * 60000000) as ts, 1.0 + random() as open, 2.0 as high, 0.5 as low, 1.0 as "close", random() as volume from range(3000000) t(i)',
    )
    const writing = fixture.repo.write({ ...many, table: 'many', rows: 3_000_000 }, [], controller.signal)
    setTimeout(() => controller.abort(), 120)
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
    connection.closeSync()
    expect((await filesBelow(join(fixture.dir, 'data'))).map((path) => path.replace(/.*\./, ''))).toEqual(
      expect.not.arrayContaining(['tmp']),
    )
  })

  test('a small memory keeps the series last used', async () => {
    const small = await makeParquetRepo({ columnBytes: 10_000 })
    try {
      const connection = await small.connect()
      const write = async (level: number) =>
        seriesOf((await small.repo.write(await stageBars(connection, wave(level)), [], live)).partitions)
      const [first, second] = [await write(100), await write(150)]
      connection.closeSync()
      const [a, b] = [await small.repo.bars(first), await small.repo.bars(second)]
      expect(await small.repo.bars(second)).toBe(b)
      expect(await small.repo.bars(first)).not.toBe(a)
    } finally {
      await small.close()
    }
  })
})

describe('folderOfSymbol', () => {
  const hostile = [
    'GOOG',
    'BRK.B',
    '..',
    '.',
    '...',
    'a/b',
    String.raw`a\b`,
    'CON',
    'con',
    'NUL.x',
    'LPT1',
    'COM9',
    'aux',
    'AUXX',
    'a b',
    ' ',
    'x.',
    '.x',
    'EUR/USD',
    '^GSPC',
    'ES=F',
    'goog',
    'Goog',
    'a:b',
    'a*b?',
    '<script>',
    'x\0y',
    'é',
    'É',
    '株',
    '~',
    '%',
    '%2E',
    'A~1',
    'x'.repeat(64),
    '株'.repeat(64),
    `${'株'.repeat(63)}式`,
    "'; drop",
    '[x]',
    '{a,b}',
    '-rf',
  ]

  test.each(hostile)('%j is one safe name', (symbol) => {
    const name = folderOfSymbol(symbol)
    expect(name).toMatch(/^[A-Za-z0-9_%~-][A-Za-z0-9._%~-]*$/)
    expect(name).not.toMatch(/\.$/)
    expect(name).not.toMatch(/^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i)
    expect(name.length).toBeLessThan(140)
  })

  test('plain tickers keep their name', () => {
    expect(['GOOG', 'BRK.B', 'BF-B', 'BTC_USDT'].map(folderOfSymbol)).toEqual(['GOOG', 'BRK.B', 'BF-B', 'BTC_USDT'])
  })

  test('no two share a name, even where letter case does not count', () => {
    expect(new Set(hostile.map((symbol) => folderOfSymbol(symbol).toLowerCase())).size).toBe(hostile.length)
  })

  test('bars of every such symbol are written and read', async () => {
    const fixture = await makeParquetRepo()
    try {
      const connection = await fixture.connect()
      for (const symbol of hostile) {
        const staged = { ...(await stageBars(connection, [[1, 1, 2, 0, 1, 5]])), symbol }
        const { partitions } = await fixture.repo.write(staged, [], live)
        expect((await fixture.restart().repo.bars(seriesOf(partitions, symbol))).close[0]).toBe(1)
        if (symbol.includes('\0')) continue
        const { rows } = await fixture.repo.query(
          'select symbol from bars',
          [{ name: `${symbol}_1d`, series: seriesOf(partitions, symbol) }],
          { rows: 1, timeoutMs: 10_000 },
        )
        expect(rows).toEqual([[symbol]])
      }
      connection.closeSync()
      expect(await readdir(fixture.dir)).not.toContain('passwd')
      expect((await stat(join(fixture.dir, 'data'))).isDirectory()).toBe(true)
      await mkdir(join(fixture.dir, 'out'), { recursive: true })
    } finally {
      await fixture.close()
    }
  }, 60_000)
})
