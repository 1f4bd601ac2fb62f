import type { CrossCheckResult, TradeDifference } from '../contract/cross-check.ts'
import { actionsOn } from '../engine/actions/actions.ts'
import { reasonsFor } from './difference-reasons.ts'
import { changesTo, explain } from './explaining-fields.ts'
import { matchTrades, sameTrade } from './match-trades.ts'
import type { TradePair } from './match-trades.ts'
import type { BacktestRequest, PeerRunner, RunPart } from './port.ts'
import { figuresOf, prepareRun, simulateSeries } from './prepare.ts'
import { shownTrade } from './trades-side-by-side.ts'

export type Comparison = Omit<CrossCheckResult, 'runId' | 'tool' | 'profile'> & {
  /** True where this engine filled what the run has filled, so that its equity must be the recorded one. */
  readonly asRecorded: boolean
}

export interface CrossCheckOptions {
  readonly signal?: AbortSignal
  readonly onStage?: (stage: string) => void
}

/** A pair of trades and the index of its symbol. */
interface SymbolPair extends TradePair {
  readonly part: number
}

const compared = ['finalEquity', 'totalReturn', 'sharpe', 'maxDrawdown', 'totalFees'] as const

/**
 * Fills the signals of one run here and in another tool and lists every trade that differs, with why: in words, and as the
 * fields of the profile that make it agree when this engine takes the tool's value. Throws as `BacktestRunner.run` does.
 */
export async function crossCheck(
  given: BacktestRequest,
  peer: PeerRunner,
  options: CrossCheckOptions = {},
): Promise<Comparison> {
  const request = withoutActions(given)
  const theirs = await peer.run(request, options)
  options.onStage?.('comparing trades')
  const { series, costs } = request
  const signals = prepareRun(request).signals(request.profile)
  const { tolerance } = peer
  const ours = simulateSeries(request, signals)
  // All symbols have the same times, so a bar is the same index everywhere.
  const pairsUnder = (parts: readonly RunPart[]): SymbolPair[] =>
    parts.flatMap(({ result }, part) =>
      matchTrades(result.trades, theirs.parts[part]!.result.trades)
        .filter((pair) => !sameTrade(pair, tolerance))
        .map((pair) => ({ ...pair, part })),
    )
  const terms = { profile: request.profile, costs }
  const pairs = pairsUnder(ours.parts).toSorted((a, b) => firstBar(a) - firstBar(b))

  if (pairs.length > 0) options.onStage?.('looking for the fields that explain the differences')
  const explanation = explain(terms, changesTo(terms, peer.conventions, peer.ignores), (changed) => {
    options.signal?.throwIfAborted()
    return new Set(pairsUnder(simulateSeries({ series, ...changed }, signals).parts).map(keyOf))
  })
  const contexts = ours.parts.map(({ bars, result }, part) => ({
    tool: peer.name,
    bars,
    costs,
    ours: { ...ours.result, ...result },
    theirs: { ...theirs.result, ...theirs.parts[part]!.result },
    tolerance,
    leavesOpen: request.profile.finalBar === 'leaveOpen',
  }))
  const asTheirs = { ...request, profile: { ...peer.conventions, crossRule: request.profile.crossRule } }
  const figures = figuresOf(asTheirs, ours, theirs.lookback)
  return {
    versions: { ...theirs.versions },
    trades: {
      ours: ours.result.trades.length,
      theirs: theirs.result.trades.length,
      same: ours.result.trades.length - pairs.filter((pair) => pair.ours !== null).length,
      differing: pairs.length,
    },
    figures: compared.map((name) => ({ name, ours: figures[name], theirs: theirs.metrics[name] })),
    differences: pairs.map((pair): TradeDifference => ({
      symbol: series[pair.part]!.symbol,
      side: (pair.ours ?? pair.theirs!).side,
      ours: pair.ours === null ? null : shownTrade(pair.ours, series[pair.part]!.bars),
      theirs: pair.theirs === null ? null : shownTrade(pair.theirs, series[pair.part]!.bars),
      reasons: reasonsFor(pair, contexts[pair.part]!),
      fields: explanation.fieldsFor(keyOf(pair)),
    })),
    fields: explanation.fields,
    asRecorded: request === given,
    notes: [
      ...(request === given
        ? []
        : [`${peer.name} knows no splits and dividends: both have traded at adjusted prices.`]),
      ...theirs.notes,
      ...theirs.warnings.map((warning) => `${peer.name}: ${warning}`),
    ],
  }
}

/** The same on prices adjusted for splits and dividends, where there are any. */
function withoutActions(request: BacktestRequest): BacktestRequest {
  if (request.series.every(({ actions = [] }) => actions.length === 0)) return request
  const series = request.series.map(({ actions, ...one }) => ({
    ...one,
    bars: actionsOn(one.bars, actions)?.seen ?? one.bars,
  }))
  return { ...request, series }
}

/** The tool's trades stay the same while this engine's change, so a difference is known by its trade there, if it has one. */
function keyOf({ ours, theirs, part }: SymbolPair): string {
  const { side, entryBar } = theirs ?? ours!
  return `${theirs === null ? 'ours' : 'theirs'} ${part} ${side} ${entryBar}`
}

function firstBar({ ours, theirs }: TradePair): number {
  return (ours ?? theirs!).entryBar
}
