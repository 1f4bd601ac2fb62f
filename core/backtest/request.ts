import { basename } from 'node:path'

import { findExchanges } from './exchange.ts'
import type { Manifest } from '../catalog/manifest.ts'
import type { RunRecord, RunRequest } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Universes } from '../market-data/universes.ts'
import { universeSeries } from './universe-series.ts'
import { isRecorded } from '../market-data/depth/port.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { findProfile, overrideProfile } from '../engine/conventions/profiles.ts'
import type { BacktestInput } from '../engine-host/contract.ts'
import { isModuleText, moduleSuffix, type StrategyLibrary } from '../strategy/library.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'

export interface RequestDeps {
  readonly manifest: Manifest
  readonly universes: Universes
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
  deps: RequestDeps,
): { input: BacktestInput; text: string; file: string | null; universe: RunRecord['universe'] | null } {
  const { manifest, library, trusted } = deps
  const { name, file, text } = strategyText(request, library)
  const isModule = name.endsWith(moduleSuffix)
  if (isModule) requireTrust(name, trusted())
  // Refused here, where the file is known by its name.
  if (!isModule) requireStrategy(text, file ?? undefined)
  const chosen = universeOf(request, isModule ? name : null, deps)
  const { series, market } = isModule
    ? findForModule(request, manifest)
    : {
        series: chosen?.series ?? request.data.map((symbol) => manifest.find(symbol, request.timeframe)),
        market: request.market,
      }
  if (market !== undefined && !series.some(({ timeframe }) => isRecorded(timeframe)))
    throw new AppError(
      'invalid-input',
      `${Object.keys(market).join(', ')}: ${request.data[0]} ${series[0]!.timeframe} is stored as bars`,
      {
        hint: 'These are for strategies in TypeScript on ticks or on a recorded order book: name it with --timeframe tick or depth.',
      },
    )
  const profile = overrideProfile(findProfile(request.profile), request.set)
  return {
    file,
    text,
    universe: chosen?.record ?? null,
    input: {
      text,
      params: request.params,
      series,
      finer: profile.fields.intrabar === 'finerBars' ? finerSeries(series, manifest) : [],
      exchanges: findExchanges(request.account, series, manifest),
      profile,
      account: request.account,
      engine: isModule ? 'event' : request.engine,
      ...(isModule ? { module: basename(name) } : {}),
      ...(market === undefined ? {} : { market }),
      seed: request.seed,
      benchmark: request.benchmark === undefined ? null : manifest.find(request.benchmark, series[0]!.timeframe),
      from: request.from ?? null,
      to: request.to ?? null,
      ...(chosen === null ? {} : { spells: chosen.spells, leaving: chosen.record.leaving, notes: chosen.notes }),
    },
  }
}

/** The series of the universe that a request names; null where it names symbols. */
function universeOf(request: RunRequest, module: string | null, { manifest, universes }: RequestDeps) {
  const { universe: name, data, leaving = 'close' } = request
  if (name === undefined && data.length > 0) return null
  const hint = 'Name either: --data A,B,C or --universe NAME.'
  if (name === undefined) throw new AppError('invalid-input', 'the request names no data', { hint })
  if (data.length > 0) throw new AppError('invalid-input', 'the request names symbols and a universe', { hint })
  if (module !== null)
    throw new AppError('invalid-input', `${module} is a program, and a universe is for rules`, {
      hint: 'Name its symbols with --data.',
    })
  const universe = universes.find(name)
  const { missing, ...found } = universeSeries(universe, manifest, request)
  return { ...found, record: { name, hash: universe.hash, leaving, missing: [...missing] } }
}

/** For each series the stored ones of its symbol whose bars are shorter, longest first. */
function finerSeries(series: readonly SeriesRef[], manifest: Manifest): SeriesRef[][] {
  const stored = Map.groupBy(manifest.stored(), ({ symbol }) => symbol)
  return series.map(({ symbol, timeframe }) => {
    const length = timeframeMs(timeframe)
    return (stored.get(symbol) ?? [])
      .filter((one) => timeframeMs(one.timeframe) < length)
      .sort((a, b) => timeframeMs(b.timeframe) - timeframeMs(a.timeframe))
      .map((one) => manifest.find(symbol, one.timeframe))
  })
}

/**
 * A module may also run on ticks or on a recorded order book. Where a timeframe of bars is asked for that is not stored, and
 * such a recording is, its bars are gathered on the way.
 */
function findForModule(
  { data, timeframe, market }: RunRequest,
  manifest: Manifest,
): { series: SeriesRef[]; market: RunRequest['market'] } {
  const stored = timeframe === undefined ? [] : manifest.list().filter(({ symbol }) => symbol === data[0])
  const recorded = stored.filter((one) => isRecorded(one.timeframe))
  if (data.length === 1 && recorded.length === 1 && stored.every((one) => one.timeframe !== timeframe))
    return { series: [manifest.find(data[0]!, recorded[0]!.timeframe)], market: { ...market, bars: timeframe } }
  return { series: data.map((symbol) => manifest.find(symbol, timeframe)), market }
}

function requireTrust(name: string, trusted: boolean): void {
  if (trusted) return
  throw new AppError('forbidden', `${name} is a program, and this workspace is not trusted to run programs`, {
    hint: 'Read it first. If you trust what is in this workspace: sextant config set trusted true',
  })
}

function strategyText(
  request: RunRequest,
  library: StrategyLibrary,
): { name: string; text: string; file: string | null } {
  if (request.text !== undefined)
    return {
      name: request.strategy ?? (isModuleText(request.text) ? `repeated${moduleSuffix}` : ''),
      text: request.text,
      file: request.strategy ?? null,
    }
  if (request.strategy === undefined)
    throw new AppError('invalid-input', 'the request names no strategy', {
      hint: 'Give `strategy` (a file, a template or a path) or `text`.',
    })
  return { ...library.resolve(request.strategy), file: request.strategy }
}
