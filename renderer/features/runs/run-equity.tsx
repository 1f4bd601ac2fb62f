import { useState } from 'react'
import type { RunDetail } from '../../../core/contract/backtest.ts'
import { date, integer, number, percent, signedPercent } from '../../lib/format.ts'
import { Card, Facts } from '../../ui/card.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { DrawdownTable } from './drawdown-table.tsx'
import { useEquity } from './equity.ts'
import { EquityPlot } from './run-overview.tsx'

/** The account in large, with every drawdown and the return figures that have no tile. */
export function RunEquity({ run }: { readonly run: RunDetail }) {
  const [scale, setScale] = useState<'linear' | 'log'>('log')
  const { data: equity, error, reload } = useEquity(run.id)
  const m = run.metrics
  const switchScale = (
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
  )
  return (
    <div className="run-columns run-tall">
      <Card
        title="Equity and drawdown"
        note={`${date(equity?.ts[0])} to ${date(equity?.ts.at(-1))}`}
        action={switchScale}
        flush
      >
        {equity ? (
          <EquityPlot
            run={run}
            equity={equity}
            name={run.strategy.name}
            heldName={`${run.data[0]?.symbol ?? ''} held`}
            log={scale === 'log'}
          />
        ) : error ? (
          <ErrorState error={error} where={`backtest.equity ${run.id}`} retry={reload} compact />
        ) : (
          <Skeleton rows={14} />
        )}
      </Card>
      <Card title="Return and risk">
        <Facts
          items={[
            ['Final equity', number(m.finalEquity)],
            ['Calmar', number(m.calmar)],
            ['Omega', number(m.omega)],
            ['Average drawdown', percent(m.avgDrawdown)],
            ['Average drawdown, days', number(m.avgDrawdownDays, 1)],
            ['Skew', number(m.skew)],
            ['Excess kurtosis', number(m.kurtosis)],
            ['Tail ratio', number(m.tailRatio)],
            ['Value at risk, 95%', signedPercent(m.var95)],
            ['Expected shortfall, 95%', signedPercent(m.cvar95)],
            ['Alpha', signedPercent(m.alpha)],
            ['Information ratio', number(m.informationRatio)],
            ['Capture up', percent(m.upCapture, 1)],
            ['Capture down', percent(m.downCapture, 1)],
            ['Benchmark return', signedPercent(m.benchmarkReturn)],
            ['Probabilistic Sharpe', number(m.psr, 3)],
            ['Deflated Sharpe', number(m.dsr, 3)],
            ['Trials counted', integer(m.trialsCounted)],
          ]}
        />
      </Card>
      <Card title="Drawdowns" note={integer(run.drawdowns.length)} flush className="run-span">
        <DrawdownTable drawdowns={run.drawdowns} />
      </Card>
    </div>
  )
}
