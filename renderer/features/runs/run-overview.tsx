import { useCallback, useMemo, useState } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import { compact, integer, number, percent, signedPercent } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Card, Facts, MetricTile, Tiles } from '../../ui/card.tsx'
import { Chart } from '../../ui/chart.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { Banner, ErrorState } from '../../ui/states.tsx'
import type { ThemeTokens } from '../../ui/theme.ts'
import { ConventionsCard } from './conventions-card.tsx'
import { isProgram } from './is-program.ts'
import { type Equity, useEquity } from './equity.ts'
import { equityOption } from './equity-option.ts'
import { EquityTable } from './equity-table.tsx'
import { IntrabarCard } from './intrabar-card.tsx'
import { HeatScale, MonthGrid } from './month-grid.tsx'

export function RunOverview({
  run,
  onMonth,
}: {
  readonly run: RunDetail
  readonly onMonth: (year: number, month: number) => void
}) {
  return (
    <>
      <Trust run={run} />
      <Figures run={run} />
      <div className="run-overview">
        <div className="run-stack">
          <EquityCard run={run} />
          <Card title="Monthly return, %" action={<HeatScale />}>
            <MonthGrid months={run.months} years={run.years} onMonth={onMonth} />
          </Card>
        </div>
        <div className="run-stack">
          <Card
            title="Assumptions"
            action={
              <code className="muted">
                profile {run.profile.name} · {run.profile.hash.slice(0, 4)}
              </code>
            }
          >
            <Facts items={run.assumptions.map(({ label, value }) => [label, value] as const)} />
          </Card>
          <IntrabarCard run={run} />
          {!isProgram(run) && <ConventionsCard run={run} />}
        </div>
      </div>
    </>
  )
}

/** What to know before believing the figures, ahead of them. */
function Trust({ run }: { readonly run: RunDetail }) {
  const [open, setOpen] = useState(false)
  if (run.trust.length === 0) return null
  const checks = (
    <button type="button" className="link" onClick={() => setOpen(true)}>
      {run.trust.length === 1 ? '1 check' : `${run.trust.length} checks`}
    </button>
  )
  return (
    <>
      <Banner tone="warn" title="Read before you trust this run." action={checks}>
        <span className="run-trust-line">
          {run.trust
            .slice(0, 3)
            .map(({ detail, title }) => sentence(detail || title))
            .join('  ')}
        </span>
      </Banner>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Read before you trust this run"
        width={620}
        actions={<Button onClick={() => setOpen(false)}>Close</Button>}
      >
        <ol className="run-trust selectable">
          {run.trust.map(({ title, detail }) => (
            <li key={title}>
              <strong>{title}</strong>
              <p className="prose">{detail}</p>
            </li>
          ))}
        </ol>
      </Dialog>
    </>
  )
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

function Figures({ run: { metrics: m, held, account } }: { readonly run: RunDetail }) {
  const closed = m.trades ?? 0
  const wins = m.winRate === null ? null : Math.round(m.winRate * closed)
  const gained = m.finalEquity === null ? null : m.finalEquity - account.cash
  return (
    <Tiles>
      <MetricTile
        label="Total return"
        value={signedPercent(m.totalReturn)}
        context={`held ${signedPercent(held.totalReturn)}`}
      />
      <MetricTile label="CAGR" value={signedPercent(m.cagr)} context={`held ${signedPercent(held.cagr)}`} />
      <MetricTile label="Sharpe" value={number(m.sharpe)} context={`sortino ${number(m.sortino)}`} />
      <MetricTile
        label="Max drawdown"
        value={percent(m.maxDrawdown)}
        context={
          m.maxDrawdownDays === null
            ? `held ${percent(held.maxDrawdown)}`
            : `longest ${integer(m.maxDrawdownDays)} days`
        }
      />
      <MetricTile label="Volatility" value={percent(m.volatility)} context={`beta ${number(m.beta)}`} />
      <MetricTile label="Profit factor" value={number(m.profitFactor)} context={`payoff ${number(m.payoffRatio)}`} />
      <MetricTile
        label="Win rate"
        value={percent(m.winRate, 1)}
        context={wins === null ? 'no closed trade' : `${integer(wins)} of ${integer(closed)} closed`}
      />
      <MetricTile label="Exposure" value={percent(m.exposure, 1)} context={`turnover ${number(m.turnover)} a year`} />
      <MetricTile
        label="Fees paid"
        value={(m.totalFees ?? 0) >= 1e7 ? compact(m.totalFees) : integer(m.totalFees)}
        context={
          gained === null ? undefined : gained >= 0 ? `of ${integer(gained)} gained` : `on ${integer(-gained)} lost`
        }
      />
    </Tiles>
  )
}

function EquityCard({ run }: { readonly run: RunDetail }) {
  const [scale, setScale] = useState<'linear' | 'log'>('log')
  const { data: equity, error, reload } = useEquity(run.id)
  const name = run.strategy.name
  const heldName = `${run.data[0]?.symbol ?? ''} held`
  return (
    <Card
      title={
        <span className="run-legend">
          Equity and drawdown
          <Key colour="accent">{name}</Key>
          {equity?.held && <Key colour="series-2">{heldName}</Key>}
          {run.drawdowns.length > 0 && (
            <Key colour="down" block>
              worst drawdown
            </Key>
          )}
        </span>
      }
      action={
        <Segmented
          label="Scale"
          size="small"
          value={scale}
          onChange={setScale}
          options={[
            { value: 'linear', label: 'Linear' },
            { value: 'log', label: 'Log' },
          ]}
        />
      }
      flush
    >
      {equity ? (
        <EquityPlot {...{ run, equity, name, heldName }} log={scale === 'log'} />
      ) : error ? (
        <ErrorState error={error} where={`backtest.equity ${run.id}`} retry={reload} compact />
      ) : (
        <Skeleton rows={8} />
      )}
    </Card>
  )
}

export function EquityPlot(props: {
  readonly run: RunDetail
  readonly equity: Equity
  readonly name: string
  readonly heldName: string
  readonly log: boolean
}) {
  const { run, equity, name, heldName, log } = props
  const worst = useMemo(() => worstOf(run, equity), [run, equity])
  const option = useCallback(
    (tokens: ThemeTokens) =>
      equityOption(tokens, {
        log,
        worst,
        lines: [
          {
            name,
            colour: 'accent',
            width: 1.75,
            ts: equity.ts,
            equity: equity.equity,
            drawdown: equity.drawdown,
            filled: true,
          },
          ...(equity.held
            ? [
                {
                  name: heldName,
                  colour: 'series-2' as const,
                  width: 1.25,
                  ts: equity.ts,
                  equity: equity.held,
                  drawdown: equity.heldDrawdown,
                  filled: false,
                },
              ]
            : []),
        ],
      }),
    [equity, log, worst, name, heldName],
  )
  const label = `Equity of ${name} from ${integer(equity.equity[0])} to ${integer(equity.equity.at(-1))}, largest drawdown ${percent(run.metrics.maxDrawdown)}.`
  return <Chart label={label} option={option} table={() => <EquityTable equity={equity} />} />
}

function worstOf(run: RunDetail, equity: Equity) {
  const worst = run.drawdowns.toSorted((a, b) => a.depth - b.depth)[0]
  return worst ? { from: worst.peak, to: worst.recovery ?? equity.ts.at(-1) ?? worst.trough } : null
}

export function Key({
  colour,
  block = false,
  children,
}: {
  readonly colour: string
  readonly block?: boolean
  readonly children: string
}) {
  return (
    <span className="run-key">
      <i
        className={block ? 'run-key-block' : 'run-key-line'}
        style={{ background: block ? `color-mix(in srgb, var(--${colour}) 22%, transparent)` : `var(--${colour})` }}
      />
      {children}
    </span>
  )
}
