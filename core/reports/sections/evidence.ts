import { metricNames } from '../../contract/figures.ts'
import type { MetricName } from '../../contract/figures.ts'
import { date, left, right } from '../blocks.ts'
import type { Block } from '../blocks.ts'
import { formatCount, formatDate, formatNumber, formatPercent, formatReturn, noValue } from '../format.ts'
import type { ReportInput } from '../input.ts'

const fractions: ReadonlySet<MetricName> = new Set([
  'totalReturn',
  'cagr',
  'maxDrawdown',
  'avgDrawdown',
  'bestTrade',
  'worstTrade',
  'avgTrade',
  'expectancy',
  'var95',
  'cvar95',
  'alpha',
  'benchmarkReturn',
])
const shares: ReadonlySet<MetricName> = new Set([
  'volatility',
  'winRate',
  'exposure',
  'kelly',
  'upCapture',
  'downCapture',
])
const counts: ReadonlySet<MetricName> = new Set([
  'trades',
  'openTrades',
  'maxDrawdownDays',
  'longestWin',
  'longestLoss',
  'trialsCounted',
])

export function metricText(name: MetricName, value: number | null): string {
  if (fractions.has(name)) return formatReturn(value)
  if (shares.has(name)) return formatPercent(value)
  if (counts.has(name)) return formatCount(value)
  return formatNumber(value, name === 'psr' || name === 'dsr' ? 3 : 2)
}

export function assumptions({ run }: ReportInput): Block[] {
  return [
    { kind: 'facts', columns: 2, facts: run.assumptions },
    {
      kind: 'facts',
      title: `Profile ${run.profile.name}, field by field`,
      columns: 3,
      facts: Object.entries(run.profile.fields).map(([label, value]) => ({ label, value: String(value), code: true })),
    },
    {
      kind: 'facts',
      title: 'Every figure under these conventions',
      columns: 3,
      facts: metricNames.map((name) => ({ label: name, value: metricText(name, run.metrics[name] ?? null) })),
    },
  ]
}

export function data({ run, quality }: ReportInput): Block[] {
  const blocks: Block[] = [
    {
      kind: 'table',
      columns: [left('Symbol'), left('Timeframe'), right('Version'), right('Bars'), date('From'), date('To')],
      rows: run.data.map((series) => [
        series.symbol,
        series.timeframe,
        `v${series.version}`,
        formatCount(series.rows),
        formatDate(series.from),
        formatDate(series.to),
      ]),
    },
    {
      kind: 'facts',
      title: 'Hashes of the series and of its files, SHA-256',
      columns: 1,
      facts: run.data.flatMap((series) => [
        { label: `${series.symbol} ${series.timeframe} v${series.version}`, value: series.hash, code: true },
        ...series.partitions.map((hash, index) => ({
          label: `${series.symbol} ${series.timeframe}, ${index + 1}`,
          value: hash,
          code: true,
        })),
        ...series.finer.map(({ timeframe, version, hash }) => ({
          label: `${series.symbol} ${timeframe} v${version}, asked inside bars`,
          value: hash,
          code: true,
        })),
      ]),
    },
  ]
  if (!quality)
    return [...blocks, { kind: 'text', muted: true, text: 'No quality report is stored for this version of the data.' }]
  const sessions =
    quality.expectedSessions === null
      ? ''
      : `, ${formatCount(quality.presentSessions)} of ${formatCount(quality.expectedSessions)} sessions`
  return [
    ...blocks,
    {
      kind: 'table',
      title: `Quality of ${quality.symbol} ${quality.timeframe}: ${quality.label}`,
      columns: [left('Check'), left('State'), right('Count'), left('What was seen')],
      rows: quality.checks.map(({ title, status, count, message }) => [
        title,
        { text: status, status },
        formatCount(count),
        message,
      ]),
      note: `${formatCount(quality.rows)} bars${sessions}, calendar ${quality.calendar}, checked ${formatDate(quality.checkedAt)}.`,
    },
  ]
}

export function strategy({ run }: ReportInput): Block[] {
  const params = Object.entries(run.params)
  return [
    ...(params.length > 0
      ? [
          {
            kind: 'facts',
            columns: 3,
            facts: params.map(([label, value]) => ({
              label,
              value: typeof value === 'number' ? String(value).replace('-', '\u2212') : value,
            })),
          } as const,
        ]
      : []),
    {
      kind: 'code',
      title: `${run.strategy.name}, as it was run`,
      language: run.strategy.text.trimStart().startsWith('{') ? 'json' : 'ts',
      text: run.strategy.text,
    },
  ]
}

export function reproduce(input: ReportInput): Block[] {
  const { run } = input
  const hash = (label: string, value: string) => ({ label, value, code: true })
  return [
    { kind: 'code', title: 'Run it again', language: 'sh', text: run.command },
    { kind: 'code', title: 'Print this report again', language: 'sh', text: input.command },
    {
      kind: 'facts',
      title: 'Identity',
      columns: 1,
      facts: [
        hash('Run', run.id),
        hash('Result', run.resultHash),
        hash('Strategy', run.strategy.hash),
        hash('Profile', `${run.profile.name} ${run.profile.hash}`),
        ...run.data.map((series) => hash(`Data ${series.symbol} ${series.timeframe} v${series.version}`, series.hash)),
      ],
    },
    {
      kind: 'facts',
      title: 'Conditions',
      columns: 3,
      facts: [
        { label: 'Engine', value: run.engine },
        { label: 'Seed', value: String(run.seed) },
        {
          label: 'Causality check',
          value: `${run.causality.passed ? 'passed' : 'failed'} at ${formatCount(run.causality.points)} points`,
        },
        {
          label: 'Trials counted',
          value: run.metrics.trialsCounted === null ? noValue : formatCount(run.metrics.trialsCounted),
        },
        { label: 'Final equity', value: formatNumber(run.metrics.finalEquity) },
        ...Object.entries(run.versions).map(([label, value]) => ({ label, value })),
      ],
    },
    {
      kind: 'text',
      muted: true,
      text: 'The same strategy, data, profile, parameters and seed give the same result hash. Simulated results; past prices say little about future ones.',
    },
  ]
}
