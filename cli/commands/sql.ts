import type { Command } from 'commander'
import type { SqlResult } from '../../core/contract/data.ts'
import { count, table } from '../output.ts'
import { withSession, type GlobalOptions } from '../session.ts'

export function addSql(data: Command): void {
  data
    .command('sql <query>')
    .description('one read-only statement over the stored data: select * from "GOOG_1d" limit 5')
    .option('--format <format>', 'csv, json or table (default: table, json with --json)')
    .option('--limit <rows>', 'rows at most', '10000')
    .option('--timeout <seconds>', 'give up after', '30')
    .action((query: string, flags: { format?: string; limit: string; timeout: string }, command: Command) =>
      withSession(command, async ({ client }) => {
        const { json = false } = command.optsWithGlobals<GlobalOptions>()
        const result = await client.data.sql({
          query,
          limit: Number(flags.limit),
          timeoutMs: Number(flags.timeout) * 1000,
        })
        process.stdout.write(`${render(result, flags.format ?? (json ? 'json' : 'table'))}\n`)
      }),
    )
}

function render(result: SqlResult, format: string): string {
  if (format === 'json') return JSON.stringify(result)
  if (format === 'csv')
    return [result.columns.map((column) => column.name), ...result.rows]
      .map((row) => row.map(csvCell).join(','))
      .join('\n')
  const shown = table(
    result.columns.map((column) => column.name),
    result.rows.map((row) => row.map((value) => (typeof value === 'boolean' ? String(value) : value))),
  )
  return `${shown}\n${count(result.rowCount)} rows in ${Math.round(result.elapsedMs)} ms${result.truncated ? ', cut at the limit' : ''}`
}

function csvCell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  // A spreadsheet would run a text that begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
