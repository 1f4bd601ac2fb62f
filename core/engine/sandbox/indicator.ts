import { AppError } from '../../contract/errors.ts'
import { findIndicator } from '../../indicators/registry.ts'
import { createStream } from '../../indicators/stream.ts'
import type { StreamBar } from '../../indicators/stream.ts'

/** An indicator that a strategy feeds with its bars. */
export interface FedIndicator {
  /** The value on this bar, or, of several outputs, each by its name; NaN in the warm-up. Once for each bar, in order. */
  readonly update: (bar: StreamBar) => number | Readonly<Record<string, number>>
}

/**
 * Makes an indicator of the registry for a strategy module: the form bar by bar, which gives what `indicator calc` gives.
 * Throws `invalid-strategy` for an unknown name, `invalid-input` for parameters that do not fit.
 */
export function feedIndicator(name: string, params: Readonly<Record<string, number>> = {}): FedIndicator {
  const found = findIndicator(name)
  if (found === undefined)
    throw new AppError('invalid-strategy', `there is no indicator "${name}"`, {
      hint: 'sextant indicator list names them all.',
      data: { indicator: name },
    })
  const stream = createStream(found, params)
  const { outputs } = found
  if (outputs.length === 1) return { update: (bar) => stream.update(bar)[0]! }
  return {
    update(bar) {
      const values = stream.update(bar)
      return Object.fromEntries(outputs.map(({ short }, k) => [short, values[k]!]))
    },
  }
}
