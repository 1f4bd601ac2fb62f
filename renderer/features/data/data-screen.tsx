import { Database } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { Dataset } from '../../../core/contract/data.ts'
import type { ScreenProps } from '../../shell/areas.ts'
import { DropZone } from '../../shell/drop-zone.tsx'
import { useTab } from '../../shell/tab-context.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { Skeleton } from '../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Catalogue } from './catalogue.tsx'
import './data.css'
import { DatasetView, isDatasetTab } from './dataset-view.tsx'
import { ImportView } from './import/import-view.tsx'
import { SampleLink } from './sample-link.tsx'

/** Params: `view=import` with `upload`, `source` and `name`; or `symbol`, `timeframe` and `tab`. */
export function DataScreen({ params, active }: ScreenProps) {
  if (params['view'] === 'import') return <ImportView params={params} />
  return <CatalogueScreen params={params} active={active} />
}

function CatalogueScreen({ params }: ScreenProps) {
  const tab = useTab()
  const { data: datasets, error, reload } = useDatasets()
  const { symbol, timeframe } = params
  const shown = useMemo(
    () =>
      datasets?.find(
        (dataset) => dataset.symbol === symbol && (timeframe === undefined || dataset.timeframe === timeframe),
      ),
    [datasets, symbol, timeframe],
  )
  const select = (dataset: Dataset): void => {
    const keep = params['tab'] === undefined ? {} : { tab: params['tab'] }
    tab.replace(
      { symbol: dataset.symbol, timeframe: dataset.timeframe, ...keep },
      `${dataset.symbol} ${dataset.timeframe}`,
    )
  }
  // The catalogue opens on the newest data set rather than on an empty page.
  const first = symbol === undefined ? datasets?.[0] : undefined
  useEffect(() => {
    if (first !== undefined) select(first)
    // Only a first data set that was not there before leads away from the empty catalogue.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [first])

  if (datasets === undefined)
    return error === null ? (
      <Skeleton rows={14} />
    ) : (
      <ErrorState error={error} where="data.list" title="The catalogue cannot be read" retry={reload} />
    )
  if (datasets.length === 0) return <NoData />
  return (
    <div className="data-screen">
      <Catalogue datasets={datasets} selected={shown} onSelect={select} />
      {shown === undefined ? (
        symbol !== undefined && <Missing symbol={symbol} datasets={datasets} onSelect={select} />
      ) : (
        <DatasetView
          key={`${shown.symbol} ${shown.timeframe}`}
          dataset={shown}
          tab={isDatasetTab(params['tab']) ? params['tab'] : 'preview'}
        />
      )}
    </div>
  )
}

function NoData() {
  return (
    <div className="data-empty">
      <EmptyState page drawing={<Database size={56} strokeWidth={1} />} title="No data yet">
        Every backtest starts from a price file. It stays on this machine.
      </EmptyState>
      <DropZone tall />
      <p className="prose data-formats">
        Recognised by themselves: Yahoo and yfinance, Binance, Kraken, Stooq, HistData, MetaTrader, Alpaca, ccxt and
        freqtrade, Lean, ticks, Parquet and Arrow, and any file with a time and open, high, low and close.{' '}
        <SampleLink />
      </p>
    </div>
  )
}

function Missing({
  symbol,
  datasets,
  onSelect,
}: {
  symbol: string
  datasets: readonly Dataset[]
  onSelect: (dataset: Dataset) => void
}) {
  return (
    <EmptyState page title={`${symbol} is not in the catalogue`}>
      It was taken out or never imported. What there is:{' '}
      {datasets.slice(0, 6).map((dataset) => (
        <button
          key={`${dataset.symbol} ${dataset.timeframe}`}
          type="button"
          className="link data-other"
          onClick={() => onSelect(dataset)}
        >
          {dataset.symbol} {dataset.timeframe}
        </button>
      ))}
    </EmptyState>
  )
}
