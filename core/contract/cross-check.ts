import { z } from 'zod'
import { ParamValue, UnixMs } from './common.ts'

/** Tools that fill the same signals for a second opinion. */
export const peerNames = ['vectorbt', 'backtrader', 'nautilus'] as const
export const PeerName = z.enum(peerNames)
export type PeerName = z.infer<typeof PeerName>

export const CrossCheckRequest = z.object({ run: z.string().min(1), with: PeerName })
export type CrossCheckRequest = z.infer<typeof CrossCheckRequest>

/** `account`: it follows from earlier differences, because the account stood elsewhere. */
export const differenceKinds = [
  'missing',
  'fill price',
  'size',
  'exit',
  'stop precedence',
  'final bar',
  'commission',
  'account',
] as const
export const DifferenceReason = z.object({ kind: z.enum(differenceKinds), text: z.string() })
export type DifferenceReason = z.infer<typeof DifferenceReason>

export const ComparedTrade = z.object({
  entryTime: UnixMs,
  entryPrice: z.number(),
  exitTime: UnixMs,
  exitPrice: z.number(),
  size: z.number(),
  fees: z.number(),
  pnl: z.number(),
  exitReason: z.string(),
  open: z.boolean(),
})
export type ComparedTrade = z.infer<typeof ComparedTrade>

export const TradeDifference = z.object({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  /** Null where the trade is missing on that side. */
  ours: ComparedTrade.nullable(),
  theirs: ComparedTrade.nullable(),
  reasons: z.array(DifferenceReason).min(1),
  /** Fields of the profile whose change to the tool's value makes this trade agree; empty where none does. */
  fields: z.array(z.string()),
})
export type TradeDifference = z.infer<typeof TradeDifference>

export const ExplainingField = z.object({
  field: z.string(),
  ours: z.union([ParamValue, z.boolean()]),
  theirs: z.union([ParamValue, z.boolean()]),
  /** Trades that differ with this field alone changed. */
  alone: z.number().int(),
  /** Trades that differ with this field and those before it changed. */
  left: z.number().int(),
})
export type ExplainingField = z.infer<typeof ExplainingField>

export const CrossCheckResult = z.object({
  runId: z.string(),
  tool: PeerName,
  /** Of Python and of the packages that took part. */
  versions: z.record(z.string(), z.string()),
  profile: z.string(),
  trades: z.object({
    ours: z.number().int(),
    theirs: z.number().int(),
    same: z.number().int(),
    differing: z.number().int(),
  }),
  /** Both columns by the tool's own conventions of measuring. */
  figures: z.array(
    z.object({
      name: z.enum(['finalEquity', 'totalReturn', 'sharpe', 'maxDrawdown', 'totalFees']),
      ours: z.number().nullable(),
      theirs: z.number().nullable(),
    }),
  ),
  differences: z.array(TradeDifference),
  /** The fewest fields that explain what can be explained, the most telling first. */
  fields: z.array(ExplainingField),
  /** What the reader should know of the comparison, in whole sentences. */
  notes: z.array(z.string()),
})
export type CrossCheckResult = z.infer<typeof CrossCheckResult>
