import type { Manifest } from '../catalog/manifest.ts'
import type { RunRequest } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { findProfile, overrideProfile } from '../engine/profiles.ts'
import type { BacktestInput } from '../engine-host/contract.ts'
import type { StrategyLibrary } from '../strategy/library.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'

/** Resolves the names of a request: strategy text, stored series, profile with its overrides. */
export function engineInput(
  request: RunRequest,
  { manifest, library }: { manifest: Manifest; library: StrategyLibrary },
): { input: BacktestInput; text: string; file: string | null } {
  const { file, text } = strategyText(request, library)
  // Refused here, where the file is known by its name.
  requireStrategy(text, file ?? undefined)
  const series = request.data.map((symbol) => manifest.find(symbol, request.timeframe))
  const profile = overrideProfile(findProfile(request.profile), request.set)
  return {
    file,
    text,
    input: {
      text,
      params: request.params,
      series,
      profile,
      account: request.account,
      engine: request.engine,
      seed: request.seed,
      benchmark: request.benchmark === undefined ? null : manifest.find(request.benchmark, series[0]!.timeframe),
      from: request.from ?? null,
      to: request.to ?? null,
    },
  }
}

function strategyText(request: RunRequest, library: StrategyLibrary): { text: string; file: string | null } {
  if (request.text !== undefined) return { text: request.text, file: request.strategy ?? null }
  if (request.strategy === undefined)
    throw new AppError('invalid-input', 'the request names no strategy', {
      hint: 'Give `strategy` (a file, a template or a path) or `text`.',
    })
  return { text: library.resolve(request.strategy).text, file: request.strategy }
}
