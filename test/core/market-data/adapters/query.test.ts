import { existsSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../../../core/contract/errors.ts'
import type { Partition, QueryTable } from '../../../../core/market-data/port.ts'
import { seriesOf, stageBars } from '../../../contract/market-data.contract.ts'
import type { TestBar } from '../../../contract/market-data.contract.ts'
import { makeParquetRepo } from './repo-fixture.ts'
import type { ParquetFixture } from './repo-fixture.ts'

const limits = { rows: 1000, timeoutMs: 20_000 }

describe('typed SQL', () => {
  let fixture: ParquetFixture
  let partitions: readonly Partition[]
  let tables: QueryTable[]
  let secret: string

  beforeAll(async () => {
    fixture = await makeParquetRepo()
    const connection = await fixture.connect()
    const bars = Array.from({ length: 3000 }, (_, day): TestBar => [
      day + 0.5,
      1 + day,
      3 + day,
      day,
      2 + day,
      day % 10 === 0 ? null : day,
    ])
    ;({ partitions } = await fixture.repo.write(await stageBars(connection, bars), [], new AbortController().signal))
    connection.closeSync()
    tables = [
      { name: 'GOOG_1d', series: seriesOf(partitions, 'GOOG') },
      { name: 'B"x; drop table y--_1d', series: seriesOf(partitions, "O'Neil") },
    ]
    await mkdir(join(fixture.dir, 'out'))
    secret = join(fixture.dir, 'out', 'secret.csv')
    await writeFile(secret, 'canary\n1\n')
  })
  afterAll(() => fixture.close())

  const query = (sql: string, more = {}) => fixture.repo.query(sql, tables, { ...limits, ...more })
  const failure = async (sql: string, more = {}): Promise<AppError> => {
    const error: unknown = await query(sql, more).then(
      () => undefined,
      (cause: unknown) => cause,
    )
    if (error instanceof AppError) return error
    throw new Error(`not refused: ${sql}`, { cause: error })
  }

  test.each([
    ['select count(*) from "GOOG_1d"', [[3000]]],
    ['select count(*) from "B""x; drop table y--_1d"', [[3000]]],
    ['from "GOOG_1d" select max("close")', [[3001]]],
    ['with a as (select 1 as x) select x from a', [[1]]],
    [
      "values (1, 'a'), (2, null)",
      [
        [1, 'a'],
        [2, null],
      ],
    ],
    [
      'select symbol, count(*) from bars group by all order by all',
      [
        ['GOOG', 3000],
        ["O'Neil", 3000],
      ],
    ],
    ['-- a comment\nselect count(*) from goog_1D /* any case */', [[3000]]],
    ['select count(*) from "GOOG_1d" a asof join bars b on a.ts >= b.ts and b.symbol = \'GOOG\'', [[3000]]],
    [
      'pivot (select symbol, year(ts) y, volume v from bars where year(ts) < 1972) on y in (1970, 1971) using count(v) group by symbol order by symbol',
      [
        ['GOOG', 328, 329],
        ["O'Neil", 328, 329],
      ],
    ],
    ['select sum(x) from range(5) t(x)', [[10]]],
    ["select ';', '--', 'copy x to y'", [[';', '--', 'copy x to y']]],
  ])('%s', async (sql, rows) => {
    expect((await query(sql)).rows).toEqual(rows)
  })

  test('SHOW, DESCRIBE, SUMMARIZE and EXPLAIN read too', async () => {
    expect((await query('show tables')).rows).toContainEqual(['GOOG_1d'])
    expect((await query('describe "GOOG_1d"')).rows[0]).toEqual(expect.arrayContaining(['ts', 'TIMESTAMP']))
    expect((await query('summarize "GOOG_1d"')).rowCount).toBe(6)
    expect((await query('explain select 1')).rowCount).toBe(1)
    expect((await query('explain analyze select count(*) from "GOOG_1d"')).rowCount).toBe(1)
    expect((await query('explain (format json) select 1')).rowCount).toBe(1)
  })

  test('cells are JSON: big and exact numbers and times as text', async () => {
    const { rows } =
      await query(`select 9007199254740993::bigint, 42::bigint, 170141183460469231731687303715884105727::hugeint,
      1.10::decimal(5,2), 12345678901234567.89::decimal(30,2), 'nan'::double, '-inf'::double, true, null,
      timestamp '2024-01-02 03:04:05.678', timestamp '2024-01-02 03:04:05.678901', timestamptz '2024-01-02 03:04:05+02', date '2024-01-02',
      [1, 2], {'a': 1}, 'x'::blob, timestamp '1969-12-31 23:59:59.999999', interval 2 days, timestamp 'infinity'`)
    expect(rows[0]).toEqual([
      '9007199254740993',
      42,
      '170141183460469231731687303715884105727',
      1.1,
      '12345678901234567.89',
      'NaN',
      '-Infinity',
      true,
      null,
      '2024-01-02T03:04:05.678Z',
      '2024-01-02T03:04:05.678901Z',
      '2024-01-02T01:04:05.000Z',
      '2024-01-02',
      '[1,2]',
      '{"a":1}',
      'x',
      '1969-12-31T23:59:59.999999Z',
      '2 days',
      'infinity',
    ])
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows)
  })

  const file = () => join(fixture.dir, 'data', partitions[0]!.file)
  const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`
  test.each<[string, () => string]>([
    ['COPY out', () => `copy (select 1) to ${quoted(join(fixture.dir, 'evil.csv'))}`],
    ['COPY over a partition', () => `copy (select 1) to ${quoted(file())}`],
    ['COPY in', () => `copy x from ${quoted(secret)}`],
    ['EXPLAIN ANALYZE COPY', () => `explain analyze copy (select 1) to ${quoted(join(fixture.dir, 'evil.csv'))}`],
    [
      'EXPLAIN ANALYZE behind a comment',
      () => `/* x */ explain analyze copy (select 1) to ${quoted(join(fixture.dir, 'evil.csv'))}`,
    ],
    ['EXPORT DATABASE', () => `export database ${quoted(join(fixture.dir, 'evil'))}`],
    ['IMPORT DATABASE', () => `import database ${quoted(fixture.dir)}`],
    ['ATTACH', () => `attach ${quoted(join(fixture.dir, 'evil.db'))}`],
    ['ATTACH as sqlite', () => `attach ${quoted(join(fixture.dir, 'catalog.sqlite'))} (type sqlite)`],
    ['DETACH', () => 'detach memory'],
    ['USE', () => 'use memory'],
    ['INSTALL', () => 'install httpfs'],
    ['LOAD', () => 'load httpfs'],
    ['LOAD a path', () => `load ${quoted(secret)}`],
    ['UPDATE EXTENSIONS', () => 'update extensions'],
    ['SET', () => 'set enable_external_access = true'],
    ['SET lock', () => 'set lock_configuration = false'],
    ['RESET', () => 'reset memory_limit'],
    ['SET VARIABLE', () => 'set variable x = 1'],
    ['PRAGMA', () => 'pragma enable_profiling'],
    ['PRAGMA assignment', () => "pragma temp_directory = '/'"],
    ['CALL', () => 'call pragma_version()'],
    ['CHECKPOINT', () => 'checkpoint'],
    ['VACUUM', () => 'vacuum'],
    ['ANALYZE', () => 'analyze'],
    ['CREATE TABLE', () => 'create table z as select 1'],
    ['CREATE SECRET', () => "create secret s (type s3, key_id 'a', secret 'b')"],
    ['CREATE MACRO', () => 'create macro f() as 1'],
    ['DROP', () => 'drop view "GOOG_1d"'],
    ['ALTER', () => 'alter view "GOOG_1d" rename to x'],
    ['INSERT', () => 'insert into "GOOG_1d" values (1)'],
    ['UPDATE', () => 'update "GOOG_1d" set open = 1'],
    ['DELETE', () => 'delete from "GOOG_1d"'],
    ['MERGE', () => 'merge into a using b on true when matched then delete'],
    ['BEGIN', () => 'begin transaction'],
    ['PREPARE', () => 'prepare p as select 1'],
    ['EXECUTE', () => 'execute p'],
    ['COMMENT ON', () => `comment on view "GOOG_1d" is 'x'`],
    ['two statements', () => 'select 1; select 2'],
    ['a second statement behind a comment', () => 'select 1 /* ; */; drop table x'],
    ['a statement behind SELECT', () => `select 1; copy (select 1) to ${quoted(join(fixture.dir, 'evil.csv'))}`],
    ['no statement', () => ' ; '],
    ['only a comment', () => '-- nothing'],
    ['a NUL character', () => 'select 1\0; drop table x'],
    ['a parameter', () => 'select ?'],
    ['a numbered parameter', () => 'select $1'],
    ['read_csv', () => `select * from read_csv(${quoted(secret)})`],
    ['read_csv_auto', () => `select * from read_csv_auto(${quoted(secret)})`],
    ['read_text', () => `select * from read_text(${quoted(secret)})`],
    ['read_blob', () => "select * from read_blob('/proc/self/environ')"],
    ['read_json', () => `select * from read_json(${quoted(secret)})`],
    ['read_ndjson_objects', () => `select * from read_ndjson_objects(${quoted(secret)})`],
    ['read_parquet of a partition', () => `select * from read_parquet(${quoted(file())})`],
    ['parquet_scan with dots', () => `select * from parquet_scan(${quoted(`${file()}/../../x`)})`],
    ['parquet_metadata', () => `select * from parquet_metadata(${quoted(file())})`],
    ['a URL', () => "select * from read_parquet('https://example.com/x.parquet')"],
    ['a file as a table', () => `select * from ${quoted(secret)}`],
    ['a file as a quoted table', () => 'select * from "secret.csv"'],
    [
      'a file inside a CTE',
      () => `with a as materialized (select * from read_text(${quoted(secret)})) select 1 from a`,
    ],
    ['a file inside a scalar subquery', () => `select (select content from read_text(${quoted(secret)}))`],
    ['a file inside DESCRIBE', () => `describe select * from read_csv(${quoted(secret)})`],
    ['a file inside EXPLAIN', () => `explain select * from read_csv(${quoted(secret)})`],
    [
      'a file inside a lateral join',
      () => `select * from range(1) r, lateral (select * from read_text(${quoted(secret)}))`,
    ],
    ['a file inside PIVOT', () => `pivot (select * from read_csv(${quoted(secret)})) on canary in (1) using count(*)`],
    ['glob', () => `select * from glob(${quoted(`${fixture.dir}/*`)})`],
    ['sniff_csv', () => `select * from sniff_csv(${quoted(secret)})`],
    ['query()', () => `select * from query('select * from read_text(${quoted(secret).replaceAll("'", "''")})')`],
    ['query_table()', () => `select * from query_table(${quoted(secret)})`],
    ['json_execute_serialized_sql', () => "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))"],
    [
      'enable_logging to a file',
      () => `select * from enable_logging(storage = 'file', storage_path = ${quoted(join(fixture.dir, 'evil'))})`,
    ],
    ['enable_profiling', () => `select * from enable_profiling(save_location = ${quoted(join(fixture.dir, 'evil'))})`],
    ['duckdb_settings', () => 'select * from duckdb_settings()'],
    ['duckdb_secrets', () => 'select * from duckdb_secrets()'],
    ['force_checkpoint', () => 'select * from force_checkpoint()'],
  ])('refuses %s', async (_, sql) => {
    const before = await readdir(fixture.dir)
    const error = await failure(sql())
    expect(error).toMatchObject({ code: 'sql-refused', hint: expect.any(String) })
    expect(error.message).not.toContain('canary')
    expect(await readdir(fixture.dir)).toEqual(before)
    expect(existsSync(join(fixture.dir, 'evil.csv'))).toBe(false)
  })

  test('scalar functions tell nothing of the machine', async () => {
    expect((await failure("select getenv('HOME')")).code).toBe('sql-failed')
    expect(
      (await query("select current_setting('lock_configuration'), current_setting('enable_external_access')")).rows,
    ).toEqual([[true, false]])
  })

  test('a failure has the line, the column and the suggestion', async () => {
    expect(await failure('selec 1')).toMatchObject({ code: 'sql-failed', data: { line: 1, column: 1 } })
    expect(await failure('select 1,\n  2 fro "GOOG_1d"')).toMatchObject({
      code: 'sql-failed',
      data: { line: 2, column: 9 },
    })
    expect(await failure('select *\nfrom GOG_1d')).toMatchObject({
      code: 'sql-failed',
      data: { line: 2, column: 6, suggestion: 'GOOG_1d' },
    })
    expect(await failure('select clos from "GOOG_1d"')).toMatchObject({
      data: { line: 1, column: 8, suggestion: 'close' },
    })
    expect(await failure(`select ${'1 + '.repeat(60)} clos\nfrom "GOOG_1d"`)).toMatchObject({
      data: { line: 1, column: 249 },
    })
    expect(await failure('select \'é\', clos from "GOOG_1d"')).toMatchObject({ data: { line: 1, column: 13 } })
    expect(await failure("select 'abc'::int")).toMatchObject({ code: 'sql-failed' })
  })

  test('rows are capped, time is capped, an abort stops the query', async () => {
    expect(await query('select * from range(100000000)', { rows: 10 })).toMatchObject({ rowCount: 10, truncated: true })
    expect(await query('select * from range(10)', { rows: 10 })).toMatchObject({ rowCount: 10, truncated: false })
    const endless = 'select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = 7'
    let started = performance.now()
    expect((await failure(endless, { timeoutMs: 300 })).code).toBe('timeout')
    expect(performance.now() - started).toBeLessThan(2500)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 200)
    started = performance.now()
    expect((await failure(endless, { signal: controller.signal })).code).toBe('cancelled')
    expect(performance.now() - started).toBeLessThan(2500)
    expect((await failure('select 1', { signal: AbortSignal.abort() })).code).toBe('cancelled')
  }, 60_000)

  test('a call that the engine cannot interrupt does not keep the caller waiting', async () => {
    const started = performance.now()
    expect((await failure('select range(3000000)', { timeoutMs: 100 })).code).toBe('timeout')
    expect(performance.now() - started).toBeLessThan(2500)
  })

  test('a result too large to show stops before it is built', async () => {
    expect((await failure('select list(range) from range(10000000)', { timeoutMs: 15_000 })).code).toBe('too-large')
    expect((await failure("select repeat('x', 1000000) from range(200)")).code).toBe('too-large')
    const letters = (await query("select repeat('x', 1000000), range(1000)")).rows[0]!.map(
      (value) => String(value).length,
    )
    expect(letters[0]).toBe(1_000_000)
  }, 60_000)

  test('memory is capped', async () => {
    const small = await makeParquetRepo({ queryMemoryMb: 64 })
    try {
      const error: unknown = await small.repo
        .query('select len(list(range::varchar || range)) from range(30000000)', [], { rows: 1, timeoutMs: 60_000 })
        .catch((cause: unknown) => cause)
      expect(error).toMatchObject({ code: 'sql-failed', message: expect.stringMatching(/memory/i) })
    } finally {
      await small.close()
    }
  }, 60_000)

  test('a damaged partition stops the query that reads it, and no other', async () => {
    const other = await makeParquetRepo()
    try {
      const connection = await other.connect()
      const write = async (level: number) =>
        (
          await other.repo.write(
            await stageBars(connection, [[1, level, level, level, level, 1]]),
            [],
            new AbortController().signal,
          )
        ).partitions
      const [good, bad] = [await write(1), await write(2)]
      connection.closeSync()
      await other.damage!(bad[0]!)
      const both = [
        { name: 'A_1d', series: seriesOf(good, 'A') },
        { name: 'B_1d', series: seriesOf(bad, 'B') },
      ]
      expect((await other.repo.query('select open from "A_1d"', both, limits)).rows).toEqual([[1]])
      await expect(other.repo.query('select open from "B_1d"', both, limits)).rejects.toMatchObject({
        code: 'corrupt-data',
      })
      await expect(other.repo.query('select open from bars', both, limits)).rejects.toMatchObject({
        code: 'corrupt-data',
      })
    } finally {
      await other.close()
    }
  })

  test('data sets that differ in letter case only are told apart through bars', async () => {
    const twins = [
      { name: 'ab_1d', series: seriesOf(partitions, 'ab') },
      { name: 'AB_1d', series: seriesOf(partitions, 'AB') },
    ]
    await expect(fixture.repo.query('select * from "ab_1d"', twins, limits)).rejects.toMatchObject({
      code: 'sql-refused',
    })
    expect((await fixture.repo.query('select distinct symbol from bars order by 1', twins, limits)).rows).toEqual([
      ['AB'],
      ['ab'],
    ])
  })
})
