import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Dataset, ImportResult, Preview } from '../../core/contract/data.ts'
import type { QualityReport } from '../../core/contract/quality.ts'
import { calendarNames } from '../../core/calendars/calendars.ts'
import { count, day, print, table } from '../output.ts'
import { withSession } from '../session.ts'
import { addActions } from './actions.ts'
import { addImportOptions, importOptions, type ImportFlags } from './import-options.ts'
import { addUniverse } from './universe.ts'
import { addSql } from './sql.ts'

interface TargetFlags {
  timeframe?: string
}

export function addData(program: Command): void {
  const data = program.command('data').description('import, check, query and export prices')

  addImportOptions(
    data.command('preview <file>').description('guess dialect, zone, timeframe and symbol; store nothing'),
  ).action((file: string, flags: ImportFlags, command: Command) =>
    withSession(command, async ({ client, json }) => {
      const preview = await client.data.preview({ source: resolve(file), options: importOptions(flags) })
      print(json, preview, () => previewText(preview))
    }),
  )
  addImportOptions(data.command('import <files...>').description('check and store price files')).action(
    (files: string[], flags: ImportFlags, command: Command) =>
      withSession(command, async ({ client, json, finish }) => {
        const results: ImportResult[] = []
        for (const file of files)
          results.push(
            await finish(
              await client.data.import({ source: resolve(file), options: importOptions(flags) }),
              'data.import',
            ),
          )
        print(json, results.length === 1 ? results[0] : results, () => results.map(importText).join('\n'))
      }),
  )
  data
    .command('list')
    .description('what is stored')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const list = await client.data.list()
        print(json, list, () =>
          list.length === 0 ? 'Nothing is stored yet. Import a price file: sextant data import FILE' : listText(list),
        )
      }),
    )
  target(data.command('show <symbol>').description('columns, versions and partitions')).action(
    (symbol: string, flags: TargetFlags, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const detail = await client.data.show({ symbol, ...flags })
        print(json, detail, () =>
          [
            listText([detail]),
            '',
            table(
              ['column', 'type', 'lowest', 'highest', 'median', 'empty', 'distinct'],
              detail.columns.map((c) => [c.name, c.type, c.lowest, c.highest, c.median, c.empty, c.distinct]),
            ),
            '',
            table(
              ['version', 'rows', 'made', 'from', 'why'],
              detail.versions.map((v) => [v.version, v.rows, day(v.createdAt), v.source, v.reason]),
            ),
          ].join('\n'),
        )
      }),
  )
  target(data.command('check <symbol>').description('run the quality suite'))
    .option('--calendar <name>', `sessions to expect: ${calendarNames.join(', ')} (default: inferred)`)
    .action((symbol: string, { calendar, ...flags }: TargetFlags & { calendar?: string }, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const report = await client.data.check({
          symbol,
          ...flags,
          recheck: true,
          ...(calendar === undefined ? {} : { calendar }),
        })
        print(json, report, () => qualityText(report))
        if (report.status === 'fail') process.exitCode = 1
      }),
    )
  target(data.command('quarantine <symbol>').description('rows that were not accepted')).action(
    (symbol: string, flags: TargetFlags, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const rows = await client.data.quarantine({ symbol, ...flags, limit: 100_000 })
        print(json, rows, () =>
          rows.length === 0
            ? 'No row was quarantined.'
            : table(
                ['file', 'line', 'reason', 'text'],
                rows.map((row) => [row.source, row.line, row.reason, visible(row.text)]),
              ),
        )
      }),
  )
  target(data.command('export <symbol>').description('write a data set to a file'))
    .requiredOption('--format <format>', 'csv, parquet, arrow, json or xlsx')
    .requiredOption('--out <file>', 'file to write')
    .action(
      (symbol: string, { format, out, ...flags }: TargetFlags & { format: string; out: string }, command: Command) =>
        withSession(command, async ({ client, json }) => {
          const written = await client.data.export({ symbol, ...flags, format: format as 'csv', out: resolve(out) })
          print(json, written, () => `${count(written.rows)} rows written to ${written.path}`)
        }),
    )
  data
    .command('remove <symbol>')
    .description('take a data set out of the catalogue; runs keep their results')
    .requiredOption('--timeframe <timeframe>', 'which one')
    .action((symbol: string, { timeframe }: { timeframe: string }, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const result = await client.data.remove({ symbol, timeframe })
        print(json, result, () =>
          result.removed ? `${symbol} ${timeframe} removed` : `${symbol} ${timeframe} is not stored`,
        )
      }),
    )
  addActions(data)
  addUniverse(data)
  addSql(data)
}

function target(command: Command): Command {
  return command.option('--timeframe <timeframe>', 'where a symbol is stored in several')
}

function previewText(preview: Preview): string {
  return [
    `${preview.name}: about ${count(preview.rowEstimate)} rows, ${preview.format}`,
    '',
    table(
      ['', 'guess', '', 'because'],
      preview.guesses.map((guess) => [guess.field, guess.value, guess.confidence, guess.reason]),
    ),
    '',
    table(
      preview.columns.map((column) => column.field ?? `(${column.name})`),
      preview.rows.slice(0, 5).map((row) => preview.columns.map((_, index) => row.cells[index] ?? '')),
    ),
    ...preview.warnings.map((warning) => `! ${warning}`),
    ...preview.questions.map((question) => `? ${question.question} (${question.choices.join(', ')})`),
    '',
    preview.command,
  ].join('\n')
}

function importText(result: ImportResult): string {
  const head = `${result.symbol} ${result.timeframe} v${result.version}: ${count(result.rowsIn)} rows in = ${count(result.accepted)} accepted + ${count(result.quarantined)} quarantined + ${count(result.duplicates)} duplicates, ${day(result.from)} to ${day(result.to)}`
  const checks = result.quality.checks
    .filter((check) => check.status === 'warn' || check.status === 'fail')
    .map((check) => `  ${check.status}: ${check.title}: ${check.message}`)
  return [
    head,
    ...(result.unchanged ? ['  imported before; nothing changed'] : []),
    `  quality: ${result.quality.label}`,
    ...checks,
    ...result.warnings.map((warning) => `  ! ${warning}`),
  ].join('\n')
}

function listText(list: readonly Dataset[]): string {
  return table(
    ['symbol', 'timeframe', 'bars', 'from', 'to', 'quality', 'version', 'hash'],
    list.map((d) => [
      d.symbol,
      d.timeframe,
      count(d.rows),
      day(d.from),
      day(d.to),
      d.quality.label,
      d.version,
      d.hash.slice(0, 8),
    ]),
  )
}

function qualityText(report: QualityReport): string {
  return [
    `${report.symbol} ${report.timeframe} v${report.version}: ${report.label}; ${count(report.rows)} bars, calendar ${report.calendar}`,
    table(
      ['check', 'result', 'count', 'seen'],
      report.checks.map((check) => [check.title, check.status, check.count, check.message]),
    ),
    ...report.findings
      .filter((finding) => finding.check !== 'holiday')
      .slice(0, 20)
      .map((finding) => `  ${day(finding.ts) ?? ''} ${finding.message}`),
  ].join('\n')
}

/** A raw line of a file may hold anything, terminal escapes among it. */
function visible(text: string): string {
  return JSON.stringify(text).slice(1, -1).slice(0, 120)
}
