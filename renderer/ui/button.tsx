import type { LucideIcon } from 'lucide-react'
import { LoaderCircle } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import './controls.css'
import { KeyCaps } from './key-caps.tsx'
import { Tooltip } from './tooltip.tsx'

type Kind = 'primary' | 'secondary' | 'ghost' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  /** One primary per screen. */
  kind?: Kind
  size?: 'normal' | 'small'
  icon?: LucideIcon
  /** Shown after the text, inside the button: `Mod+Enter`. */
  keys?: string
  busy?: boolean
  children?: ReactNode
}

export function Button({
  kind = 'secondary',
  size = 'normal',
  icon: Icon,
  keys,
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={cx('button', `button-${kind}`, size === 'small' && 'button-small', className)}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? (
        <LoaderCircle size={15} className="spin" aria-hidden />
      ) : (
        Icon !== undefined && <Icon size={15} aria-hidden />
      )}
      {children}
      {keys !== undefined && <KeyCaps keys={keys} />}
    </button>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'title' | 'children'> {
  /** Read by screen readers and shown as tooltip. */
  label: string
  icon: LucideIcon
  keys?: string
  pressed?: boolean
  iconSize?: number
}

export function IconButton({ label, icon: Icon, keys, pressed, iconSize = 15, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <button
        type="button"
        className={cx('icon-button', className)}
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
      >
        <Icon size={iconSize} aria-hidden />
      </button>
    </Tooltip>
  )
}
