import type { StrategyParam } from '../../../core/contract/strategy.ts'
import { Field, NumberInput } from '../../ui/field.tsx'

interface ParamFieldsProps {
  params: readonly StrategyParam[]
  /** As typed; a parameter that is not in it has its default. */
  values: Readonly<Record<string, string>>
  onChange: (values: Record<string, string>) => void
}

/** A strategy's parameters, filled in with their defaults. */
export function ParamFields({ params, values, onChange }: ParamFieldsProps) {
  if (params.length === 0) return null
  const wrong = wrongParams(params, values)
  return (
    <div className="sheet-grid">
      {params.map(({ name, label, default: usual, min, max }) => (
        <Field
          key={name}
          label={label ?? name}
          error={wrong.includes(name) ? 'Not a number' : undefined}
          hint={min === undefined || max === undefined ? undefined : <span className="num">{`${min} to ${max}`}</span>}
        >
          {({ id, describedBy, invalid }) => (
            <NumberInput
              id={id}
              aria-describedby={describedBy}
              invalid={invalid}
              value={values[name] ?? String(usual)}
              onChange={(value) => onChange({ ...values, [name]: value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

/** Names of the parameters whose text is no number. */
export function wrongParams(params: readonly StrategyParam[], values: Readonly<Record<string, string>>): string[] {
  return params
    .map(({ name }) => name)
    .filter(
      (name) => values[name] !== undefined && (values[name].trim() === '' || !Number.isFinite(Number(values[name]))),
    )
}

export function paramsOf(
  params: readonly StrategyParam[],
  values: Readonly<Record<string, string>>,
): Record<string, number> {
  return Object.fromEntries(
    params.map(({ name, default: usual }) => [name, values[name] === undefined ? usual : Number(values[name])]),
  )
}
