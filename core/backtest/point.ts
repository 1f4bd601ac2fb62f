import type { Params } from '../contract/common.ts'
import type { ProfileFields } from '../contract/profile.ts'
import { createAccount } from '../engine/account/account.ts'
import { actionsOn } from '../engine/actions/actions.ts'
import type { CorporateAction } from '../engine/actions/actions.ts'
import type { Intrabar } from '../engine/intrabar/types.ts'
import type { Rates } from '../engine/costs/rates.ts'
import { walk } from '../engine/kernel.ts'
import type { Costs } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { evaluateSignals } from '../strategy/evaluate.ts'
import { createScratch } from '../strategy/run.ts'
import { createSeriesCache } from '../strategy/series-cache.ts'
import { parseSizing } from '../strategy/sizing.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { createFigures } from './point-figures.ts'
import type { RunSeries } from './port.ts'

export interface PointInput {
  readonly strategy: Strategy
  readonly bars: Bars
  /** Splits and dividends, in the order of their bars. */
  readonly actions?: readonly CorporateAction[]
  /** Exchange rates of a series that is not in the account's currency. */
  readonly rates?: Rates | null
  readonly profile: ProfileFields
  readonly costs: Costs
  /** Replaces the strategy's own sizing. */
  readonly sizing: string | null
  /** Length of a bar in ms, null where it is read off the bars. */
  readonly barMs: number | null
  /** Asked where the order of high and low decides; the profile's rule alone where it is left out. */
  readonly intrabar?: Intrabar | null
  /** Several symbols that share the account, in place of `bars`, `actions` and `intrabar`; what happens when one leaves its universe. */
  readonly together?: readonly RunSeries[] | null
  readonly leaving?: 'close' | 'keep'
  /** Bytes of indicator columns kept between points. */
  readonly cacheBytes?: number
}

/**
 * A strategy on bars, made ready to be run with many parameter sets: signals, fills and the seven figures of a sweep, in
 * buffers that are used again each time. The figures are those of a single run with the same parameters, bit for bit.
 */
export function createPoint(input: PointInput): (params: Params, into: Float64Array, offset: number) => void {
  const { bars, profile, costs, sizing, barMs } = input
  const program = compileStrategy(input.strategy)
  const options = {
    crossRule: profile.crossRule,
    fillTiming: profile.fillTiming,
    cache: createSeriesCache(input.cacheBytes),
    scratch: createScratch(),
    ...(barMs === null ? {} : { barMs }),
  }
  const actions = actionsOn(bars, input.actions)
  const seen = actions?.seen ?? bars
  const account = createAccount(bars, profile, costs, actions, input.intrabar, input.rates)
  const equity = new Float64Array(bars.rows)
  const curves = { equity, cash: null, positionValue: null }
  const figures = createFigures(bars.ts, profile, costs.cash)
  const fixedSizing = sizing === null || sizing.includes('$') ? null : parseSizing(sizing)

  return (params, into, offset) => {
    const own = evaluateSignals(program, seen, params, options)
    const replaced = sizing === null ? null : (fixedSizing ?? parseSizing(sizing, params))
    walk(account, replaced === null ? own : { ...own, sizing: replaced }, curves)
    figures(equity, account.ledger, into, offset)
  }
}
