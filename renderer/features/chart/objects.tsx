import { ArrowDown, ArrowUp, ChartCandlestick, ChartColumn, Eye, EyeOff, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { IndicatorInfo } from '../../../core/contract/indicator.ts'
import { date, number } from '../../lib/format.ts'
import { IconButton } from '../../ui/button.tsx'
import { Field, NumberInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import type { Drawing } from '../../ui/price-chart/drawings.ts'
import type { ChartIndicator } from '../../ui/price-chart/panes.ts'
import { drawingTools } from './drawing-bar.tsx'
import { change, type ChartLayout, move, without } from './chart-layout.ts'

const colours = ['series-3', 'series-4', 'series-5', 'series-1', 'accent', 'series-2']

/** What is drawn, in the order of the panes: show, hide, reorder, parameters. */
export function Objects(props: {
  readonly symbol: string
  readonly timeframe: string
  readonly layout: ChartLayout
  readonly drawn: readonly ChartIndicator[]
  readonly infos: readonly IndicatorInfo[]
  readonly drawings: readonly Drawing[]
  readonly decimals: number
  readonly onLayout: (layout: ChartLayout) => void
  readonly onDrawings: (drawings: readonly Drawing[]) => void
  readonly onSelect: (drawing: string) => void
}) {
  const { layout, drawn, infos, onLayout } = props
  const [open, setOpen] = useState<string | null>(null)
  return (
    <ul className="objects">
      <li className="object">
        <ChartCandlestick size={14} aria-hidden />
        <span className="grow">{props.symbol}</span>
        <span className="muted num">{props.timeframe}</span>
      </li>
      <li className="object">
        <ChartColumn size={14} aria-hidden />
        <span className="grow">Volume</span>
      </li>
      {drawn.map((one, at) => {
        const info = infos.find(({ name }) => name === one.name)
        const [name, ...values] = one.label.split(' ')
        return (
          <li key={one.id}>
            <div className={one.visible ? 'object' : 'object muted'}>
              <i className="object-line" style={{ background: `var(--${colours[one.colours[0] ?? 0]})` }} />
              <button
                type="button"
                className="object-name grow"
                title={info?.title}
                aria-expanded={open === one.id}
                onClick={() => setOpen(open === one.id ? null : one.id)}
              >
                {name}
              </button>
              <span className="muted num">{values.join(' ')}</span>
              <IconButton
                label={one.visible ? `Hide ${one.label}` : `Show ${one.label}`}
                icon={one.visible ? Eye : EyeOff}
                iconSize={14}
                onClick={() => onLayout(change(layout, one.id, { visible: !one.visible }))}
              />
            </div>
            {open === one.id && info && (
              <div className="object-form">
                {info.params.map((param) => (
                  <ParamField
                    key={`${one.id}.${param.name}`}
                    param={param}
                    value={one.params[param.name] ?? param.default}
                    onChange={(value) =>
                      onLayout(change(layout, one.id, { params: { ...one.params, [param.name]: value } }))
                    }
                  />
                ))}
                <p className="muted object-doc">{info.doc}</p>
                <div className="row">
                  <IconButton
                    label="Move up"
                    icon={ArrowUp}
                    disabled={at === 0}
                    onClick={() => onLayout(move(layout, one.id, -1))}
                  />
                  <IconButton
                    label="Move down"
                    icon={ArrowDown}
                    disabled={at === drawn.length - 1}
                    onClick={() => onLayout(move(layout, one.id, 1))}
                  />
                  <div className="grow" />
                  <IconButton
                    label={`Remove ${one.label}`}
                    icon={Trash2}
                    onClick={() => onLayout(without(layout, one.id))}
                  />
                </div>
              </div>
            )}
          </li>
        )
      })}
      {props.drawings.map((drawing) => (
        <DrawingRow
          key={drawing.id}
          drawing={drawing}
          decimals={props.decimals}
          onSelect={() => props.onSelect(drawing.id)}
          onRemove={() => props.onDrawings(props.drawings.filter(({ id }) => id !== drawing.id))}
        />
      ))}
    </ul>
  )
}

function DrawingRow({
  drawing,
  decimals,
  onSelect,
  onRemove,
}: {
  readonly drawing: Drawing
  readonly decimals: number
  readonly onSelect: () => void
  readonly onRemove: () => void
}) {
  const tool = drawingTools.find(({ kind }) => kind === drawing.kind)
  const first = drawing.anchors[0]
  return (
    <li className="object">
      <i className="object-line" style={{ background: 'var(--accent)' }} />
      <button type="button" className="object-name grow" onClick={onSelect}>
        {tool?.name ?? drawing.kind}
      </button>
      <span className="muted num">
        {drawing.kind === 'vertical' ? date(first?.ts) : number(first?.price, decimals)}
      </span>
      <IconButton label={`Remove ${tool?.name ?? drawing.kind}`} icon={Trash2} iconSize={14} onClick={onRemove} />
    </li>
  )
}

function ParamField({
  param,
  value,
  onChange,
}: {
  readonly param: IndicatorInfo['params'][number]
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  const [text, setText] = useState(String(value))
  if (param.choices.length > 0) {
    const options = param.choices.map((label, k) => ({ value: String((param.min ?? 0) + k), label }))
    return (
      <Field label={param.name}>
        {({ id, describedBy }) => (
          <Select
            id={id}
            describedBy={describedBy}
            options={options}
            value={String(value)}
            onChange={(next) => onChange(Number(next))}
          />
        )}
      </Field>
    )
  }
  const number = Number(text)
  const fits =
    text.trim() !== '' &&
    Number.isFinite(number) &&
    (param.type === 'real' || Number.isInteger(number)) &&
    number >= (param.min ?? -Infinity) &&
    number <= (param.max ?? Infinity)
  const range =
    param.min === null || param.max === null
      ? 'A number'
      : `${param.type === 'real' ? 'A number' : 'A whole number'} from ${short(param.min)} to ${short(param.max)}`
  return (
    <Field label={param.name} error={fits ? undefined : range}>
      {({ id, describedBy, invalid }) => (
        <NumberInput
          id={id}
          aria-describedby={describedBy}
          invalid={invalid}
          value={text}
          onChange={(next, parsed) => {
            setText(next)
            if (
              parsed !== null &&
              (param.type === 'real' || Number.isInteger(parsed)) &&
              parsed >= (param.min ?? -Infinity) &&
              parsed <= (param.max ?? Infinity)
            )
              onChange(parsed)
          }}
        />
      )}
    </Field>
  )
}

const short = (value: number) => (Math.abs(value) >= 1e6 ? value.toExponential(0) : String(value))

export function AddObject({ onAdd }: { readonly onAdd: () => void }) {
  return <IconButton label="Add an indicator" keys="/" icon={Plus} onClick={onAdd} />
}
