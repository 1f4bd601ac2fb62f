import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch } from '@base-ui/react/switch'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { cx } from './cx.ts'
import './controls.css'

interface ChoiceProps {
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  children: ReactNode
}

export function Checkbox({ checked, onChange, disabled = false, children }: ChoiceProps) {
  return (
    <label className={cx('choice', disabled && 'choice-disabled')}>
      <BaseCheckbox.Root className="checkbox" checked={checked} disabled={disabled} onCheckedChange={onChange}>
        <BaseCheckbox.Indicator>
          <Check size={12} strokeWidth={3} aria-hidden />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>{children}</span>
    </label>
  )
}

export function Toggle({ checked, onChange, disabled = false, children }: ChoiceProps) {
  return (
    <label className={cx('choice', disabled && 'choice-disabled')}>
      <Switch.Root className="toggle" checked={checked} disabled={disabled} onCheckedChange={onChange}>
        <Switch.Thumb className="toggle-thumb" />
      </Switch.Root>
      <span>{children}</span>
    </label>
  )
}

interface SegmentedProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: ReactNode; disabled?: boolean; title?: string }[]
  onChange: (value: T) => void
  size?: 'normal' | 'small'
}

/** One of a few, all in view. Arrow keys move, as in a radio group. */
export function Segmented<T extends string>({ label, value, options, onChange, size = 'normal' }: SegmentedProps<T>) {
  const group = useRef<HTMLDivElement>(null)
  const move = (step: number): void => {
    const enabled = options.filter((option) => option.disabled !== true)
    const next =
      enabled[(enabled.findIndex((option) => option.value === value) + step + enabled.length) % enabled.length]
    if (next === undefined) return
    onChange(next.value)
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus()
  }
  return (
    <div
      ref={group}
      className={cx('segmented', size === 'small' && 'segmented-small')}
      role="radiogroup"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') move(1)
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') move(-1)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input holds no icon or markup
          role="radio"
          data-value={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          disabled={option.disabled}
          title={option.title}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
