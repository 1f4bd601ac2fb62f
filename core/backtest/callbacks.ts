import { createHash } from 'node:crypto'

import { AppError } from '../contract/errors.ts'
import { runInSandbox } from '../engine/sandbox/sandbox.ts'
import type { SandboxLimits } from '../engine/sandbox/sandbox.ts'
import type { BacktestRequest, BacktestResult } from './port.ts'
import { figuresOf, onTimeline, requireBars } from './prepare.ts'
import { resultHash } from './result-hash.ts'

export interface CallbackRequest extends BacktestRequest {
  /** Name of the module whose text is to be run, ending in `.strategy.ts`. */
  readonly file: string
  /** Folder for its process. */
  readonly scratch: string
}

/** Times at which a run is repeated without what comes after them. */
const causalityPoints = 2

/**
 * One backtest of a strategy module, in a process of its own. The caller has made sure that the workspace is trusted.
 * Throws what `runInSandbox` throws, and `invalid-input` for a sizing rule, which such a strategy has no use for.
 */
export async function runCallbackBacktest(
  request: CallbackRequest,
  options: { signal?: AbortSignal | undefined; limits?: SandboxLimits } = {},
): Promise<BacktestResult> {
  const { text, file, scratch, params, series, profile, costs, seed } = request
  requireBars(series)
  if (request.sizing !== null)
    throw new AppError('invalid-input', `${file} says itself how much it trades, so it takes no sizing rule`, {
      hint: 'Leave --sizing out, or give the strategy a parameter for it.',
    })
  const started = performance.now()
  const outcome = await runInSandbox(
    {
      text,
      file,
      scratch,
      params,
      series: series.map(({ symbol, bars, actions = [] }) => ({ symbol, bars, actions })),
      profile,
      costs,
      seed,
      causalityPoints,
    },
    options,
  )
  const simulated = onTimeline(series, outcome.result)
  const metrics = figuresOf(request, simulated, 0)
  return {
    strategy: { name: outcome.name, hash: createHash('sha256').update(text).digest('hex') },
    params: outcome.params,
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
