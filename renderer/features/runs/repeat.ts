import type { RunDetail, RunRequest } from '../../../core/contract/backtest.ts'
import type { Profile } from '../../../core/contract/profile.ts'
import type { Dataset } from '../../../core/contract/data.ts'
import { isProgram } from './is-program.ts'

/**
 * The same run again, on the data as it is stored now. Dates are named only where the run left part of its data set
 * out, so that bars added since are taken in; fields that differ from the named profile are set one by one.
 */
export function repeatOf(run: RunDetail, datasets: readonly Dataset[], profiles: readonly Profile[]): RunRequest {
  const used = run.data[0]
  const stored = datasets.find(({ symbol, timeframe }) => symbol === used?.symbol && timeframe === used.timeframe)
  const named = profiles.find(({ name }) => name === run.profile.name)?.fields
  const set = Object.fromEntries(
    Object.entries(run.profile.fields).filter(
      ([field, value]) => named && (named as Record<string, unknown>)[field] !== value,
    ),
  )
  const cutStart = used && stored && stored.from !== null && used.from > stored.from
  const cutEnd = used && stored && stored.to !== null && used.to < stored.to && !run.stale
  return {
    text: run.strategy.text,
    ...(isProgram(run) ? { strategy: `${run.strategy.name}.strategy.ts` } : {}),
    ...(run.market === undefined ? {} : { market: run.market }),
    data: run.universe === undefined ? run.data.map(({ symbol }) => symbol) : [],
    ...(run.universe === undefined ? {} : { universe: run.universe.name, leaving: run.universe.leaving }),
    ...(used ? { timeframe: used.timeframe } : {}),
    params: run.params,
    engine: 'vector',
    profile: run.profile.name,
    set,
    account: run.account,
    seed: run.seed,
    ...(cutStart ? { from: used.from } : {}),
    ...(cutEnd ? { to: used.to } : {}),
  }
}
