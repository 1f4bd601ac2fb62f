import { z } from 'zod'

/** Milliseconds that a message travels. */
const Delay = z.number().min(0).max(3_600_000)
const Delays = z.array(Delay).min(1).max(100_000)
/** Between delay and volatility: above 0, long delays come when prices move. */
const correlation = z.number().min(-1).max(1).default(0)

/** How long orders and their answers travel: always the same, drawn from measured delays, or from those of the recording's own feed. */
export const LatencySpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), entry: Delay, response: Delay }),
  z.strictObject({ kind: z.literal('recorded'), entry: Delays, response: Delays, correlation }),
  z.strictObject({ kind: z.literal('feed'), factor: z.number().positive().max(1000).default(1), correlation }),
])
export type LatencySpec = z.infer<typeof LatencySpec>

/** Who cancelled at an order's price: nobody in front, by a power of the lots in front and behind, or by their logarithm. */
export const QueueSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('riskAverse') }),
  z.strictObject({ kind: z.literal('power'), exponent: z.number().positive().max(10).default(1) }),
  z.strictObject({ kind: z.literal('log') }),
])
export type QueueSpec = z.infer<typeof QueueSpec>

/** How a run on ticks or on a recorded order book meets its market. What is left out is that of the strategy, else the default. */
export const MarketSpec = z.strictObject({
  latency: LatencySpec.optional(),
  queue: QueueSpec.optional(),
  /** Bars gathered from what is received, for `onBar`, e.g. `1m`. */
  bars: z
    .string()
    .regex(/^[1-9]\d*(s|m|h|d|w)$/, 'a length of bars looks like 1s, 1m, 15m, 1h or 1d')
    .optional(),
  /** Steps of the instrument; read from the data where they are left out. */
  tickSize: z.number().positive().optional(),
  lotSize: z.number().positive().optional(),
})
export type MarketSpec = z.infer<typeof MarketSpec>
