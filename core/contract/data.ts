import { oc } from '@orpc/contract'
import { z } from 'zod'
import { universeRoutes } from './universe.ts'
import { actionRoutes } from './actions.ts'
import { ArrowTable, JobRef, Symbol, Timeframe, UnixMs } from './common.ts'
import { CheckResult, QualityReport, Severity } from './quality.ts'

export const formats = [
  'auto',
  'csv',
  'yahoo',
  'yfinance',
  'lean',
  'binance',
  'kraken',
  'stooq',
  'brackets',
  'histdata',
  'metatrader',
  'alpaca',
  'ccxt',
  'freqtrade',
  'csvdir',
  'ticks',
  'parquet',
  'arrow',
  'depth',
] as const
export const Format = z.enum(formats)
export type Format = z.infer<typeof Format>

/** What the analyst may state instead of leaving it to be guessed. */
export const ImportOptions = z.object({
  symbol: Symbol.optional(),
  timeframe: Timeframe.optional(),
  /** IANA zone of the stamps in the file, e.g. `America/New_York`; `UTC` where they carry an offset. */
  timezone: z.string().optional(),
  /** Whether a stamp in the file marks the bar's open or its close. Stored stamps always mark the open. */
  stamp: z.enum(['open', 'close']).optional(),
  format: Format.optional(),
  /** Prices in the file are divided by this (Lean daily files: 10000). */
  priceScale: z.number().positive().optional(),
  /** `close=Last Price`: canonical field to column of the file. */
  map: z.record(z.string(), z.string()).optional(),
  /** Date order where a date such as 03/04/2024 can be read two ways. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  delimiter: z.string().length(1).optional(),
  /** Zero and negative prices are legal for this instrument (spreads, some futures). */
  allowNegative: z.boolean().optional(),
  /** Share of rows that may be quarantined before the file is refused as a whole. */
  maxQuarantine: z.number().min(0).max(1).optional(),
})
export type ImportOptions = z.infer<typeof ImportOptions>

/** One guessed property of a file, with the reason for the guess; `check` asks the analyst to look. */
export const Guess = z.object({
  field: z.string(),
  value: z.string(),
  confidence: z.enum(['sure', 'check', 'given']),
  reason: z.string(),
  /** Other values the analyst could choose. */
  alternatives: z.array(z.string()).optional(),
})
export type Guess = z.infer<typeof Guess>

export const PreviewRow = z.object({
  line: z.number().int(),
  /** The cells as text, in file order. */
  cells: z.array(z.string()),
  /** Why this row would be quarantined, and which cell is at fault. */
  problem: z.string().optional(),
  problemColumn: z.number().int().optional(),
})
export type PreviewRow = z.infer<typeof PreviewRow>

export const Preview = z.object({
  source: z.string(),
  name: z.string(),
  bytes: z.number(),
  format: Format,
  guesses: z.array(Guess),
  /** Columns of the file and the canonical field each one feeds (null: not used). */
  columns: z.array(z.object({ name: z.string(), field: z.string().nullable(), reason: z.string() })),
  rows: z.array(PreviewRow),
  /** Exact where the whole file was read, else extrapolated from the sample. */
  rowEstimate: z.number(),
  /** Options that import this file as previewed. */
  options: ImportOptions,
  /** What must be stated before the file can be imported; empty when it is ready. */
  questions: z.array(z.object({ field: z.string(), question: z.string(), choices: z.array(z.string()) })),
  warnings: z.array(z.string()),
  /** The command line that imports the file with these options. */
  command: z.string(),
})
export type Preview = z.infer<typeof Preview>

export const ImportResult = z.object({
  batch: z.string(),
  symbol: z.string(),
  timeframe: z.string(),
  version: z.number().int(),
  rowsIn: z.number().int(),
  accepted: z.number().int(),
  quarantined: z.number().int(),
  duplicates: z.number().int(),
  from: UnixMs.nullable(),
  to: UnixMs.nullable(),
  quality: z.object({ status: Severity, label: z.string(), checks: z.array(CheckResult) }),
  warnings: z.array(z.string()),
  /** True where this very file was imported before; nothing changed. */
  unchanged: z.boolean(),
})
export type ImportResult = z.infer<typeof ImportResult>

export const Dataset = z.object({
  symbol: z.string(),
  timeframe: z.string(),
  version: z.number().int(),
  /** Hash over the version's partition hashes: names the data a run has seen. */
  hash: z.string(),
  rows: z.number().int(),
  from: UnixMs.nullable(),
  to: UnixMs.nullable(),
  timezone: z.string(),
  source: z.string(),
  format: z.string(),
  decimals: z.number().int(),
  quarantined: z.number().int(),
  quality: z.object({ status: Severity, label: z.string() }),
  bytes: z.number(),
  updatedAt: UnixMs,
})
export type Dataset = z.infer<typeof Dataset>

export const ColumnProfile = z.object({
  name: z.string(),
  type: z.string(),
  /** Counts of equal-width buckets between `lowest` and `highest`. */
  spread: z.array(z.number().int()),
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  median: z.number().nullable(),
  empty: z.number().int(),
  distinct: z.number().int(),
})
export type ColumnProfile = z.infer<typeof ColumnProfile>

export const DatasetDetail = Dataset.extend({
  columns: z.array(ColumnProfile),
  versions: z.array(
    z.object({
      version: z.number().int(),
      hash: z.string(),
      rows: z.number().int(),
      createdAt: UnixMs,
      batch: z.string(),
      source: z.string(),
      reason: z.string(),
    }),
  ),
  partitions: z.array(
    z.object({ hash: z.string(), rows: z.number().int(), from: UnixMs, to: UnixMs, bytes: z.number() }),
  ),
})
export type DatasetDetail = z.infer<typeof DatasetDetail>

export const QuarantinedRow = z.object({
  batch: z.string(),
  source: z.string(),
  line: z.number().int(),
  text: z.string(),
  reason: z.string(),
})
export type QuarantinedRow = z.infer<typeof QuarantinedRow>

export const SqlResult = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Cells as JSON; numbers beyond 2^53 and times as text. */
  rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  rowCount: z.number().int(),
  truncated: z.boolean(),
  elapsedMs: z.number(),
})
export type SqlResult = z.infer<typeof SqlResult>

export const exportFormats = ['csv', 'parquet', 'arrow', 'json', 'xlsx'] as const
export const ExportFormat = z.enum(exportFormats)

const Target = z.object({ symbol: Symbol, timeframe: Timeframe.optional() })

export const data = {
  /** Receives one chunk of a dropped file; the first call leaves `staging` out. Chunks arrive in order. */
  stage: oc
    .route({ method: 'POST', path: '/data/stage', summary: 'Upload a file in chunks' })
    .input(
      z.object({
        name: z.string().min(1).max(255),
        staging: z.string().optional(),
        offset: z.number().int().min(0),
        chunk: z.instanceof(Blob),
      }),
    )
    .output(z.object({ staging: z.string(), received: z.number().int() })),
  /** `source` is a path on this machine or a `staging` id. */
  preview: oc
    .route({ method: 'POST', path: '/data/preview', summary: 'Guess dialect, zone, timeframe and symbol of a file' })
    .input(z.object({ source: z.string().min(1), options: ImportOptions.default({}) }))
    .output(Preview),
  import: oc
    .route({ method: 'POST', path: '/data/import', summary: 'Start importing a file' })
    .input(z.object({ source: z.string().min(1), options: ImportOptions.default({}) }))
    .output(JobRef),
  list: oc.route({ method: 'GET', path: '/data', summary: 'Stored data sets' }).output(z.array(Dataset)),
  show: oc
    .route({ method: 'GET', path: '/data/show', summary: 'One data set: columns, versions, partitions' })
    .input(Target)
    .output(DatasetDetail),
  /** The stored report; `recheck` runs the suite again. */
  check: oc
    .route({ method: 'POST', path: '/data/check', summary: 'Quality report of a data set' })
    .input(Target.extend({ recheck: z.boolean().default(false), calendar: z.string().optional() }))
    .output(QualityReport),
  quarantine: oc
    .route({ method: 'GET', path: '/data/quarantine', summary: 'Rows that were not accepted, with line and reason' })
    .input(Target.extend({ limit: z.coerce.number().int().min(1).max(100_000).default(1000) }))
    .output(z.array(QuarantinedRow)),
  export: oc
    .route({ method: 'POST', path: '/data/export', summary: 'Write a data set to a file' })
    .input(Target.extend({ format: ExportFormat, out: z.string().optional() }))
    .output(z.object({ path: z.string(), rows: z.number().int(), bytes: z.number() })),
  /** One read-only statement over the stored data sets. Aborting the call interrupts the query. */
  sql: oc
    .route({ method: 'POST', path: '/data/sql', summary: 'Run one read-only SQL statement' })
    .input(
      z.object({
        query: z.string().min(1).max(100_000),
        limit: z.number().int().min(1).max(100_000).default(10_000),
        timeoutMs: z.number().int().min(1).max(600_000).default(30_000),
      }),
    )
    .output(SqlResult),
  /** The tables and columns a query can use, for completion. */
  schema: oc
    .route({ method: 'GET', path: '/data/schema', summary: 'Tables and columns for SQL completion' })
    .output(
      z.array(z.object({ table: z.string(), columns: z.array(z.object({ name: z.string(), type: z.string() })) })),
    ),
  remove: oc
    .route({ method: 'POST', path: '/data/remove', summary: 'Take a data set out of the catalogue' })
    .input(z.object({ symbol: Symbol, timeframe: Timeframe }))
    .output(z.object({ removed: z.boolean() })),
  ...actionRoutes,
  ...universeRoutes,
  /** Bars [from, to) by bar index, thinned to at most `buckets`; lines of the asked indicators in the same buckets. */
  window: oc
    .route({ method: 'POST', path: '/data/window', summary: 'A chart window: bars and indicator lines, thinned' })
    .input(
      z.object({
        symbol: Symbol,
        timeframe: Timeframe.optional(),
        from: z.number().int().optional(),
        to: z.number().int().optional(),
        buckets: z.number().int().min(10).max(10_000).default(500),
        indicators: z
          .array(z.object({ id: z.string(), name: z.string(), params: z.record(z.string(), z.number()).default({}) }))
          .max(20)
          .default([]),
      }),
    )
    .output(
      z.object({
        rows: z.number().int(),
        from: z.number().int(),
        to: z.number().int(),
        /** Raw bars in one bucket. */
        span: z.number().int(),
        /** Names in the order of `columns`: ts, open, high, low, close, volume, then `<id>.<output>`. */
        columns: z.array(z.string()),
        /** Float64, little endian, column after column; NaN where a value is missing. */
        values: z.instanceof(Blob),
      }),
    ),
  /** Bar index of the first bar at or after a time. */
  locate: oc
    .route({ method: 'POST', path: '/data/locate', summary: 'Bar index of a time' })
    .input(Target.extend({ times: z.array(UnixMs).max(100_000) }))
    .output(z.object({ indices: z.array(z.number().int()) })),
  bars: oc
    .route({ method: 'POST', path: '/data/bars', summary: 'Bars as an Arrow stream' })
    .input(Target.extend({ from: UnixMs.optional(), to: UnixMs.optional(), version: z.number().int().optional() }))
    .output(ArrowTable),
}
