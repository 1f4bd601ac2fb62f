import type { DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { barColumns } from '../../core/market-data/bars.ts'
import type { MarketDataRepo, Partition, SeriesRef, StagedRows } from '../../core/market-data/port.ts'

export interface RepoUnderTest {
  readonly repo: MarketDataRepo
  connect(): Promise<DuckDBConnection>
  /** Changes one bit of a partition's stored form. */
  damage?(partition: Partition): Promise<void>
  /** A path that can be written. */
  target(name: string): string
  close(): Promise<void>
}

/** Time in whole days, then open, high, low, close, volume; null where missing. */
export type TestBar = readonly [
  day: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number | null,
]

export const dayMs = 86_400_000
const live = new AbortController().signal
let tables = 0

export async function stageBars(
  connection: DuckDBConnection,
  bars: readonly TestBar[],
  extra: Readonly<Record<string, readonly (number | string | null)[]>> = {},
): Promise<StagedRows> {
  const table = `staged_${++tables}`
  const names = Object.keys(extra)
  const types = names.map(
    (name) => `"${name}" ${extra[name]!.some((value) => typeof value === 'string') ? 'VARCHAR' : 'DOUBLE'}`,
  )
  await connection.run(
    `create temp table ${table} (${['ts TIMESTAMP', 'open DOUBLE', 'high DOUBLE', 'low DOUBLE', '"close" DOUBLE', 'volume DOUBLE', ...types].join(', ')})`,
  )
  // Quoted: a bare literal would be read as a decimal, which DuckDB does not round to the nearest double.
  const cell = (value: number | string | null) =>
    value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : `'${value}'::double`
  const rows = bars.map(([day, ...values], index) =>
    [
      `make_timestamp(${Math.round(day * dayMs * 1000)})`,
      ...values.map(cell),
      ...names.map((name) => cell(extra[name]![index]!)),
    ].join(', '),
  )
  if (rows.length > 0)
    await connection.run(`insert into ${table} select * from (values (${rows.join('), (')})) order by 1`)
  return { table, connection, symbol: 'TEST', timeframe: '1d', rows: bars.length, extra: names }
}

export function seriesOf(partitions: readonly Partition[], symbol = 'TEST'): SeriesRef {
  return { symbol, timeframe: '1d', version: 1, hash: partitions.map(({ hash }) => hash).join(), partitions }
}

const walk = (from: number, to: number, level = 100): TestBar[] =>
  Array.from({ length: to - from }, (_, index) => [
    from + index,
    level + index,
    level + index + 2,
    level + index - 1,
    level + index + 1,
    10 * index,
  ])

/** One case a sentence of the port's documentation. `gaps` names the methods an adapter leaves out, with the reason. */
export function testMarketDataRepo(
  name: string,
  make: () => Promise<RepoUnderTest>,
  gaps: Partial<Record<keyof MarketDataRepo | 'damage', string>> = {},
): void {
  describe(`MarketDataRepo: ${name}`, () => {
    let under: RepoUnderTest
    let connection: DuckDBConnection
    beforeAll(async () => {
      under = await make()
      connection = await under.connect()
    })
    afterAll(async () => {
      connection.closeSync()
      await under.close()
    })

    const write = async (bars: readonly TestBar[], onto: readonly Partition[] = [], extra = {}) =>
      under.repo.write(await stageBars(connection, bars, extra), onto, live)
    const read = async (partitions: readonly Partition[]) => {
      const bars = await under.repo.bars(seriesOf(partitions))
      return Array.from({ length: bars.rows }, (_, row) => barColumns.map((column) => bars[column][row]!))
    }
    const asRead = (bars: readonly TestBar[]) =>
      bars.map(([day, ...values]) => [day * dayMs, ...values.map((value) => value ?? Number.NaN)])
    test('what is written is read back as columns; a missing value is NaN', async () => {
      const bars: TestBar[] = [
        [1, 10, 12, 9, 11, 100],
        [2, 0.1 + 0.2, 1e300, -5e-324, -12.5, null],
      ]
      const written = await write(bars)
      expect(written).toMatchObject({ added: 2, duplicates: 0, corrected: 0 })
      expect(written.partitions).toMatchObject([{ rows: 2, from: dayMs, to: 2 * dayMs, extra: [] }])
      expect(await read(written.partitions)).toEqual(asRead(bars))
    })

    test('an empty series has no bars', async () => {
      expect(await read([])).toEqual([])
      expect(await write([])).toEqual({ partitions: [], added: 0, duplicates: 0, corrected: 0 })
    })

    test('rows that stand in the store already are duplicates and change nothing', async () => {
      const { partitions } = await write([...walk(0, 50), [60, 1, 2, 0, 1, null]])
      expect(
        await write(
          [
            ...walk(20, 50, 120).map(
              (bar): TestBar => [...bar.slice(0, 5), 10 * (bar[0] as number)] as unknown as TestBar,
            ),
            [60, 1, 2, 0, 1, null],
          ],
          partitions,
        ),
      ).toEqual({ partitions, added: 0, duplicates: 31, corrected: 0 })
    })

    test('rows with other values replace stored ones, and the old version keeps the old rows', async () => {
      const old = await write(walk(0, 10))
      const fresh = await write(
        [
          [3, 1, 2, 0, 1, 5],
          [9, 7, 8, 6, 7, null],
          [12, 1, 1, 1, 1, 1],
        ],
        old.partitions,
      )
      expect(fresh).toMatchObject({ added: 1, duplicates: 0, corrected: 2 })
      const rows = asRead(walk(0, 10))
      expect(await read(old.partitions)).toEqual(rows)
      rows[3] = [3 * dayMs, 1, 2, 0, 1, 5]
      rows[9] = [9 * dayMs, 7, 8, 6, 7, Number.NaN]
      rows.push([12 * dayMs, 1, 1, 1, 1, 1])
      expect(await read(fresh.partitions)).toEqual(rows)
    })

    test('a value in place of a missing one, and a missing one in place of a value, are corrections', async () => {
      const { partitions } = await write([
        [1, 1, 1, 1, 1, null],
        [2, 1, 1, 1, 1, 5],
      ])
      expect(
        await write(
          [
            [1, 1, 1, 1, 1, 4],
            [2, 1, 1, 1, 1, null],
          ],
          partitions,
        ),
      ).toMatchObject({ added: 0, duplicates: 0, corrected: 2 })
    })

    test('partitions away from the staged range stay as they are, and time order holds', async () => {
      const early = await write(walk(0, 30))
      const both = await write(walk(100, 110), early.partitions)
      expect(both.partitions).toEqual(expect.arrayContaining([...early.partitions]))
      const three = await write(walk(50, 60), both.partitions)
      expect(three.partitions).toEqual(expect.arrayContaining([...both.partitions]))
      expect((await read(three.partitions)).map(([ts]) => ts! / dayMs)).toEqual(
        [...walk(0, 30), ...walk(50, 60), ...walk(100, 110)].map(([day]) => day),
      )
      const joined = await write(walk(8, 101, 500), three.partitions)
      joined.partitions
        .slice(1)
        .forEach((part, index) => expect(part.from).toBeGreaterThan(joined.partitions[index]!.to))
      expect((await read(joined.partitions)).map(([ts]) => ts! / dayMs)).toEqual(
        Array.from({ length: 110 }, (_, day) => day),
      )
    })

    test('further columns are kept; a source without them does not erase them', async () => {
      const first = await write(walk(0, 3), [], { dividend: [null, 0.5, null] })
      expect(first.partitions[0]!.extra).toEqual(['dividend'])
      expect(await write(walk(0, 3), first.partitions)).toMatchObject({ duplicates: 3, corrected: 0 })
      const more = await write(
        walk(2, 5, 102).map((bar, index): TestBar => [bar[0], bar[1], bar[2], bar[3], bar[4], 20 + 10 * index]),
        first.partitions,
        { split: [null, 2, null] },
      )
      expect(more).toMatchObject({ added: 2, duplicates: 1, corrected: 0 })
      const profile = await under.repo.profile(seriesOf(more.partitions))
      expect(
        profile
          .filter(({ name }) => name === 'dividend' || name === 'split')
          .map(({ empty, lowest }) => [empty, lowest]),
      ).toEqual([
        [4, 0.5],
        [4, 2],
      ])
    })

    test('write throws `cancelled` where the signal is aborted', async () => {
      const staged = await stageBars(connection, walk(0, 3))
      await expect(under.repo.write(staged, [], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
    })

    test('verify gives nothing for sound partitions and `missing` for an absent one', async () => {
      const { partitions } = await write(walk(0, 30, 7))
      expect(await under.repo.verify(partitions)).toEqual([])
      const absent = { ...partitions[0]!, hash: 'a'.repeat(64), file: `TEST/1d/${'a'.repeat(64)}.parquet` }
      expect(await under.repo.verify([absent])).toEqual([{ partition: absent, found: 'missing' }])
      await expect(under.repo.bars(seriesOf([absent]))).rejects.toMatchObject({
        code: 'corrupt-data',
        data: { found: 'missing' },
      })
    })

    test('bars and verify name the damaged file, the expected hash and the found one', async ({ skip }) => {
      skip(gaps.damage !== undefined, gaps.damage)
      const { partitions } = await write(walk(0, 40, 9))
      await under.damage!(partitions[0]!)
      const [differing] = await under.repo.verify(partitions)
      expect(differing?.partition).toEqual(partitions[0])
      const error: unknown = await under.repo.bars(seriesOf(partitions)).catch((cause: unknown) => cause)
      expect(error).toMatchObject({
        code: 'corrupt-data',
        data: { expected: partitions[0]!.hash, found: differing!.found },
      })
      expect((error as Error).message).toContain(partitions[0]!.file)
    })

    test('profile gives lowest, highest, median, missing, distinct and a spread that counts every value', async () => {
      const { partitions } = await write([
        [1, 1, 5, 1, 2, null],
        [2, 2, 5, 1, 4, 7],
        [3, 3, 5, 1, 9, 9],
      ])
      const profile = await under.repo.profile(seriesOf(partitions))
      const of = (column: string) => profile.find(({ name: found }) => found === column)
      expect(of('close')).toMatchObject({ lowest: 2, highest: 9, median: 4, empty: 0, distinct: 3 })
      expect(of('volume')).toMatchObject({ lowest: 7, highest: 9, median: 8, empty: 1, distinct: 2 })
      expect(of('ts')).toMatchObject({ lowest: dayMs, highest: 3 * dayMs })
      for (const { spread, empty } of profile) expect(spread.reduce((total, count) => total + count, 0)).toBe(3 - empty)
      expect(of('close')!.spread[0]).toBe(1)
      expect(of('close')!.spread.at(-1)).toBe(1)
      expect(await under.repo.profile(seriesOf([]))).toEqual([])
    })

    test('query runs one statement over the tables and over bars', async ({ skip }) => {
      skip(gaps.query !== undefined, gaps.query)
      const { partitions } = await write(walk(0, 5))
      const tables = [{ name: 'TEST_1d', series: seriesOf(partitions) }]
      const limits = { rows: 100, timeoutMs: 10_000 }
      expect(await under.repo.query('select max("close") as top from "TEST_1d"', tables, limits)).toMatchObject({
        columns: [{ name: 'top', type: 'DOUBLE' }],
        rows: [[105]],
        rowCount: 1,
        truncated: false,
      })
      expect(
        (await under.repo.query('select symbol, timeframe, count(*) from bars group by all', tables, limits)).rows,
      ).toEqual([['TEST', '1d', 5]])
      expect(
        await under.repo.query('select ts from "TEST_1d" order by ts', tables, { ...limits, rows: 2 }),
      ).toMatchObject({
        rows: [['1970-01-01T00:00:00.000Z'], ['1970-01-02T00:00:00.000Z']],
        rowCount: 2,
        truncated: true,
      })
      await expect(under.repo.query('drop table x', tables, limits)).rejects.toMatchObject({ code: 'sql-refused' })
      await expect(under.repo.query('select nothing from "TEST_1d"', tables, limits)).rejects.toMatchObject({
        code: 'sql-failed',
      })
    })

    test('export writes a file and tells its rows and bytes', async ({ skip }) => {
      skip(gaps.export !== undefined, gaps.export)
      const { partitions } = await write(walk(0, 5))
      for (const format of ['csv', 'parquet', 'arrow', 'json', 'xlsx'] as const) {
        const written = await under.repo.export(seriesOf(partitions), format, under.target(`five.${format}`))
        expect(written.rows).toBe(5)
        expect(written.bytes).toBeGreaterThan(50)
      }
    })

    test('any split of a series into imports, in any order, gives the series; importing again changes nothing', async () => {
      const price = fc.double({ noNaN: true, noDefaultInfinity: true })
      const bar = fc.tuple(price, price, price, price, fc.option(price))
      const series = fc.uniqueArray(fc.tuple(fc.integer({ min: -20_000, max: 20_000 }), bar), {
        selector: ([day]) => day,
        minLength: 1,
        maxLength: 30,
      })
      await fc.assert(
        fc.asyncProperty(
          series,
          fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 30 }),
          async (rows, parts) => {
            const bars = rows.map(([day, values]): TestBar => [day, ...values])
            const sorted = [...bars].sort((a, b) => a[0] - b[0])
            let partitions: readonly Partition[] = []
            for (const part of [0, 1, 2, 3]) {
              ;({ partitions } = await write(
                bars.filter((_, index) => parts[index] === part),
                partitions,
              ))
            }
            // Zero has two signs that compare as equal; storage need not tell them apart.
            expect((await read(partitions)).map((row) => row.map((value) => value + 0))).toEqual(
              asRead(sorted).map((row) => row.map((value) => value + 0)),
            )
            expect(await write(bars, partitions)).toEqual({
              partitions,
              added: 0,
              duplicates: bars.length,
              corrected: 0,
            })
          },
        ),
        { numRuns: 25 },
      )
    }, 60_000)
  })
}
