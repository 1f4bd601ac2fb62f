import type { Bars } from '../../market-data/bars.ts'

/** What happens to the shares of a series before the open of a bar. */
export interface CorporateAction {
  /** Index of the first bar that trades without the dividend or in new shares, above 0. */
  readonly bar: number
  /** New shares for each old one, 2 for two-for-one; 1 where nothing is split. */
  readonly split: number
  /** Cash a share, counted after the split; 0 where nothing is paid. */
  readonly dividend: number
}

/** The actions of a series, and its prices as rules see them. */
export interface Actions {
  /** In the order of their bars, at most one a bar. */
  readonly list: readonly CorporateAction[]
  readonly seen: Bars
  /** Price in `seen` over the price as traded, one a bar. */
  readonly factor: Float64Array
  /** What one share of the first bar has become, one a bar. */
  readonly shares: Float64Array
}

/**
 * Prices adjusted forwards: as traded on the first bar, and after each split and dividend what a holder has who puts every
 * dividend into more shares at the last close before it. So a bar's value depends on the actions up to that bar only, and
 * the quotient of any two bars is that of prices adjusted backwards. Volume is counted in shares of the first bar.
 */
export function createActions(bars: Bars, list: readonly CorporateAction[]): Actions {
  const { rows, open, high, low, close, volume } = bars
  const factor = new Float64Array(rows)
  const shares = new Float64Array(rows)
  let next = 0
  let grown = 1
  let each = 1
  let last = Number.NaN
  for (let bar = 0; bar < rows; bar++) {
    const action = list[next]
    if (action !== undefined && action.bar === bar) {
      const { split, dividend } = action
      const ex = last / split - dividend
      grown *= split * (dividend !== 0 && ex > 0 ? last / split / ex : 1)
      each *= split
      next += 1
    }
    factor[bar] = grown
    shares[bar] = each
    if (!Number.isNaN(close[bar]!)) last = close[bar]!
  }
  const scaled = (column: Float64Array) => column.map((price, bar) => price * factor[bar]!)
  const seen: Bars = {
    rows,
    ts: bars.ts,
    open: scaled(open),
    high: scaled(high),
    low: scaled(low),
    close: scaled(close),
    volume: volume.map((units, bar) => units / shares[bar]!),
  }
  return { list, seen, factor, shares }
}

/** Whole units in a size after a split; what multiplication has lost or added does not count. */
export function wholeUnits(size: number): number {
  const nearest = Math.round(size)
  return Math.abs(size - nearest) <= 1e-12 * size ? nearest : Math.floor(size)
}

const known = new WeakMap<Bars, Actions>()

/** The actions of a list on bars, worked out once for both; null for none. */
export function actionsOn(bars: Bars, list: readonly CorporateAction[] = []): Actions | null {
  if (list.length === 0) return null
  let actions = known.get(bars)
  if (actions?.list !== list) known.set(bars, (actions = createActions(bars, list)))
  return actions
}

/** What an account knows of the actions of its series: all of them, the bar of the last one (-1 before) and its split. */
interface OnExDay {
  readonly actions: Actions | null
  readonly exBar: number
  readonly exSplit: number
}

/** The close of a bar as known when the next one begins: in new shares where the last action came after it. */
export function knownClose(account: OnExDay & { readonly bars: Bars }, bar: number): number {
  return inNewShares(account, bar, account.bars.close[bar]!)
}

/** A price of a bar in the shares of the present. */
function inNewShares(account: OnExDay, bar: number, price: number): number {
  return account.exBar > bar ? price / account.exSplit : price
}

/** A price that a rule gave on a bar, in traded prices of the present. */
export function tradedPrice(account: OnExDay, bar: number, price: number): number {
  return account.actions === null ? price : inNewShares(account, bar, price / account.actions.factor[bar]!)
}
