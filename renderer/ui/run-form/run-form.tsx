import { Braces, Database, Scale } from 'lucide-react'
import type { Profile } from '../../../core/contract/profile.ts'
import type { Dataset } from '../../../core/contract/data.ts'
import { date, integer } from '../../lib/format.ts'
import { Field, TextInput } from '../field.tsx'
import { Select } from '../select.tsx'
import { type FormErrors, keyOfData, type RunForm } from './run-request.ts'
import './run-form.css'

interface RunFieldsProps {
  readonly form: RunForm
  readonly errors: FormErrors
  readonly datasets: readonly Dataset[]
  readonly profiles: readonly Profile[]
  readonly onChange: (form: RunForm) => void
}

/** Data, conventions, money and dates of a run. */
export function RunFields({ form, errors, datasets, profiles, onChange }: RunFieldsProps) {
  const set = (field: keyof RunForm) => (value: string) => onChange({ ...form, [field]: value })
  const chosen = datasets.find((one) => keyOfData(one) === form.data)
  const profile = profiles.find(({ name }) => name === form.profile)
  return (
    <div className="run-fields">
      <DataField
        {...{ form, datasets, onChange }}
        error={errors.data}
        hint={chosen && `${integer(chosen.rows)} bars, ${date(chosen.from)} to ${date(chosen.to)}`}
      />
      <ProfileField {...{ form, profiles, onChange }} hint={profile?.title} />
      <TextField label="Cash at start" value={form.cash} error={errors.cash} onChange={set('cash')} />
      <TextField label="Fee a side, %" value={form.fees} error={errors.fees} onChange={set('fees')} />
      <TextField label="Slippage a side, %" value={form.slippage} error={errors.slippage} onChange={set('slippage')} />
      <TextField
        label="From"
        value={form.from}
        error={errors.from}
        placeholder={date(chosen?.from)}
        onChange={set('from')}
      />
      <TextField label="To" value={form.to} error={errors.to} placeholder={date(chosen?.to)} onChange={set('to')} />
    </div>
  )
}

export function DataField({
  form,
  datasets,
  onChange,
  error,
  hint,
}: Pick<RunFieldsProps, 'form' | 'datasets' | 'onChange'> & {
  readonly error?: string | undefined
  readonly hint?: string | undefined
}) {
  return (
    <Field label="Data" error={error} hint={hint} className="run-wide">
      {({ id, describedBy, invalid }) => (
        <Select
          id={id}
          describedBy={describedBy}
          invalid={invalid}
          icon={Database}
          value={form.data || null}
          placeholder="No data yet"
          options={datasets.map((one) => ({
            value: keyOfData(one),
            label: `${one.symbol} ${one.timeframe}`,
            detail: `${integer(one.rows)} bars`,
          }))}
          onChange={(data) => onChange({ ...form, data })}
        />
      )}
    </Field>
  )
}

export function ProfileField({
  form,
  profiles,
  onChange,
  hint,
}: Pick<RunFieldsProps, 'form' | 'profiles' | 'onChange'> & { readonly hint?: string | undefined }) {
  return (
    <Field label="Conventions" hint={hint} className="run-wide">
      {({ id, describedBy }) => (
        <Select
          id={id}
          describedBy={describedBy}
          icon={Scale}
          value={form.profile}
          options={profiles.map(({ name, title }) => ({ value: name, label: name, detail: title }))}
          onChange={(profile) => onChange({ ...form, profile })}
        />
      )}
    </Field>
  )
}

export function StrategyField({
  value,
  options,
  onChange,
}: {
  readonly value: string | null
  readonly options: readonly { value: string; label: string; detail?: string }[]
  readonly onChange: (value: string) => void
}) {
  return (
    <Field label="Strategy" className="run-wide">
      {({ id }) => <Select id={id} icon={Braces} value={value} options={options} onChange={onChange} />}
    </Field>
  )
}

function TextField(props: {
  readonly label: string
  readonly value: string
  readonly error?: string | undefined
  readonly placeholder?: string
  readonly onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} error={props.error}>
      {({ id, describedBy, invalid }) => (
        <TextInput
          id={id}
          aria-describedby={describedBy}
          invalid={invalid}
          className="num"
          value={props.value}
          placeholder={props.placeholder}
          onChange={props.onChange}
        />
      )}
    </Field>
  )
}
