import { compareConventions } from '../backtest/conventions.ts'
import { crossCheck } from '../backtest/cross-check.ts'
import type { Comparison } from '../backtest/cross-check.ts'
import type { PeerRunner } from '../backtest/port.ts'
import type { Conventions } from '../contract/conventions.ts'
import type { Progress } from '../contract/jobs.ts'
import { profiles } from '../engine/conventions/profiles.ts'
import type { EngineContext } from './context.ts'
import type { BacktestInput } from './contract.ts'
import { reporting, requestOf } from './runs.ts'

/** Fills a run's signals in another tool and compares the trades. Yields what is being done. */
export function crossCheckRun(
  input: BacktestInput,
  context: EngineContext,
  peer: PeerRunner,
  signal: AbortSignal,
): AsyncGenerator<Progress, Comparison, void> {
  return reporting(async (onProgress) => {
    const onStage = (stage: string) => onProgress({ fraction: null, stage })
    onStage('reading bars')
    return await crossCheck(await requestOf(input, context), peer, { signal, onStage })
  })
}

export async function conventionsOf(
  input: BacktestInput & { trades: number },
  context: EngineContext,
): Promise<Omit<Conventions, 'runId'>> {
  return compareConventions(await requestOf(input, context), input.profile, profiles, input.trades)
}
