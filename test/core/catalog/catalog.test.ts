import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobList } from '../../../core/catalog/job-list.ts'
import { createManifest } from '../../../core/catalog/manifest.ts'
import type { Publication } from '../../../core/catalog/publication.ts'
import { openCatalog, type Catalog } from '../../../core/catalog/open.ts'
import { createRunList } from '../../../core/catalog/runs.ts'

let dir = ''
let db: Catalog

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sextant-catalog-'))
  db = openCatalog(join(dir, 'catalog.sqlite'))
})
afterEach(() => {
  db.close()
  rmSync(dir, { recursive: true, force: true })
})

function publication(
  symbol: string,
  hashes: readonly string[],
  baseVersion: number,
  extra: Partial<Publication> = {},
): Publication {
  const partitions = hashes.map((hash, index) => ({
    hash,
    file: `${symbol}/1d/${hash}.parquet`,
    rows: 10,
    from: index * 100,
    to: index * 100 + 90,
    bytes: 5,
    extra: [],
  }))
  const quality = {
    symbol,
    timeframe: '1d',
    version: 0,
    status: 'pass' as const,
    label: 'Good',
    calendar: 'weekdays',
    rows: 10,
    from: 0,
    to: 90,
    expectedSessions: null,
    presentSessions: null,
    checks: [],
    findings: [],
    coverage: [],
    checkedAt: 1,
  }
  return {
    symbol,
    timeframe: '1d',
    timezone: 'UTC',
    format: 'csv',
    decimals: 2,
    baseVersion,
    partitions,
    reason: 'test',
    quarantined: [],
    quality,
    actions: [],
    source: { name: `${symbol}.csv`, hash: hashes.join(), options: '{}' },
    result: {
      batch: `batch-${symbol}-${hashes.join()}`,
      symbol,
      timeframe: '1d',
      rowsIn: 10,
      accepted: 10,
      quarantined: 0,
      duplicates: 0,
      from: 0,
      to: 90,
      quality: { status: 'pass', label: 'Good', checks: [] },
      warnings: [],
      unchanged: false,
    },
    ...extra,
  }
}

describe('manifest', () => {
  it('keeps every version and reads any of them', () => {
    const manifest = createManifest(db)
    manifest.publish(publication('A', ['p1'], 0))
    manifest.publish(publication('A', ['p1', 'p2'], 1))
    expect(manifest.find('A').partitions.map((p) => p.hash)).toStrictEqual(['p1', 'p2'])
    expect(manifest.find('A', '1d', 1).partitions.map((p) => p.hash)).toStrictEqual(['p1'])
    expect(() => manifest.find('A', '1d', 9)).toThrow('has no version 9')
    expect(manifest.list()).toMatchObject([{ symbol: 'A', version: 2, rows: 20 }])
  })

  it('refuses to publish over a version that somebody else has put in place', () => {
    const manifest = createManifest(db)
    manifest.publish(publication('A', ['p1'], 0))
    expect(() => manifest.publish(publication('A', ['p9'], 0))).toThrow(expect.objectContaining({ code: 'conflict' }))
    const other = createManifest(openCatalog(join(dir, 'catalog.sqlite')))
    other.publish(publication('A', ['p1', 'p2'], 1))
    expect(() => manifest.publish(publication('A', ['p1', 'p3'], 1))).toThrow(
      expect.objectContaining({ code: 'conflict' }),
    )
    expect(manifest.find('A').version).toBe(2)
  })

  it('names the data anew when splits or dividends change, and finds those of an old run', () => {
    const manifest = createManifest(db)
    manifest.publish(publication('A', ['p1'], 0))
    const plain = manifest.find('A').hash
    const split = { ts: 40, kind: 'split' as const, value: 2 }
    expect(manifest.actions.save('A', 'a.csv', [split])).toMatchObject({ version: 1, changed: 1, total: 1 })
    const once = manifest.find('A')
    expect(once.actions?.items).toEqual([split])
    expect(once.hash).not.toBe(plain)
    expect(manifest.list()[0]!.hash).toBe(once.hash)
    // The same again is no change; another value of the same day replaces it.
    expect(manifest.actions.save('A', 'a.csv', [split])).toMatchObject({ version: 1, changed: 0 })
    manifest.actions.save('A', 'b.csv', [
      { ...split, value: 3 },
      { ts: 20, kind: 'dividend', value: 0.5 },
    ])
    expect(manifest.find('A').actions).toMatchObject({ version: 2, items: [{ ts: 20 }, { ts: 40, value: 3 }] })
    expect(manifest.find('A', '1d', 1, 1)).toEqual(once)
    expect(manifest.find('A', '1d', 1, 0)).toMatchObject({ hash: plain })
    expect(() => manifest.find('A', '1d', 1, 7)).toThrow('have no version 7')
    expect(manifest.actions.save('A', 'none.csv', [], true)).toMatchObject({ version: 3, total: 0 })
    expect(manifest.find('A').hash).toBe(plain)
    // A longer file of prices leaves them alone, and is not taken for the same because of them.
    manifest.actions.save('A', 'a.csv', [split])
    expect(manifest.publish(publication('A', ['p1', 'p2'], 1)).version).toBe(2)
    const again = publication('A', ['p1', 'p2'], 2)
    expect(manifest.publish({ ...again, result: { ...again.result, batch: 'again' } }).version).toBe(2)
  })

  it('writes all of a publication or nothing', () => {
    const manifest = createManifest(db)
    const bad = publication('A', ['p1'], 0, { quarantined: [{ line: 1, text: 'x', reason: null as never }] })
    expect(() => manifest.publish(bad)).toThrow()
    expect(manifest.list()).toStrictEqual([])
    expect((db.prepare('select count(*) as n from partitions').get() as { n: number }).n).toBe(0)
  })

  it('finds an earlier import of the same bytes only while its series stands', () => {
    const manifest = createManifest(db)
    manifest.publish(publication('A', ['p1'], 0))
    expect(manifest.findBatch('p1', '{}')).toMatchObject({ symbol: 'A' })
    expect(manifest.findBatch('p1', '{"symbol":"B"}')).toBeNull()
    manifest.remove('A', '1d')
    expect(manifest.findBatch('p1', '{}')).toBeNull()
    expect(
      manifest.publish(
        publication('A', ['p5'], 0, { result: { ...publication('A', ['p5'], 0).result, batch: 'again' } }),
      ).version,
    ).toBe(2)
  })

  it('says what is stored when a name is wrong', () => {
    const manifest = createManifest(db)
    expect(() => manifest.find('A')).toThrow('nothing has been imported yet')
    manifest.publish(publication('GOOG', ['p1'], 0))
    expect(() => manifest.find('GOGO')).toThrow(
      expect.objectContaining({ code: 'not-found', hint: 'Did you mean GOOG?' }),
    )
    expect(() => manifest.find('GOOG', '5m')).toThrow('is stored as 1d, not as 5m')
  })
})

describe('runs and jobs', () => {
  it('resolves a run by id, unique beginning and `last`', () => {
    const runs = createRunList(db)
    expect(() => runs.resolve('last')).toThrow(expect.objectContaining({ code: 'not-found' }))
    const run = {
      strategy: 's',
      strategyHash: 'h',
      params: {},
      symbols: ['A'],
      timeframe: '1d',
      profile: 'sextant',
      from: 0,
      to: 1,
      rows: 1,
      totalReturn: 0,
      sharpe: null,
      maxDrawdown: 0,
      trades: 0,
      winRate: null,
      resultHash: 'x',
      elapsedMs: 1,
      spark: [],
      dataHashes: [],
    }
    runs.add({ ...run, id: '01AAA', createdAt: 1 })
    runs.add({ ...run, id: '01AAB', createdAt: 2 })
    expect(runs.resolve('last').id).toBe('01AAB')
    expect(runs.resolve('01aaa').id).toBe('01AAA')
    expect(() => runs.resolve('01AA')).toThrow('several runs begin with 01AA')
    expect(() => runs.resolve('%')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  it('marks jobs of dead processes as interrupted', () => {
    const jobs = createJobList(db)
    jobs.add(
      {
        id: 'j',
        kind: 'data.import',
        title: 't',
        status: 'running',
        progress: { fraction: 0, stage: 's' },
        createdAt: 1,
        startedAt: 1,
        endedAt: null,
        error: null,
      },
      {},
    )
    expect(jobs.markInterrupted(() => true)).toBe(0)
    expect(jobs.markInterrupted(() => false)).toBe(1)
    expect(jobs.get('j')).toMatchObject({ status: 'interrupted' })
  })
})

describe('a damaged or newer catalogue', () => {
  it('is named, with what is safe', () => {
    const file = join(dir, 'broken.sqlite')
    writeFileSync(file, 'this is not a database, but it is long enough to look at'.repeat(200))
    expect(() => openCatalog(file)).toThrow(
      expect.objectContaining({ code: 'corrupt-data', hint: expect.stringContaining('untouched') }),
    )
    db.pragma('user_version = 999')
    expect(() => openCatalog(join(dir, 'catalog.sqlite'))).toThrow(expect.objectContaining({ code: 'conflict' }))
  })
})
