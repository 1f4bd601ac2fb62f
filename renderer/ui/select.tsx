import { Select as Base } from '@base-ui/react/select'
import type { LucideIcon } from 'lucide-react'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import './controls.css'
import './overlay.css'

export interface Option<T extends string> {
  value: T
  label: string
  /** Second, quieter part of the line in the list. */
  detail?: ReactNode
}

interface SelectProps<T extends string> {
  value: T | null
  options: readonly Option<T>[]
  onChange: (value: T) => void
  /** Read by screen readers where no `Field` gives the label. */
  label?: string
  id?: string
  describedBy?: string | undefined
  icon?: LucideIcon
  placeholder?: string
  disabled?: boolean
  invalid?: boolean
  className?: string
}

export function Select<T extends string>(props: SelectProps<T>) {
  const {
    value,
    options,
    onChange,
    label,
    id,
    describedBy,
    icon: Icon,
    placeholder = 'Choose',
    disabled = false,
    invalid = false,
    className,
  } = props
  const shown = options.find((option) => option.value === value)
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => next !== null && onChange(next)}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        className={cx('input', 'select', invalid && 'input-invalid', className)}
      >
        {Icon !== undefined && <Icon size={14} aria-hidden />}
        <Base.Value className="select-value">
          {shown?.label ?? value ?? <span className="muted">{placeholder}</span>}
        </Base.Value>
        <Base.Icon className="select-icon">
          <ChevronDown size={14} aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="popup select-popup">
            <Base.List className="menu-list">
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className="menu-item">
                  <Base.ItemText>{option.label}</Base.ItemText>
                  {option.detail !== undefined && <span className="muted menu-detail">{option.detail}</span>}
                  <Base.ItemIndicator className="menu-check">
                    <Check size={13} aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
