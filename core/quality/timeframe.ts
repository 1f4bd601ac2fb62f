import { AppError } from '../contract/errors.ts'

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, mo: 2_629_746_000 } as const

/** How bars of a timeframe are laid out in time. */
export interface BarGrid {
  /** Length of a bar in ms; the mean length for months; 0 for ticks. */
  readonly step: number
  /** Bars are counted in slots: an hour for intraday bars, else the bar's own length. */
  readonly slot: 'hour' | 'day' | 'week' | 'month' | 'none'
  readonly intraday: boolean
}

/** Bars of several days, weeks or months have no fixed start, so they have no slots. Throws `invalid-input`. */
export function barGrid(timeframe: string): BarGrid {
  if (timeframe === 'tick') return { step: 0, slot: 'none', intraday: true }
  const [, count, unit] = /^([1-9]\d*)(s|m|h|d|w|mo)$/.exec(timeframe) ?? []
  if (count === undefined || unit === undefined) {
    throw new AppError('invalid-input', `"${timeframe}" is not a timeframe.`, {
      hint: 'Write it as 1m, 15m, 1h, 1d, 1w or 1mo.',
    })
  }
  const step = Number(count) * unitMs[unit as keyof typeof unitMs]
  if (step < unitMs.d) return { step, slot: 'hour', intraday: true }
  if (count !== '1') return { step, slot: 'none', intraday: false }
  return { step, slot: unit === 'd' ? 'day' : unit === 'w' ? 'week' : 'month', intraday: false }
}
