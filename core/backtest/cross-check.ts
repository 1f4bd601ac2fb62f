import type { CrossCheckResult, TradeDifference } from '../contract/cross-check.ts'
import { actionsOn } from '../engine/actions.ts'
import type { Trade } from '../engine/types.ts'
import { reasonsFor } from './difference-reasons.ts'
import { changesTo, explain } from './explaining-fields.ts'
import { matchTrades, sameTrade } from './match-trades.ts'
import type { TradePair } from './match-trades.ts'
import type { BacktestRequest, PeerRunner } from './port.ts'
import { figuresOf, prepareRun, simulateSeries } from './prepare.ts'
import { shownTrade } from './trades-side-by-side.ts'

export type Comparison = Omit<CrossCheckResult, 'runId' | 'tool' | 'profile'>

export interface CrossCheckOptions {
  readonly signal?: AbortSignal
  readonly onStage?: (stage: string) => void
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
  const { bars } = series[0]!
  const signals = prepareRun(request).signals(request.profile)
  const { tolerance } = peer
  const ours = simulateSeries(request, signals)
  const pairsUnder = (trades: readonly Trade[]) =>
    matchTrades(trades, theirs.result.trades).filter((pair) => !sameTrade(pair, tolerance))
  const terms = { profile: request.profile, costs }
  const pairs = pairsUnder(ours.result.trades)

  if (pairs.length > 0) options.onStage?.('looking for the fields that explain the differences')
  const explanation = explain(terms, changesTo(terms, peer.conventions, peer.ignores), (changed) => {
    options.signal?.throwIfAborted()
    return new Set(pairsUnder(simulateSeries({ series, ...changed }, signals).result.trades).map(keyOf))
  })
  const context = {
    tool: peer.name,
    bars,
    costs,
    ours: ours.result,
    theirs: theirs.result,
    tolerance,
    leavesOpen: request.profile.finalBar === 'leaveOpen',
  }
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
      side: (pair.ours ?? pair.theirs!).side,
      ours: pair.ours === null ? null : shownTrade(pair.ours, bars),
      theirs: pair.theirs === null ? null : shownTrade(pair.theirs, bars),
      reasons: reasonsFor(pair, context),
      fields: explanation.fieldsFor(keyOf(pair)),
    })),
    fields: explanation.fields,
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
function keyOf({ ours, theirs }: TradePair): string {
  const { side, entryBar } = theirs ?? ours!
  return `${theirs === null ? 'ours' : 'theirs'} ${side} ${entryBar}`
}
