import type { CheckResult } from '../../../../core/contract/quality.ts'

export type Shape = 'diamond' | 'circle' | 'dot' | 'tick'
export interface Mark {
  shape: Shape
  colour: string
}

/** Shape and colour of a check's findings, so that a lane and a row of the list can be told to belong together. */
export function markOf(check: string, status: CheckResult['status']): Mark {
  if (status === 'fail') return { shape: 'diamond', colour: 'var(--error)' }
  if (/volume/i.test(check)) return { shape: 'diamond', colour: 'var(--series-4)' }
  if (/holiday/i.test(check)) return { shape: 'tick', colour: 'var(--series-2)' }
  if (/closure|closed|gap|session/i.test(check)) return { shape: 'dot', colour: 'var(--up)' }
  return { shape: 'diamond', colour: 'var(--down)' }
}

export const quarantineMark: Mark = { shape: 'circle', colour: 'var(--warn)' }

/** Path of a shape around x, y. */
export function pathOf(shape: Shape, x: number, y: number): string {
  if (shape === 'tick') return `M${x} ${y - 5}v10`
  if (shape === 'diamond') return `M${x} ${y - 5}l5 5-5 5-5-5z`
  return `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0`
}

export function isFilled({ shape }: Mark): boolean {
  return shape === 'diamond' || shape === 'dot'
}

export function MarkIcon({ mark }: { mark: Mark }) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <path
        d={pathOf(mark.shape, 6, 6)}
        fill={isFilled(mark) ? mark.colour : 'none'}
        stroke={mark.colour}
        strokeWidth="1.4"
      />
    </svg>
  )
}
