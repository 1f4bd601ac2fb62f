import { distance } from 'fastest-levenshtein'
import { useEffect } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import type { ScreenProps } from '../../shell/areas.ts'
import { addSample } from '../../shell/global-commands.ts'
import { open } from '../../shell/navigation.ts'
import { useTab } from '../../shell/tab-context.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ChartDesk } from './chart-desk.tsx'
import './chart.css'

/** `symbol`, `timeframe`, and to lay over it `run` with `trade`. Without a symbol the first data set is shown. */
export function ChartScreen({ params, active }: ScreenProps) {
  const { data: datasets, error, reload } = useDatasets()
  const tab = useTab()
  const { symbol, timeframe } = params
  const dataset = datasets && pick(datasets, symbol, timeframe)
  const title = dataset && `${dataset.symbol} ${dataset.timeframe}`
  useEffect(() => {
    if (dataset && (symbol !== dataset.symbol || timeframe !== dataset.timeframe))
      tab.replace({ ...params, symbol: dataset.symbol, timeframe: dataset.timeframe }, title ?? 'Chart')
  }, [dataset?.symbol, dataset?.timeframe, symbol, timeframe]) // oxlint-disable-line react/exhaustive-deps -- only a resolved name changes the tab
  if (error && !datasets)
    return <ErrorState error={error} where="data.list" title="The data sets could not be read" retry={reload} />
  if (!datasets) return <Skeleton rows={16} />
  if (datasets.length === 0) {
    return (
      <div className="chart-empty">
        <EmptyState
          page
          drawing={<Candles />}
          title="Prices to look at"
          action={
            <>
              <Button kind="primary" onClick={() => open('data', { view: 'import' }, 'Import')}>
                Import data
              </Button>
              <Button onClick={addSample}>Add the sample</Button>
            </>
          }
        >
          Import a price file and its chart opens here. Nothing leaves this machine.
        </EmptyState>
      </div>
    )
  }
  if (!dataset) return <Missing symbol={symbol ?? ''} timeframe={timeframe} datasets={datasets} />
  return (
    <ChartDesk
      key={`${dataset.symbol} ${dataset.timeframe}`}
      dataset={dataset}
      datasets={datasets}
      run={params['run'] ?? null}
      trade={params['trade'] ? Number(params['trade']) : null}
      active={active}
      onParams={(next, name) => tab.replace(next, name)}
    />
  )
}

function pick(
  datasets: readonly Dataset[],
  symbol: string | undefined,
  timeframe: string | undefined,
): Dataset | undefined {
  if (symbol === undefined) return datasets[0]
  const own = datasets.filter((one) => one.symbol === symbol)
  return timeframe === undefined || timeframe === '' ? own[0] : own.find((one) => one.timeframe === timeframe)
}

/** What is stored under the nearest names. */
function Missing({
  symbol,
  timeframe,
  datasets,
}: {
  readonly symbol: string
  readonly timeframe: string | undefined
  readonly datasets: readonly Dataset[]
}) {
  const near = datasets.toSorted((a, b) => distance(a.symbol, symbol) - distance(b.symbol, symbol)).slice(0, 5)
  const tab = useTab()
  return (
    <div className="chart-empty">
      <EmptyState
        page
        title={`No ${timeframe ?? ''} bars of ${symbol} are stored`}
        action={near.map((one) => (
          <Button
            key={`${one.symbol} ${one.timeframe}`}
            onClick={() =>
              tab.replace({ symbol: one.symbol, timeframe: one.timeframe }, `${one.symbol} ${one.timeframe}`)
            }
          >
            {one.symbol} {one.timeframe}
          </Button>
        ))}
      >
        The nearest names in this workspace:
      </EmptyState>
    </div>
  )
}

function Candles() {
  return (
    <svg width="260" height="110" viewBox="0 0 260 110" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M0 20h260M0 60h260M0 100h260" strokeDasharray="2 4" strokeOpacity=".6" />
      {[
        [14, 70, 24],
        [38, 62, 22],
        [62, 66, 18],
        [86, 48, 26],
        [110, 40, 22],
        [134, 46, 16],
        [158, 28, 28],
        [182, 22, 20],
        [206, 30, 14],
        [230, 12, 24],
      ].map(([x, y, h]) => (
        <g key={x}>
          <path d={`M${x} ${y! - 8}V${y! + h! + 8}`} />
          <rect x={x! - 5} y={y} width="10" height={h} fill="var(--bg)" />
        </g>
      ))}
    </svg>
  )
}
