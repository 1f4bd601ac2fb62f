import { defineIndicator, points, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { runKernel } from './kernels.ts'
import { column } from './series.ts'

/**
 * A candlestick pattern: 100 or more where it is bullish, -100 or less where it is bearish, else 0. Its rule is the
 * kernel of the same name in `assembly/patterns-*.ts`.
 */
interface PatternSpec {
  name: string
  title: string
  doc: string
  /** Formula source besides TA-Lib's function of the same name. */
  source?: string
  /** Bars before the first answer, with TA-Lib's default candle settings; a rule reads no others. */
  lookback: number
  /** The rule reads no highs and lows. */
  bodiesOnly?: true
  /** Default share of the first body that the last candle must take back. */
  penetration?: number
}

export function pattern({ name, penetration, lookback, bodiesOnly, ...rest }: PatternSpec): Indicator {
  return defineIndicator({
    ...rest,
    name,
    group: 'pattern',
    pane: 'own',
    inputs: ['open', 'high', 'low', 'close'],
    outputs: [points('integer')],
    params: penetration === undefined ? [] : [real('penetration', penetration, 0)],
    lookback: () => lookback,
    stream: 'window',
    kernel:
      (...params) =>
      (open, high, low, close) => {
        const out = column(open.length, lookback)
        runKernel(name, bodiesOnly ? [open, close] : [open, close, high, low], [out], params, { history: lookback })
        return [out]
      },
  })
}
