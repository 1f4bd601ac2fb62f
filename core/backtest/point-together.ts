import type { Params } from '../contract/common.ts'
import { createAccount, resetAccount } from '../engine/account/account.ts'
import type { Account } from '../engine/account/account.ts'
import { actionsOn } from '../engine/actions/actions.ts'
import { positionsOf } from '../engine/portfolio/hedging.ts'
import { createLedger, nextRow } from '../engine/account/ledger.ts'
import type { Ledger } from '../engine/account/ledger.ts'
import { keepToMembers } from '../engine/portfolio/membership.ts'
import { mergedTimes } from '../engine/portfolio/merged-times.ts'
import { createWalk } from '../engine/walk.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { createTogether } from '../strategy/evaluate-together.ts'
import { createSeriesCache } from '../strategy/series-cache.ts'
import { parseSizing } from '../strategy/sizing.ts'
import { createFigures } from './point-figures.ts'
import type { PointInput } from './point.ts'
import type { RunSeries } from './port.ts'
import { inputOf, insideBars } from './prepare.ts'

/** `createPoint` for symbols that share one account, and for weights. The figures are those of a single run, bit for bit. */
export function createPointTogether(
  input: PointInput,
  series: readonly RunSeries[],
): (params: Params, into: Float64Array, offset: number) => void {
  const { profile, costs, sizing, barMs, leaving = 'close' } = input
  const program = compileStrategy(input.strategy)
  const inputs = series.map(inputOf)
  const evaluate = createTogether(program, inputs, {
    crossRule: profile.crossRule,
    cache: createSeriesCache(input.cacheBytes),
    ...(barMs === null ? {} : { barMs }),
  })
  const sides = costs.positions === 'hedging' ? 2 : 1
  const accounts = series.flatMap((one) => {
    const finer = (one.finer ?? []).length > 0 ? insideBars(one, profile) : null
    const actions = actionsOn(one.bars, one.actions)
    return Array.from({ length: sides }, () => createAccount(one.bars, profile, costs, actions, finer, one.rates))
  })
  const ts = mergedTimes(series)
  const curves = { equity: new Float64Array(ts.length), cash: null, positionValue: null }
  const figures = createFigures(ts, profile, costs.cash)
  const ledger = createLedger()

  return (params, into, offset) => {
    const replaced = sizing === null ? null : parseSizing(sizing, params)
    const signals = evaluate(params).flatMap((own, i) => {
      const sized = replaced === null ? own : { ...own, sizing: replaced }
      return positionsOf(costs, keepToMembers(sized, inputs[i]!.members, leaving, profile))
    })
    for (const account of accounts) resetAccount(account)
    createWalk({ accounts, signals, ts, curves }).finish()
    gather(accounts, ledger)
    figures(curves.equity, ledger, into, offset)
  }
}

/** The trades of all accounts in the order of their exits, as a single run lists them; only what figures are made of. */
function gather(accounts: readonly Account[], into: Ledger): void {
  const rows = accounts.flatMap(({ ledger, bars }, account) =>
    Array.from({ length: ledger.count }, (_, row) => ({ account, row, time: bars.ts[ledger.exitBar[row]!]! })),
  )
  rows.sort((a, b) => a.time - b.time)
  into.count = 0
  for (const { account, row } of rows) {
    const { ledger } = accounts[account]!
    const at = nextRow(into)
    into.pnl[at] = ledger.pnl[row]!
    into.units[at] = ledger.units[row]!
    into.entryPrice[at] = ledger.entryPrice[row]!
    into.entryRate[at] = ledger.entryRate[row]!
    into.reason[at] = ledger.reason[row]!
  }
}
