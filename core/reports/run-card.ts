import { symbolsOf } from './symbols-of.ts'
import type { RunRecord } from '../contract/backtest.ts'
import { feeText, financingText, slippageText } from '../backtest/cost-words.ts'
import { marketAssumptions } from '../backtest/assumptions.ts'
import { left, right } from './blocks.ts'
import type { Block } from './blocks.ts'
import { formatCount, formatDate, formatNumber, formatReturn } from './format.ts'
import { renderBlock } from './markdown.ts'
import { metricText } from './sections/evidence.ts'
import { insideTheBar } from './sections/intrabar.ts'

const shown = [
  'totalReturn',
  'cagr',
  'sharpe',
  'sortino',
  'maxDrawdown',
  'volatility',
  'calmar',
  'profitFactor',
  'winRate',
  'trades',
  'openTrades',
  'exposure',
  'totalFees',
  'psr',
  'dsr',
  'trialsCounted',
] as const

/** run-card.md of a run's folder: what was run on what, what came out, and how to get the same again. */
export function renderRunCard(run: RunRecord): string {
  const { costs } = run.account
  const symbols = symbolsOf(run)
  const blocks: Block[] = [
    {
      kind: 'title',
      title: `${run.strategy.name} on ${symbols}`,
      subtitle: `Run ${run.id}, ${formatDate(run.createdAt)}. Total return ${formatReturn(run.metrics.totalReturn)}, Sharpe ${formatNumber(run.metrics.sharpe)}, ${formatCount(run.metrics.trades)} closed trades.`,
      aside: [],
    },
    ...(run.warnings.length > 0 || !run.causality.passed
      ? [
          {
            kind: 'warnings',
            items: [
              ...(run.causality.passed
                ? []
                : [{ title: 'A rule sees the future.', detail: 'The causality check failed.' }]),
              ...run.warnings.map((detail) => ({ title: '', detail })),
            ],
          } as const,
        ]
      : []),
    {
      kind: 'table',
      title: 'Figures',
      columns: [left('Metric'), right('Value')],
      rows: shown.map((name) => [name, metricText(name, run.metrics[name] ?? null)]),
    },
    ...insideTheBar(run),
    ...(Object.keys(run.params).length > 0
      ? [
          {
            kind: 'table',
            title: 'Parameters',
            columns: [left('Parameter'), right('Value')],
            rows: Object.entries(run.params).map(([name, value]) => [name, String(value)]),
          } as const,
        ]
      : []),
    {
      kind: 'table',
      title: 'Data',
      columns: [left('Series'), right('Version'), right('Bars'), left('From'), left('To'), left('Hash')],
      rows: run.data.flatMap((series) => [
        [
          `${series.symbol} ${series.timeframe}`,
          `v${series.version}`,
          formatCount(series.rows),
          formatDate(series.from),
          formatDate(series.to),
          series.hash,
        ],
        ...(series.actions === undefined
          ? []
          : [
              [
                `${series.symbol}, splits and dividends`,
                `v${series.actions.version}`,
                formatCount(series.actions.count),
                '',
                '',
                series.actions.hash,
              ],
            ]),
        ...series.finer.map(({ timeframe, version, hash }) => [
          `${series.symbol} ${timeframe}, asked inside bars`,
          `v${version}`,
          '',
          '',
          '',
          hash,
        ]),
      ]),
    },
    {
      kind: 'table',
      title: 'Conventions',
      columns: [left('Name'), left('Value')],
      rows: [
        ['Profile', `${run.profile.name} (${run.profile.hash})`],
        ['Engine', run.engine],
        ['Seed', String(run.seed)],
        ['Cash', formatNumber(run.account.cash)],
        ['Fees', costs?.fees === undefined ? fraction(run.account.fees) : feeText(costs.fees)],
        ['Slippage', costs?.slippage === undefined ? fraction(run.account.slippage) : slippageText(costs.slippage)],
        ['Spread', fraction(run.account.spread)],
        ...(costs?.financing ?? []).map((spec) => ['Holding', financingText(spec)]),
        ...(costs?.volumeShare === undefined ? [] : [['Volume', `at most ${fraction(costs.volumeShare)} of a bar`]]),
        ...(run.market === undefined ? [] : marketAssumptions(run.market)).map(({ label, value }) => [label, value]),
        ['Strategy hash', run.strategy.hash],
        ['Result hash', run.resultHash],
        ...Object.entries(run.versions).map(([name, version]) => [name, version]),
      ],
    },
    { kind: 'code', title: 'Run it again', language: 'sh', text: run.command },
  ]
  return `${blocks.map(renderBlock).join('\n\n')}\n`
}

function fraction(value: number): string {
  return value === 0 ? 'none' : `${Number((value * 100).toPrecision(6))}%`
}
