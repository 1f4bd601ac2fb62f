import type { TokenName } from '../../ui/theme.ts'

/** Letters and colours go by place in the list and stay while runs are added or taken away behind them. */
export const runColours: readonly TokenName[] = [
  'accent',
  'series-3',
  'series-4',
  'series-5',
  'series-1',
  'up',
  'down',
  'series-2',
]
export const letter = (at: number) => String.fromCharCode(65 + at)

export function Letter({ at }: { readonly at: number }) {
  return (
    <span className="run-letter" style={{ background: `var(--${runColours[at] ?? 'series-2'})` }}>
      {letter(at)}
    </span>
  )
}
