import { AppError } from '../contract/errors.ts'
import { paramValues } from './calc.ts'
import type { Indicator, InputName } from './indicator.ts'

/** The columns of one bar that an indicator may ask for; a missing value is NaN. */
export type StreamBar = Partial<Readonly<Record<InputName, number>>>

export interface Stream {
  /**
   * The outputs on the next bar, in the entry's order, NaN in the warm-up. The array is written anew on each call.
   * Throws `invalid-input` where the bar lacks a column that the indicator reads.
   */
  readonly update: (bar: StreamBar) => Float64Array
}

/**
 * An indicator bar by bar: after any number of updates the outputs are those that `calcIndicator` has on the last of
 * those bars. Memory depends on the parameters, never on the bars seen. `real` is the close and `real1` the low unless
 * given, as there. Throws `invalid-input` for parameters that do not fit.
 */
export function createStream(indicator: Indicator, params: Readonly<Record<string, number>> = {}): Stream {
  const values = paramValues(indicator, params)
  const step = indicator.stream.start(values)
  const lookback = indicator.lookback(values)
  const pair = indicator.inputs.includes('real1')
  const out = new Float64Array(indicator.outputs.length)
  const inputs = Array.from(indicator.inputs, () => Number.NaN)
  let rows = 0
  let begin = -1

  function valueOf(bar: StreamBar, input: InputName): number {
    const fallback = input === 'real' ? (pair ? bar.high : bar.close) : input === 'real1' ? bar.low : undefined
    const value = bar[input] ?? fallback
    if (value !== undefined) return value
    throw new AppError('invalid-input', `${indicator.name}: the bar has no '${input}'.`, {
      hint: `Give ${indicator.inputs.join(', ')} with every bar, NaN where a value is missing.`,
      data: { indicator: indicator.name, input },
    })
  }

  return {
    update: (bar) => {
      for (const [k, input] of indicator.inputs.entries()) inputs[k] = valueOf(bar, input)
      const row = rows++
      if (begin < 0 && !inputs.some(Number.isNaN)) begin = row
      if (begin < 0) return out.fill(Number.NaN)
      const found = step(...inputs)
      const warm = row - begin >= lookback
      for (let k = 0; k < out.length; k++) {
        out[k] = warm ? found[k]! + (indicator.stream.rowNumbers ? begin : 0) : Number.NaN
      }
      return out
    },
  }
}
