import {
  Activity,
  CalendarSearch,
  ChartCandlestick,
  ChevronDown,
  Clock,
  Download,
  Layers,
  Play,
  Table2,
} from 'lucide-react'
import { useState } from 'react'
import type { RunSummary } from '../../../core/contract/backtest.ts'
import type { Dataset } from '../../../core/contract/data.ts'
import { openBacktest } from '../../shell/backtest/backtest-state.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Segmented } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { CandleStyle } from '../../ui/price-chart/stage.ts'
import { Select } from '../../ui/select.tsx'

const usual = ['1m', '5m', '15m', '1h', '4h', '1d', '1w', '1mo']
const candleNames: Record<CandleStyle, string> = { candles: 'Candles', bars: 'Bars', line: 'Line' }

export function ChartToolbar(props: {
  readonly dataset: Dataset
  readonly datasets: readonly Dataset[]
  readonly runs: readonly RunSummary[]
  readonly run: RunSummary | null
  readonly log: boolean
  readonly candles: CandleStyle
  readonly timezone: string
  readonly asTable: boolean
  readonly onData: (symbol: string, timeframe: string) => void
  readonly onRun: (run: string | null) => void
  readonly onLog: (log: boolean) => void
  readonly onCandles: (candles: CandleStyle) => void
  readonly onTable: (asTable: boolean) => void
  readonly onIndicators: () => void
  readonly onDate: (time: number) => void
  readonly onPicture: () => void
}) {
  const { dataset, datasets, runs, run } = props
  const [dating, setDating] = useState(false)
  const symbols = [...new Set(datasets.map(({ symbol }) => symbol))]
  const stored = datasets.filter(({ symbol }) => symbol === dataset.symbol).map(({ timeframe }) => timeframe)
  const timeframes = [...usual, ...stored.filter((one) => !usual.includes(one))]
  const toSymbol = (symbol: string) => {
    const own = datasets.filter((one) => one.symbol === symbol)
    const next = own.find(({ timeframe }) => timeframe === dataset.timeframe) ?? own[0]
    if (next) props.onData(next.symbol, next.timeframe)
  }
  return (
    <div className="toolbar chart-toolbar">
      <Select
        label="Symbol"
        className="chart-symbol"
        value={dataset.symbol}
        options={symbols.map((symbol) => ({ value: symbol, label: symbol }))}
        onChange={toSymbol}
      />
      <Segmented
        label="Timeframe"
        value={dataset.timeframe}
        onChange={(timeframe) => props.onData(dataset.symbol, timeframe)}
        options={timeframes.map((value) => ({
          value,
          label: value,
          ...(stored.includes(value)
            ? {}
            : { disabled: true, title: `No ${value} bars of ${dataset.symbol} are stored` }),
        }))}
      />
      <Menu
        trigger={
          <Button kind="ghost" icon={ChartCandlestick}>
            {candleNames[props.candles]} <ChevronDown size={13} aria-hidden />
          </Button>
        }
        entries={(['candles', 'bars', 'line'] as const).map((one) => ({
          label: candleNames[one],
          onSelect: () => props.onCandles(one),
        }))}
      />
      <Button kind="ghost" icon={Activity} onClick={props.onIndicators}>
        Indicators <KeyCaps keys="/" />
      </Button>
      <Menu
        trigger={
          <Button icon={Layers} className="chart-run">
            {run ? (
              <>
                Run <code>{run.id.slice(0, 10)}</code> <span className="muted">{run.strategy}</span>
              </>
            ) : (
              'No run'
            )}{' '}
            <ChevronDown size={13} aria-hidden />
          </Button>
        }
        entries={[
          { label: 'No run', onSelect: () => props.onRun(null) },
          ...runs.map((one) => ({
            label: `${one.strategy} · ${Object.values(one.params).join(', ') || 'no parameters'} · ${one.id.slice(-4)}`,
            onSelect: () => props.onRun(one.id),
          })),
        ]}
      />
      <div className="grow" />
      <Button
        kind="ghost"
        aria-pressed={props.log}
        className={props.log ? 'chart-on' : undefined}
        onClick={() => props.onLog(!props.log)}
      >
        Log
      </Button>
      <span className="chart-zone muted" title="Times are shown in this zone; change it in the settings">
        <Clock size={14} aria-hidden /> {props.timezone}
      </span>
      <IconButton label="Go to date" keys="g" icon={CalendarSearch} onClick={() => setDating(true)} />
      <IconButton
        label={props.asTable ? 'Show as chart' : 'Show as table'}
        icon={Table2}
        pressed={props.asTable}
        onClick={() => props.onTable(!props.asTable)}
      />
      <IconButton label="Save as PNG" icon={Download} onClick={props.onPicture} />
      <Button
        kind="primary"
        icon={Play}
        onClick={() => openBacktest({ symbol: dataset.symbol, timeframe: dataset.timeframe })}
      >
        Backtest
      </Button>
      <GoToDate open={dating} onClose={() => setDating(false)} onDate={props.onDate} />
    </div>
  )
}

export function GoToDate({
  open,
  onClose,
  onDate,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly onDate: (time: number) => void
}) {
  const [text, setText] = useState('')
  const time = /^\d{4}(-\d{2}(-\d{2}([ T]\d{2}:\d{2})?)?)?$/.test(text.trim())
    ? Date.parse(`${text.trim().replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`)
    : Number.NaN
  const wrong = text.trim() !== '' && Number.isNaN(time)
  const go = () => {
    if (Number.isNaN(time)) return
    onDate(time)
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Go to date"
      width={360}
      actions={
        <Button kind="primary" disabled={Number.isNaN(time)} onClick={go}>
          Go
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <Field
          label="Date, UTC"
          error={wrong ? 'A date such as 2012, 2012-09, 2012-09-12 or 2012-09-12 14:30' : undefined}
        >
          {({ id, describedBy, invalid }) => (
            <TextInput
              // The dialog was opened to type a date into it.
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              id={id}
              aria-describedby={describedBy}
              invalid={invalid}
              value={text}
              onChange={setText}
              placeholder="2012-09-12"
              className="num"
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
