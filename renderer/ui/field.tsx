import type { LucideIcon } from 'lucide-react'
import { Search } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { cx } from './cx.ts'
import './controls.css'

interface FieldProps {
  label: string
  /** Reason below the field; makes it invalid. */
  error?: string | undefined
  hint?: ReactNode
  className?: string
  children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ReactNode
}

/** Label above, control, then the reason it is invalid or a hint. */
export function Field({ label, error, hint, className, children }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  const noteId = `${id}-note`
  return (
    <div className={cx('field', className)}>
      <label htmlFor={id} className="label">
        {label}
      </label>
      {children({ id, describedBy: note === undefined ? undefined : noteId, invalid: error !== undefined })}
      {note !== undefined && (
        <div
          id={noteId}
          className={cx('field-note', error !== undefined && 'status-error')}
          role={error === undefined ? undefined : 'alert'}
        >
          {note}
        </div>
      )}
    </div>
  )
}

interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value: string
  onChange: (value: string) => void
  icon?: LucideIcon
  invalid?: boolean
  mono?: boolean
}

export function TextInput({
  value,
  onChange,
  icon: Icon,
  invalid = false,
  mono = false,
  className,
  ...rest
}: TextInputProps) {
  return (
    <span className={cx('input', invalid && 'input-invalid', className)}>
      {Icon !== undefined && <Icon size={14} aria-hidden />}
      <input
        className={cx(mono && 'mono')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={invalid || undefined}
        {...rest}
      />
    </span>
  )
}

/** A filter or search box; the label is for screen readers. */
export function SearchInput({ label, ...rest }: Omit<TextInputProps, 'icon' | 'aria-label'> & { label: string }) {
  return <TextInput icon={Search} type="search" placeholder={label} aria-label={label} spellCheck={false} {...rest} />
}

/** A text field that hands over numbers; text that is no number is `null`. */
export function NumberInput({
  value,
  onChange,
  ...rest
}: Omit<TextInputProps, 'value' | 'onChange' | 'type'> & {
  value: string
  onChange: (text: string, value: number | null) => void
}) {
  return (
    <TextInput
      inputMode="decimal"
      value={value}
      className="num"
      onChange={(text) => {
        const parsed = Number(text.trim().replace('−', '-'))
        onChange(text, text.trim() === '' || !Number.isFinite(parsed) ? null : parsed)
      }}
      {...rest}
    />
  )
}
