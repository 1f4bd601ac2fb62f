import type { DatedAction } from '../contract/actions.ts'
import type { ImportResult } from '../contract/data.ts'
import type { QualityReport } from '../contract/quality.ts'
import type { QuarantinedLine } from '../market-data/import/types.ts'
import type { Partition } from '../market-data/port.ts'
import type { Catalog } from './open.ts'

/** All that one import adds, written in one transaction. */
export interface Publication {
  readonly symbol: string
  readonly timeframe: string
  readonly timezone: string
  readonly format: string
  readonly decimals: number
  /** Version the partitions were merged onto; another one now in place means somebody else was faster. */
  readonly baseVersion: number
  readonly partitions: readonly Partition[]
  readonly reason: string
  readonly source: { readonly name: string; readonly hash: string; readonly options: string }
  readonly quarantined: readonly QuarantinedLine[]
  readonly quality: QualityReport
  /** Splits and dividends that stood in the file. */
  readonly actions: readonly DatedAction[]
  readonly result: Omit<ImportResult, 'version'>
}

export interface VersionRow {
  version: number
  hash: string
  rows: number
  from_ts: number | null
  to_ts: number | null
  bytes: number
  batch: string
  source: string
  reason: string
  created_at: number
}

export function upsertSeries(db: Catalog, publication: Publication, version: number, now: number): number {
  const row = db
    .prepare(
      `insert into series (symbol, timeframe, timezone, format, decimals, version, removed, updated_at) values (?, ?, ?, ?, ?, ?, 0, ?)
       on conflict (symbol, timeframe) do update set timezone = excluded.timezone, format = excluded.format,
       decimals = max(decimals, excluded.decimals), version = excluded.version, removed = 0, updated_at = excluded.updated_at returning id`,
    )
    .get(
      publication.symbol,
      publication.timeframe,
      publication.timezone,
      publication.format,
      publication.decimals,
      version,
      now,
    ) as { id: number }
  return row.id
}

export function insertVersion(
  db: Catalog,
  id: number,
  version: number,
  hash: string,
  publication: Publication,
  now: number,
): void {
  const { partitions } = publication
  const total = (pick: (partition: Partition) => number) =>
    partitions.reduce((sum, partition) => sum + pick(partition), 0)
  db.prepare(
    'insert into versions (series, version, hash, rows, from_ts, to_ts, bytes, batch, source, reason, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(
    id,
    version,
    hash,
    total((p) => p.rows),
    partitions[0]?.from ?? null,
    partitions.at(-1)?.to ?? null,
    total((p) => p.bytes),
    publication.result.batch,
    publication.source.name,
    publication.reason,
    now,
  )
  const insertPartition = db.prepare(
    'insert or ignore into partitions (hash, file, rows, from_ts, to_ts, bytes, extra) values (?, ?, ?, ?, ?, ?, ?)',
  )
  const link = db.prepare('insert into version_partitions (series, version, ordinal, hash) values (?, ?, ?, ?)')
  partitions.forEach((partition, ordinal) => {
    insertPartition.run(
      partition.hash,
      partition.file,
      partition.rows,
      partition.from,
      partition.to,
      partition.bytes,
      JSON.stringify(partition.extra),
    )
    link.run(id, version, ordinal, partition.hash)
  })
}

export function insertQuality(db: Catalog, id: number, version: number, report: QualityReport): void {
  db.prepare('insert or replace into quality (series, version, report) values (?, ?, ?)').run(
    id,
    version,
    JSON.stringify(report),
  )
}

export function qualityOf(db: Catalog, id: number, version: number): QualityReport | null {
  const row = db.prepare('select report from quality where series = ? and version = ?').get(id, version) as
    | { report: string }
    | undefined
  return row === undefined ? null : (JSON.parse(row.report) as QualityReport)
}
