import { createHash } from 'node:crypto'

import { AppError } from '../contract/errors.ts'
import type { MarketSpec } from '../contract/market.ts'
import type { Recording } from '../engine/depth/run-recording.ts'
import type { SandboxOutcome } from '../engine/sandbox/job.ts'
import { runInSandbox } from '../engine/sandbox/sandbox.ts'
import type { SandboxOptions } from '../engine/sandbox/sandbox.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import type { BacktestRequest, BacktestResult } from './port.ts'
import { figuresOf, onTimeline, requireBars } from './prepare.ts'
import type { Simulated } from './prepare.ts'
import { resultHash } from './result-hash.ts'

export interface CallbackRequest extends BacktestRequest {
  /** Name of the module whose text is to be run, ending in `.strategy.ts`. */
  readonly file: string
  /** Folder for its process. */
  readonly scratch: string
  /** Ticks or a recorded order book in place of `series`, and how it is to be met. */
  readonly recording?: { readonly data: Recording; readonly market: MarketSpec }
}

export interface CallbackResult extends BacktestResult {
  /** How the recording was met, null on bars. */
  readonly market: MarketSpec | null
}

/** Times at which a run is repeated without what comes after them. */
const causalityPoints = 2

/**
 * One backtest of a strategy module, in a process of its own. The caller has made sure that the workspace is trusted.
 * Throws what `runInSandbox` throws, and `invalid-input` for a sizing rule, which such a strategy has no use for.
 */
export async function runCallbackBacktest(
  request: CallbackRequest,
  options: SandboxOptions = {},
): Promise<CallbackResult> {
  const { text, file, scratch, params, series, recording, profile, costs, seed } = request
  if (recording === undefined) requireBars(series)
  if (request.sizing !== null)
    throw new AppError('invalid-input', `${file} says itself how much it trades, so it takes no sizing rule`, {
      hint: 'Leave --sizing out, or give the strategy a parameter for it.',
    })
  if (costs.positions === 'hedging')
    throw new AppError('invalid-input', `${file} is a program, and the positions of programs net`, {
      hint: 'Leave --positions out.',
    })
  const foreign = series.find(({ rates }) => rates !== undefined)
  if (foreign !== undefined)
    throw new AppError(
      'invalid-input',
      `${file} is a program, and ${foreign.symbol} is not in the account's currency`,
      {
        hint: 'Programs trade in one currency; trade several by rules.',
      },
    )
  const started = performance.now()
  const outcome = await runInSandbox(
    {
      text,
      file,
      scratch,
      params,
      series:
        recording === undefined ? series.map(({ symbol, bars, actions = [] }) => ({ symbol, bars, actions })) : [],
      recording: recording ?? null,
      profile,
      costs,
      seed,
      causalityPoints,
    },
    options,
  )
  const simulated = placed(request, outcome.result)
  const sampled = 'sampled' in outcome.result ? onSamples(request, outcome.result.sampled) : request
  const metrics = figuresOf(sampled, simulated, 0)
  return {
    strategy: { name: outcome.name, hash: createHash('sha256').update(text).digest('hex') },
    params: outcome.params,
    market: outcome.market,
    lookback: 0,
    ...simulated,
    metrics,
    intrabar: null,
    warnings: [...(request.notes ?? []), ...simulated.result.warnings],
    causality: { points: outcome.points, passed: true },
    resultHash: resultHash(simulated.result, metrics),
    engineMs: performance.now() - started,
  }
}

function placed({ series, recording }: CallbackRequest, result: SandboxOutcome['result']): Simulated {
  if (!('moments' in result)) return onTimeline(series, result)
  const { ts, moments, parts, equity, cash, positionValue, warnings } = result
  const [{ trades, orders }] = parts as [(typeof parts)[number]]
  // A sample holds what happens from its time on.
  const place = (bar: number) => firstAtOrAfter(ts, moments.ts[bar]! + 1) - 1
  return {
    timeline: ts,
    parts: [{ symbol: recording!.data.symbol, bars: moments, result: { trades, orders } }],
    result: {
      equity,
      cash,
      positionValue,
      warnings,
      trades: trades.map((trade) => ({ ...trade, entryBar: place(trade.entryBar), exitBar: place(trade.exitBar) })),
      orders: orders.map((order) => ({ ...order, bar: place(order.bar) })),
    },
  }
}

/** The request as if it had been made on the samples of the mid price. */
function onSamples(request: CallbackRequest, bars: Bars): BacktestRequest {
  return { ...request, series: [{ symbol: request.recording!.data.symbol, timeframe: '', bars }] }
}
