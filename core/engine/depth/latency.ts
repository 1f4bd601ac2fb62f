/** Which way an order message goes: to the exchange, or its answer back. */
export type Leg = 'entry' | 'response'

/** How long order messages travel. The delay of the feed is not modelled: it was recorded. */
export interface LatencyModel {
  /** Microseconds, >= 0, of a message sent at `at` (Unix microseconds) while the mid price had this volatility (fraction per square root of a second). */
  readonly delay: (leg: Leg, at: number, volatility: number) => number
}

export function constantLatency(entry: number, response: number): LatencyModel {
  return { delay: (leg) => (leg === 'entry' ? entry : response) }
}

/** Delays that were measured, in microseconds, any order. */
export interface RecordedDelays {
  readonly entry: readonly number[]
  readonly response: readonly number[]
}

/** Draws each delay from the measured ones, all alike likely, interpolated between neighbours. Same seed, same draws. */
export function recordedLatency(delays: RecordedDelays, seed: number): LatencyModel {
  const random = uniform(seed)
  const sorted = sortDelays(delays)
  return { delay: (leg) => quantile(sorted[leg], random()) }
}

/**
 * As `recordedLatency`, but long delays come when prices move: the normal score of the drawn quantile is
 * rho * z + sqrt(1 - rho^2) * e, where z is the volatility's logarithm standardised over the replay so far and e is
 * standard normal (a Gaussian copula). -1 <= rho <= 1; at 0 the two are independent.
 */
export function volatilityLatency(delays: RecordedDelays, rho: number, seed: number): LatencyModel {
  if (!(Math.abs(rho) <= 1)) throw new RangeError(`the correlation must be from -1 to 1, not ${rho}`)
  const random = uniform(seed)
  const sorted = sortDelays(delays)
  let count = 0
  let mean = 0
  let squares = 0
  return {
    delay(leg, _at, volatility) {
      const noise = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
      let z = 0
      if (volatility > 0) {
        // Welford's running mean and variance.
        const value = Math.log(volatility)
        count += 1
        const off = value - mean
        mean += off / count
        squares += off * (value - mean)
        const spread = count > 1 ? Math.sqrt(squares / (count - 1)) : 0
        if (spread > 0) z = (value - mean) / spread
      }
      return quantile(sorted[leg], normalCdf(rho * z + Math.sqrt(1 - rho * rho) * noise))
    },
  }
}

function sortDelays({ entry, response }: RecordedDelays): Record<Leg, Float64Array> {
  for (const [leg, values] of Object.entries({ entry, response })) {
    if (values.length === 0) throw new RangeError(`there is no recorded ${leg} delay`)
    const wrong = values.find((value) => !(value >= 0))
    if (wrong !== undefined)
      throw new RangeError(`a recorded ${leg} delay is ${wrong}; delays are microseconds, 0 or more`)
  }
  return { entry: Float64Array.from(entry).sort(), response: Float64Array.from(response).sort() }
}

function quantile(sorted: Float64Array, at: number): number {
  const place = at * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  return low + (high - low) * (place - below)
}

/** Uniform numbers in [0, 1): the 32-bit mix of SplitMix over a counter. */
function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    mixed ^= mixed >>> 15
    return (mixed >>> 0) / 2 ** 32
  }
}

/** Abramowitz and Stegun 26.2.17; absolute error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const upper = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum
  return x >= 0 ? 1 - upper : upper
}
