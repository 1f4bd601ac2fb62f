import { createHash } from 'node:crypto'
import type { Dataset, DatasetDetail, ImportResult, QuarantinedRow } from '../contract/data.ts'
import type { QualityReport } from '../contract/quality.ts'
import { AppError } from '../contract/errors.ts'
import type { Partition, SeriesActions, SeriesRef } from '../market-data/port.ts'
import { createActionList, type ActionList } from './actions.ts'
import type { Catalog } from './open.ts'
import {
  insertQuality,
  insertVersion,
  qualityOf,
  upsertSeries,
  type Publication,
  type VersionRow,
} from './publication.ts'
import { findSeries, partitionsOf, type SeriesRow } from './series.ts'

/** Names the data a run has seen: changes when any partition changes. */
export function seriesHash(partitions: readonly Partition[]): string {
  return createHash('sha256')
    .update(partitions.map((partition) => partition.hash).join('\n'))
    .digest('hex')
}

/** Names the data a run has seen where there are splits or dividends; the same as without where there are none. */
function withActions(hash: string, actions: SeriesActions | null): string {
  return actions === null ? hash : createHash('sha256').update(`${hash}\n${actions.hash}`).digest('hex')
}

/** The list of what is stored: series, their versions and the partitions of each version. */
export interface Manifest {
  list(): Dataset[]
  /**
   * The current version, or an older one, of the series and of the splits and dividends (0 for none). Without a timeframe
   * the symbol must have only one. Throws `not-found`.
   */
  find(symbol: string, timeframe?: string, version?: number, actions?: number): SeriesRef
  /** Names of all series, by symbol and timeframe; as cheap as a list can be. */
  stored(): { symbol: string; timeframe: string }[]
  all(): SeriesRef[]
  detail(series: SeriesRef): Omit<DatasetDetail, 'columns'>
  /** The result of an earlier import of the same bytes with the same options, while its series still stands. */
  findBatch(sourceHash: string, options: string): ImportResult | null
  /** Throws `conflict` where `baseVersion` is no longer current. */
  publish(publication: Publication): ImportResult
  quarantine(series: SeriesRef, limit: number): QuarantinedRow[]
  quality(series: SeriesRef): QualityReport | null
  saveQuality(series: SeriesRef, report: QualityReport): void
  remove(symbol: string, timeframe: string): boolean
  readonly actions: ActionList
}

export function createManifest(db: Catalog): Manifest {
  const actionList = createActionList(db)
  const seriesId = (series: SeriesRef) => findSeries(db, series.symbol, series.timeframe).id

  const hashOf = (row: SeriesRow, version = row.version): string => {
    const stored = db.prepare('select hash from versions where series = ? and version = ?').get(row.id, version) as
      | { hash: string }
      | undefined
    if (stored === undefined) {
      throw new AppError(
        'not-found',
        `${row.symbol} ${row.timeframe} has no version ${version}; the current one is ${row.version}`,
      )
    }
    return stored.hash
  }

  const ref = (row: SeriesRow, version = row.version, actionVersion?: number): SeriesRef => {
    const actions = actionList.find(row.symbol, actionVersion)
    return {
      symbol: row.symbol,
      timeframe: row.timeframe,
      version,
      hash: withActions(hashOf(row, version), actions),
      partitions: partitionsOf(db, row.id, version),
      ...(actions === null ? {} : { actions }),
    }
  }

  const datasetOf = (row: SeriesRow): Dataset => {
    const version = db
      .prepare('select * from versions where series = ? and version = ?')
      .get(row.id, row.version) as VersionRow
    const quarantined = db
      .prepare('select count(*) as n from quarantine where batch in (select id from batches where series = ?)')
      .get(row.id) as { n: number }
    const report = qualityOf(db, row.id, row.version)
    return {
      symbol: row.symbol,
      timeframe: row.timeframe,
      version: row.version,
      hash: withActions(version.hash, actionList.find(row.symbol)),
      rows: version.rows,
      from: version.from_ts,
      to: version.to_ts,
      timezone: row.timezone,
      source: version.source,
      format: row.format,
      decimals: row.decimals,
      quarantined: quarantined.n,
      bytes: version.bytes,
      updatedAt: row.updated_at,
      quality:
        report === null ? { status: 'skipped', label: 'Not checked' } : { status: report.status, label: report.label },
    }
  }

  const rows = () =>
    db.prepare('select * from series where removed = 0 order by symbol, timeframe').all() as SeriesRow[]

  const publish = db.transaction((publication: Publication): ImportResult => {
    const now = Date.now()
    const existing = db
      .prepare('select * from series where symbol = ? and timeframe = ?')
      .get(publication.symbol, publication.timeframe) as SeriesRow | undefined
    const current = existing === undefined || existing.removed === 1 ? 0 : existing.version
    if (current !== publication.baseVersion) {
      throw new AppError(
        'conflict',
        `${publication.symbol} ${publication.timeframe} changed while this file was read`,
        {
          hint: 'Import the file again.',
          data: { expected: publication.baseVersion, found: current },
        },
      )
    }
    const hash = seriesHash(publication.partitions)
    const unchanged = existing !== undefined && current > 0 && hash === hashOf(existing)
    // A removed series keeps its versions, so a new life continues the count.
    const version = unchanged ? existing.version : (existing?.version ?? 0) + 1
    const id = upsertSeries(db, publication, version, now)
    if (!unchanged) insertVersion(db, id, version, hash, publication, now)
    const result: ImportResult = { ...publication.result, version }
    db.prepare(
      'insert into batches (id, series, version, source, source_hash, options, result, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(
      result.batch,
      id,
      version,
      publication.source.name,
      publication.source.hash,
      publication.source.options,
      JSON.stringify(result),
      now,
    )
    const insert = db.prepare('insert into quarantine (batch, line, text, reason) values (?, ?, ?, ?)')
    for (const row of publication.quarantined) insert.run(result.batch, row.line, row.text, row.reason)
    insertQuality(db, id, version, { ...publication.quality, version })
    if (publication.actions.length > 0)
      actionList.save(publication.symbol, publication.source.name, publication.actions)
    return result
  })

  return {
    list: () => rows().map(datasetOf),
    actions: actionList,
    find: (symbol, timeframe, version, actions) => {
      const row = findSeries(db, symbol, timeframe)
      return ref(row, version ?? row.version, actions)
    },
    stored: () => rows().map(({ symbol, timeframe }) => ({ symbol, timeframe })),
    all: () => rows().map((row) => ref(row)),
    detail: (series) => {
      const row = findSeries(db, series.symbol, series.timeframe)
      const versions = db
        .prepare('select * from versions where series = ? order by version desc')
        .all(row.id) as VersionRow[]
      return {
        ...datasetOf(row),
        versions: versions.map((v) => ({
          version: v.version,
          hash: v.hash,
          rows: v.rows,
          createdAt: v.created_at,
          batch: v.batch,
          source: v.source,
          reason: v.reason,
        })),
        partitions: series.partitions.map(({ hash, rows: count, from, to, bytes }) => ({
          hash,
          rows: count,
          from,
          to,
          bytes,
        })),
      }
    },
    findBatch: (sourceHash, options) => {
      const found = db
        .prepare(
          'select b.result from batches b join series s on s.id = b.series where b.source_hash = ? and b.options = ? and s.removed = 0 order by b.created_at desc limit 1',
        )
        .get(sourceHash, options) as { result: string } | undefined
      return found === undefined ? null : (JSON.parse(found.result) as ImportResult)
    },
    publish: (publication) => publish.immediate(publication),
    quarantine: (series, limit) =>
      db
        .prepare(
          'select q.batch, b.source, q.line, q.text, q.reason from quarantine q join batches b on b.id = q.batch where b.series = ? order by b.created_at, q.line limit ?',
        )
        .all(seriesId(series), limit) as QuarantinedRow[],
    quality: (series) => qualityOf(db, seriesId(series), series.version),
    saveQuality: (series, report) => insertQuality(db, seriesId(series), series.version, report),
    remove: (symbol, timeframe) =>
      db
        .prepare('update series set removed = 1, updated_at = ? where symbol = ? and timeframe = ? and removed = 0')
        .run(Date.now(), symbol, timeframe).changes > 0,
  }
}
