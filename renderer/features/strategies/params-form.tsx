import { RotateCcw } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { StrategyParam } from '../../../core/contract/strategy.ts'
import { general } from '../../lib/format.ts'
import { IconButton } from '../../ui/button.tsx'
import { NumberInput } from '../../ui/field.tsx'

/** A number and a slider a parameter. They change what is run and shown, not the defaults in the text. */
export function ParamsForm({
  params,
  values,
  onChange,
}: {
  readonly params: readonly StrategyParam[]
  readonly values: Readonly<Record<string, number>>
  readonly onChange: (values: Record<string, number>) => void
}) {
  const changed = params.some(({ name, default: usual }) => values[name] !== undefined && values[name] !== usual)
  return (
    <section className="side-section" aria-label="Parameters">
      <header className="inspector-header">
        <h3>Parameters</h3>
        {changed ? (
          <IconButton label="Back to the defaults of the text" icon={RotateCcw} onClick={() => onChange({})} />
        ) : (
          <span className="muted">{params.length === 0 ? 'none declared' : 'defaults of the text'}</span>
        )}
      </header>
      {params.length > 0 && (
        <div className="params">
          {params.map((param) => (
            <ParamRow
              key={param.name}
              param={param}
              value={values[param.name] ?? param.default}
              onChange={(value) => onChange({ ...values, [param.name]: value })}
            />
          ))}
        </div>
      )}
    </section>
  )
}

function ParamRow({
  param,
  value,
  onChange,
}: {
  readonly param: StrategyParam
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const low = param.min ?? Math.min(0, value)
  const high = param.max ?? Math.max(Math.abs(param.default) * 4, value, 1)
  const step = param.step ?? (param.type === 'int' ? 1 : (high - low) / 200)
  const fits = (next: number | null): next is number =>
    next !== null &&
    next >= (param.min ?? -Infinity) &&
    next <= (param.max ?? Infinity) &&
    (param.type !== 'int' || Number.isInteger(next))
  const wrong = typed !== null && !fits(typed.trim() === '' ? null : Number(typed))
  const id = `param-${param.name}`
  return (
    <div className="param">
      <label htmlFor={id} className="mono ellipsis" title={param.label ?? param.name}>
        {param.name}
      </label>
      <NumberInput
        id={id}
        className="num param-number"
        invalid={wrong}
        title={wrong ? `From ${low} to ${high}${param.type === 'int' ? ', whole' : ''}` : undefined}
        value={typed ?? String(value)}
        onChange={(text, next) => {
          setTyped(text)
          if (fits(next)) onChange(next)
        }}
        onBlur={() => setTyped(null)}
      />
      <input
        type="range"
        className="slider"
        aria-label={`${param.label ?? param.name}, slider`}
        min={low}
        max={high}
        step={step}
        value={value}
        style={{ '--share': `${((value - low) / (high - low || 1)) * 100}%` } as CSSProperties}
        onChange={(event) => {
          setTyped(null)
          onChange(Number(event.target.value))
        }}
      />
      <span className="muted num param-max">{general(high)}</span>
    </div>
  )
}
