import { basename } from 'node:path'

import type { Manifest } from '../catalog/manifest.ts'
import type { RunRequest } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { findProfile, overrideProfile } from '../engine/profiles.ts'
import type { BacktestInput } from '../engine-host/contract.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { moduleSuffix, type StrategyLibrary } from '../strategy/library.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'

export interface RequestDeps {
  readonly manifest: Manifest
  readonly library: StrategyLibrary
  /** Whether the analyst has said that programs of this workspace may run. */
  readonly trusted: () => boolean
}

/**
 * Resolves the names of a request: strategy text, stored series, profile with its overrides. Throws `forbidden` for a
 * strategy module of a workspace that is not trusted.
 */
export function engineInput(
  request: RunRequest,
  { manifest, library, trusted }: RequestDeps,
): { input: BacktestInput; text: string; file: string | null } {
  const { name, file, text } = strategyText(request, library)
  const isModule = name.endsWith(moduleSuffix)
  if (isModule) requireTrust(name, trusted())
  // Refused here, where the file is known by its name.
  if (!isModule) requireStrategy(text, file ?? undefined)
  const series = request.data.map((symbol) => manifest.find(symbol, request.timeframe))
  const profile = overrideProfile(findProfile(request.profile), request.set)
  return {
    file,
    text,
    input: {
      text,
      params: request.params,
      series,
      finer: profile.fields.intrabar === 'finerBars' ? series.map((one) => finerSeries(one, manifest)) : [],
      profile,
      account: request.account,
      engine: isModule ? 'event' : request.engine,
      ...(isModule ? { module: basename(name) } : {}),
      seed: request.seed,
      benchmark: request.benchmark === undefined ? null : manifest.find(request.benchmark, series[0]!.timeframe),
      from: request.from ?? null,
      to: request.to ?? null,
    },
  }
}

/** The stored series of a symbol whose bars are shorter, longest first. */
function finerSeries({ symbol, timeframe }: SeriesRef, manifest: Manifest): SeriesRef[] {
  const length = timeframeMs(timeframe)
  return manifest
    .list()
    .filter((stored) => stored.symbol === symbol && timeframeMs(stored.timeframe) < length)
    .toSorted((a, b) => timeframeMs(b.timeframe) - timeframeMs(a.timeframe))
    .map((stored) => manifest.find(symbol, stored.timeframe))
}

function requireTrust(name: string, trusted: boolean): void {
  if (trusted) return
  throw new AppError('forbidden', `${name} is a program, and this workspace is not trusted to run programs`, {
    hint: 'Read it first. If you trust what is in this workspace: sextant config set trusted true',
  })
}

/** A text without a file, as a run that is repeated has it: a module is told by what it must export. */
function nameOf(text: string): string {
  return /^export\s+(const|function)\s+create\b/m.test(text) ? `repeated${moduleSuffix}` : ''
}

function strategyText(
  request: RunRequest,
  library: StrategyLibrary,
): { name: string; text: string; file: string | null } {
  if (request.text !== undefined)
    return { name: request.strategy ?? nameOf(request.text), text: request.text, file: request.strategy ?? null }
  if (request.strategy === undefined)
    throw new AppError('invalid-input', 'the request names no strategy', {
      hint: 'Give `strategy` (a file, a template or a path) or `text`.',
    })
  return { ...library.resolve(request.strategy), file: request.strategy }
}
