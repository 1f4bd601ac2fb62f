import { randomUUID } from 'node:crypto'
import type { ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { queryOn } from './duckdb.ts'
import { finestOnGrid } from './decimals.ts'
import { checkUnchanged, fingerprint } from './hash.ts'
import { inspectRows } from './inspect-rows.ts'
import { openPrices } from './open.ts'
import { checkQuarantine } from './quarantine.ts'
import { extraFields, quoted } from './row-check-sql.ts'
import { tickTimeframe } from '../depth/port.ts'
import { findTwins, screen, stageBars, stagePlainTicks, stageTicks, survey, type Tables } from './stage.ts'
import type { ReadContext, ReadResult, Source } from './types.ts'

/**
 * Reads a price file into a temporary table on the context's connection, every row checked. Throws `rejected-file`,
 * `unsupported-format`, `invalid-input` (a question is open), `too-large`, `not-found`, `no-space`, `cancelled`.
 */
export async function readFile(source: Source, options: ImportOptions, context: ReadContext): Promise<ReadResult> {
  const query = queryOn(context.connection, context.signal)
  const now = Date.now()
  const id = randomUUID().slice(0, 8)
  const tables: Tables = { cells: quoted(`cells_${id}`), staged: quoted(`staged_${id}`) }
  const before = await fingerprint(source.path)
  const opened = await openPrices(source, options, context, query)
  const { layout } = opened
  if (layout.symbol === null)
    throw new AppError('invalid-input', 'The symbol is not known.', { hint: 'Name it with --symbol.' })
  if (layout.timeframe === tickTimeframe && layout.kind === 'bars')
    throw new AppError('invalid-input', `${source.name} holds bars, not ticks.`, { hint: 'Leave --timeframe out.' })
  const loaded = await opened.load(tables.cells)
  await checkUnchanged(source, before)

  context.onProgress({ fraction: 0.75, stage: 'checking rows', rows: loaded.rows })
  const quick = await screen(query, tables, layout, now)
  const inspected = await inspectRows(query, tables, layout, loaded, now, context, source.name, quick.doubtful > 0)
  const simple = quick.doubtful === 0 && layout.pick === null
  const { good, disorder } = simple
    ? { good: loaded.rows, disorder: quick.disorder }
    : await survey(query, tables, layout, now)
  const twins =
    disorder > 0 || layout.kind !== 'bars'
      ? await findTwins(query, tables, layout, now, 1_000_000)
      : { duplicates: 0, conflicts: [] }
  const held = [...inspected.held, ...(await inspected.conflicts(twins.conflicts))].toSorted((a, b) => a.line - b.line)
  const rowsIn = good + inspected.held.length
  checkQuarantine(held, rowsIn, options, source.name)

  context.onProgress({ fraction: 0.9, stage: 'sorting', rows: loaded.rows })
  const stage = layout.timeframe === tickTimeframe ? stagePlainTicks : stageTicks
  const accepted = layout.kind === 'bars' ? null : await stage(query, tables, layout, now)
  if (layout.kind === 'bars') {
    await stageBars(query, tables, layout, now, { sorted: disorder === 0, clean: quick.doubtful === 0 })
  }
  const rows = (await query.numbers(`select count(*) from ${tables.staged}`))[0]!
  const conserved = accepted ?? rows
  if (rowsIn !== conserved + held.length + twins.duplicates) {
    throw new AppError(
      'internal',
      `The rows of ${source.name} do not add up: ${rowsIn} read, ${conserved} accepted, ${held.length} quarantined, ${twins.duplicates} repeated.`,
      { hint: 'Nothing was stored. Please report this file.' },
    )
  }
  const disordered = disorder - twins.duplicates - twins.conflicts.length
  return {
    staged: {
      table: tables.staged,
      connection: context.connection,
      symbol: layout.symbol,
      timeframe: layout.timeframe,
      rows,
      extra: extraFields(layout),
    },
    kind: layout.kind,
    format: layout.format,
    columns: layout.columns.map(({ name }) => name),
    timezone: layout.timezone,
    options: {
      ...options,
      symbol: layout.symbol,
      timeframe: layout.timeframe,
      timezone: layout.timezone,
      stamp: layout.stamp,
      format: layout.format,
    },
    rowsIn,
    accepted: conserved,
    quarantined: held.map(({ line, text, reason }) => ({ line, text, reason })),
    duplicates: twins.duplicates,
    warnings: [
      ...opened.warnings,
      ...inspected.warnings,
      ...(disordered > 0 && layout.kind === 'bars'
        ? [`${disordered} row(s) stood before an earlier one; the rows were sorted by time.`]
        : []),
    ],
    sourceHash: loaded.hash,
    bytes: opened.bytes,
    decimals: layout.kind === 'bars' ? await finestOnGrid(query, tables.staged, layout.decimals) : layout.decimals,
  }
}
