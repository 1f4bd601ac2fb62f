import { CalendarSearch, Plus } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import type { Dataset } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'
import { useQuery } from '../../lib/query.ts'
import { saveFile } from '../../lib/save.ts'
import { type Command, useCommands } from '../../shell/commands.ts'
import { Inspector } from '../../shell/inspector.tsx'
import { useSetting } from '../../shell/settings.ts'
import { useRuns } from '../../shell/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { priceDecimals } from '../../ui/price-chart/price-ticks.ts'
import type { Drawing, DrawingKind } from '../../ui/price-chart/drawings.ts'
import { PriceChart, type PriceChartHandle } from '../../ui/price-chart/price-chart.tsx'
import type { CrossedBar } from '../../ui/price-chart/price-view.ts'
import { Banner } from '../../ui/states.tsx'
import { toast, toastError } from '../../ui/toast.tsx'
import { TradeTip } from '../../ui/trades/trade-tip.tsx'
import { type Trade, useTrades } from '../../ui/trades/trades.ts'
import { BarPanel, type BarPanelHandle } from './bar-panel.tsx'
import { useFetchWindow, useTradeMarks } from './chart-data.ts'
import { type ChartLayout, drawnOf, place, readLayout, saveLayout } from './chart-layout.ts'
import { ChartToolbar, GoToDate } from './chart-toolbar.tsx'
import { ChartTrades } from './chart-trades.tsx'
import { DrawingBar, drawingTools } from './drawing-bar.tsx'
import { useDrawings } from './use-drawings.ts'
import { IndicatorPicker } from './indicator-picker.tsx'
import { AddObject, Objects } from './objects.tsx'
import { TradePanel } from './trade-panel.tsx'

interface DeskProps {
  readonly dataset: Dataset
  readonly datasets: readonly Dataset[]
  readonly run: string | null
  readonly trade: number | null
  readonly active: boolean
  readonly onParams: (params: Record<string, string>, title: string) => void
}

export function ChartDesk({ dataset, datasets, run, trade: firstTrade, onParams }: DeskProps) {
  const { symbol, timeframe, rows } = dataset
  const [layout, setLayoutState] = useState<ChartLayout>(() => readLayout(symbol))
  const [picking, setPicking] = useState(false)
  const [dating, setDating] = useState(false)
  const [asTable, setAsTable] = useState(false)
  const [picked, setPicked] = useState<{ readonly run: string | null; readonly trade: number | null } | null>(null)
  // What was picked on another run's trades says nothing about these.
  const selected = picked !== null && picked.run === run ? picked.trade : firstTrade
  const setSelected = (trade: number | null) => setPicked({ run, trade })
  const [hovered, setHovered] = useState(-1)
  const [tool, setTool] = useState<DrawingKind | null>(null)
  const [drawingsShown, setDrawingsShown] = useState(true)
  const { drawings, save: saveDrawings } = useDrawings(symbol, timeframe, dataset.hash)
  const [failure, setFailure] = useState<unknown>(null)
  const chart = useRef<PriceChartHandle>(null)
  const bar = useRef<BarPanelHandle>(null)
  const timezone = String(useSetting('timezone')?.value ?? 'UTC')
  const { data: infos = none } = useQuery('indicators', () => client.indicator.list())
  const { data: runs } = useRuns()
  const { data: every } = useTrades(run)
  const [price, setPrice] = useState(Number.NaN)
  const decimals = priceDecimals(dataset.decimals, price)
  const trades = useMemo(() => every?.filter((one) => one.symbol === '' || one.symbol === symbol), [every, symbol])
  const { data: marks = null } = useTradeMarks(run, symbol, timeframe, rows, trades)
  const drawn = useMemo(() => drawnOf(layout, infos), [layout, infos])
  const fetchWindow = useFetchWindow(symbol, timeframe)
  const fitting = (runs ?? []).filter((one) => one.symbols.includes(symbol) && one.timeframe === timeframe)
  const setLayout = (next: ChartLayout) => {
    setLayoutState(next)
    saveLayout(symbol, next)
  }
  const at = trades?.findIndex(({ number }) => number === selected) ?? -1
  const trade = at >= 0 ? trades?.[at] : undefined
  const show = useCallback(
    (number: number) => {
      const index = trades?.findIndex((one) => one.number === number) ?? -1
      if (marks && index >= 0) chart.current?.reveal(marks.entryIndex[index]!, marks.exitIndex[index]!)
    },
    [trades, marks],
  )
  useEffect(() => {
    if (firstTrade !== null && marks) show(firstTrade)
  }, [firstTrade, marks, show])
  const goTo = (time: number) => {
    client.data
      .locate({ symbol, timeframe, times: [time] })
      .then(({ indices }) => chart.current?.goTo(indices[0] ?? 0), toastError)
  }
  const savePicture = () => {
    chart.current?.picture().then((blob) => saveFile(`${symbol}-${timeframe}.png`, blob), toastError)
  }
  useCommands(
    useMemo(
      (): Command[] => [
        { id: 'chart-indicator', title: 'Add an indicator', icon: Plus, keys: '/', run: () => setPicking(true) },
        { id: 'chart-date', title: 'Go to date', icon: CalendarSearch, keys: 'g', run: () => setDating(true) },
        ...drawingTools.map(({ kind, name, icon, keys }): Command => ({
          id: `chart-draw-${kind}`,
          title: `Draw: ${name}`,
          icon,
          ...(keys ? { keys } : {}),
          run: () => setTool(kind),
        })),
      ],
      [],
    ),
  )
  const onCross = useCallback((crossed: CrossedBar | null) => {
    bar.current?.show(crossed)
    if (crossed) setPrice((old) => (Number.isNaN(old) ? crossed.slab.close[crossed.bucket]! : old))
  }, [])
  return (
    <div className="chart-desk">
      <h1 className="visually-hidden">
        Chart of {symbol} {timeframe}
      </h1>
      <ChartToolbar
        {...{ dataset, datasets, timezone, asTable }}
        runs={fitting}
        run={runs?.find(({ id }) => id === run) ?? null}
        log={layout.log}
        candles={layout.candles}
        onData={(next, frame) => onParams({ symbol: next, timeframe: frame }, `${next} ${frame}`)}
        onRun={(id) => onParams({ symbol, timeframe, ...(id === null ? {} : { run: id }) }, `${symbol} ${timeframe}`)}
        onLog={(log) => setLayout({ ...layout, log })}
        onCandles={(candles) => setLayout({ ...layout, candles })}
        onTable={setAsTable}
        onIndicators={() => setPicking(true)}
        onDate={goTo}
        onPicture={savePicture}
      />
      {failure !== null && (
        <Banner
          tone="error"
          title="Part of the chart could not be read."
          action={
            <Button size="small" onClick={() => setFailure(null)}>
              Dismiss
            </Button>
          }
        >
          {toAppError(failure).message} {toAppError(failure).hint}
        </Banner>
      )}
      <Group orientation="vertical" className="chart-split">
        <Panel id="plot" minSize="30%">
          <div className="chart-plot">
            <DrawingBar
              tool={tool}
              shown={drawingsShown}
              count={drawings.length}
              onTool={setTool}
              onShown={setDrawingsShown}
              onClear={() => clearDrawings(drawings, saveDrawings)}
            />
            <PriceChart
              ref={chart}
              drawings={drawingsShown ? drawings : none}
              tool={tool}
              onTool={setTool}
              onDrawings={saveDrawings}
              {...{ symbol, timeframe, rows, timezone, fetchWindow, asTable, onCross }}
              decimals={dataset.decimals}
              version={dataset.hash}
              indicators={drawn}
              trades={marks}
              marked={hovered >= 0 ? hovered : at}
              log={layout.log}
              candles={layout.candles}
              onError={setFailure}
              onTradeHover={setHovered}
              tradeTip={(index) => trades?.[index] && <TradeTip trade={trades[index]} decimals={decimals} />}
              onTradePick={(index) => setSelected(trades?.[index]?.number ?? null)}
            />
          </div>
        </Panel>
        {run !== null && trades && (
          <>
            <Separator className="separator separator-horizontal" />
            <Panel id="trades" defaultSize="27%" minSize="96px" maxSize="60%">
              <ChartTrades
                run={run}
                trades={trades}
                decimals={decimals}
                selected={hovered >= 0 ? (trades[hovered]?.number ?? null) : selected}
                onSelect={({ number }) => {
                  setSelected(number)
                  show(number)
                }}
                onHover={(one: Trade | null) => setHovered(one ? trades.indexOf(one) : -1)}
              />
            </Panel>
          </>
        )}
      </Group>
      <IndicatorPicker
        open={picking}
        onClose={() => setPicking(false)}
        infos={infos}
        onPick={(info) => setLayout(place(layout, info))}
      />
      <GoToDate open={dating} onClose={() => setDating(false)} onDate={goTo} />
      <Inspector title="Objects" action={<AddObject onAdd={() => setPicking(true)} />}>
        <Objects
          {...{ symbol, timeframe, layout, drawn, infos, drawings, decimals }}
          onLayout={setLayout}
          onDrawings={saveDrawings}
          onSelect={(id) => chart.current?.selectDrawing(id)}
        />
        {trade && marks && (
          <>
            <header className="inspector-header">
              <h3>Trade {trade.number}</h3>
            </header>
            <TradePanel
              {...{ trade, symbol, timeframe, decimals }}
              from={marks.entryIndex[at]!}
              to={marks.exitIndex[at]!}
            />
          </>
        )}
        <header className="inspector-header">
          <h3>Bar</h3>
        </header>
        <BarPanel ref={bar} decimals={decimals} drawn={drawn} />
      </Inspector>
    </div>
  )
}

const none: never[] = []

/** Gone at once, and back for ten seconds. */
function clearDrawings(drawings: readonly Drawing[], save: (next: readonly Drawing[]) => void): void {
  save([])
  toast('Drawings removed', { action: { label: 'Undo', run: () => save(drawings) } })
}
