import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import type { RunList } from '../catalog/runs.ts'
import { AppError } from '../contract/errors.ts'
import { reportFormats, reportSections, type ReportFile, type ReportFormat } from '../contract/report.ts'
import type { RunDetail } from '../contract/backtest.ts'
import type { QualityReport } from '../contract/quality.ts'
import type { Manifest } from '../catalog/manifest.ts'
import type { EventBus } from '../event-bus/port.ts'
import type { CallContext, Handlers } from '../handlers.ts'
import { writeDurably } from '../lib/durable-file.ts'
import { quoteForShell } from '../lib/shell.ts'
import { loadFonts, type ReportFonts } from './fonts.ts'
import { renderHtml } from './html.ts'
import type { EquityColumns, ReportInput, TradeColumns } from './input.ts'
import { renderMarkdown } from './markdown.ts'

export interface ReportDeps {
  readonly backtest: Handlers['backtest']
  readonly runs: RunList
  readonly manifest: Manifest
  readonly events: EventBus
  readonly folder: string
  readonly version: string
}

/** Points of the equity curve in a report: enough for paper, small enough to mail. */
const equityPoints = 1500

export function createReportService({
  backtest,
  runs,
  manifest,
  events,
  folder,
  version,
}: ReportDeps): Handlers['report'] {
  const input = async (
    run: string,
    sections: readonly (typeof reportSections)[number][] | undefined,
    command: string,
    context: CallContext,
  ): Promise<ReportInput> => {
    const detail = await backtest.show({ run }, context)
    const [trades, equity] = await Promise.all([
      backtest.trades({ run }, context),
      backtest.equity({ run, points: equityPoints }, context),
    ])
    return {
      run: detail as RunDetail,
      trades: await tradesOf(trades),
      equity: await equityOf(equity),
      ...qualityOf(detail as RunDetail, manifest),
      sections: sections ?? [...reportSections],
      generatedBy: `Sextant ${version}`,
      command,
    }
  }
  // Without the font packages a report is still right, only set in the reader's own sans-serif.
  let fonts: Promise<ReportFonts | null> | undefined
  const html = async (value: ReportInput) => {
    const loaded = await (fonts ??= loadFonts().catch(() => null))
    return renderHtml(value, loaded === null ? {} : { fonts: loaded })
  }
  const render = (format: ReportFormat, value: ReportInput) => (format === 'html' ? html(value) : renderMarkdown(value))
  const fileOf = (path: string, run: string, format: ReportFormat): ReportFile => {
    const { size, mtimeMs } = statSync(path)
    return { name: basename(path), path, format, run, bytes: size, createdAt: Math.round(mtimeMs) }
  }

  return {
    async build({ run, formats, sections, out }, context) {
      const { id, strategy, symbols } = runs.resolve(run)
      const command = [
        'sextant report',
        id,
        `--format ${formats.join(',')}`,
        ...(sections === undefined ? [] : [`--sections ${sections.join(',')}`]),
        ...(out === undefined ? [] : [`--out ${quoteForShell(out)}`]),
      ].join(' ')
      const value = await input(id, sections, command, context)
      const files: ReportFile[] = []
      for (const format of new Set(formats)) {
        const path = join(resolve(out ?? folder), `${safe(strategy)}-${safe(symbols.join('-'))}-${id}.${format}`)
        await writeDurably(path, await render(format, value))
        files.push(fileOf(path, id, format))
        events.publish({ type: 'report.written', name: basename(path) })
      }
      return { files, command }
    },
    list: () =>
      readdirSync(folder)
        .flatMap((name) => {
          const [, id, format] = /-([0-9A-HJKMNP-TV-Z]{26})\.(\w+)$/.exec(name) ?? []
          return id !== undefined && isFormat(format) ? [fileOf(join(folder, name), id, format)] : []
        })
        .sort((a, b) => b.createdAt - a.createdAt),
    read({ name }) {
      const format = name.split('.').at(-1)
      if (basename(name) !== name || !isFormat(format) || !existsSync(join(folder, name)))
        throw new AppError('not-found', `there is no report ${name}`, { hint: 'Build it again from its run.' })
      return { name, format, text: readFileSync(join(folder, name), 'utf8') }
    },
    async preview({ run, sections }, context) {
      const { id } = runs.resolve(run)
      return { html: await html(await input(id, sections, `sextant report ${id} --format html`, context)) }
    },
  }
}

async function tradesOf(table: Blob): Promise<TradeColumns> {
  const trades = await columns(table)
  // Arrow carries truths as 0 and 1.
  return { ...trades, open: (trades['open'] ?? []).map(Boolean) } as unknown as TradeColumns
}

async function equityOf(table: Blob): Promise<EquityColumns> {
  const equity = (await columns(table)) as unknown as EquityColumns
  return equity.held.some((value) => value !== null) ? equity : { ...equity, held: [] }
}

async function columns(table: Blob): Promise<Record<string, unknown[]>> {
  const decoded = tableFromIPC(new Uint8Array(await table.arrayBuffer()), { useBigInt: false, useDate: false })
  return Object.fromEntries(
    decoded.names.map((name) => [String(name), Array.from(decoded.getChild(name) as Iterable<unknown>)]),
  )
}

function qualityOf(run: RunDetail, manifest: Manifest): { quality?: QualityReport } {
  const [first] = run.data
  if (first === undefined) return {}
  try {
    const quality = manifest.quality(manifest.find(first.symbol, first.timeframe, first.version))
    return quality === null ? {} : { quality }
  } catch {
    // The series was removed after the run: the report says so by leaving its quality out.
    return {}
  }
}

function isFormat(format: string | undefined): format is ReportFormat {
  return reportFormats.some((known) => known === format)
}

function safe(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 60)
}
