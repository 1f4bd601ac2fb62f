/**
 * Trades of a rule strategy, worked out the slow way: one bar object after another, one position object, everything said
 * where it happens. Shares nothing with the engine. Conventions: those of the profile `sextant`, with `fill` and `sameBar`.
 */
export interface HandBar {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export interface HandStrategy {
  readonly enterLong?: (bars: readonly HandBar[], i: number) => boolean
  readonly leaveLong?: (bars: readonly HandBar[], i: number) => boolean
  readonly enterShort?: (bars: readonly HandBar[], i: number) => boolean
  readonly leaveShort?: (bars: readonly HandBar[], i: number) => boolean
  readonly limitAt?: (bar: HandBar) => number
  readonly stopAt?: (bar: HandBar) => number
  readonly stopLoss?: number
  readonly takeProfit?: number
  readonly trailing?: number
  readonly holdFor?: number
  readonly cooldown?: number
  readonly size: { readonly percent: number } | { readonly units: number } | { readonly value: number }
}

export interface HandMoney {
  readonly cash: number
  readonly fees: number
  readonly feeFixed: number
  readonly slippage: number
  readonly spread: number
}

export interface HandConventions {
  readonly fill: 'nextOpen' | 'nextClose' | 'signalClose'
  readonly sameBar: 'worst' | 'stopFirst' | 'targetFirst'
}

export interface HandTrade {
  readonly side: 'long' | 'short'
  readonly size: number
  readonly entryBar: number
  readonly entryPrice: number
  readonly exitBar: number
  readonly exitPrice: number
  readonly pnl: number
  readonly exitReason: string
}

interface Position {
  side: 'long' | 'short'
  size: number
  bar: number
  when: 'open' | 'inside' | 'close'
  price: number
  fee: number
  best: number
}

export function tradeByHand(
  bars: readonly HandBar[],
  strategy: HandStrategy,
  money: HandMoney,
  { fill, sameBar }: HandConventions,
): { trades: HandTrade[]; equity: number[] } {
  let cash = money.cash
  let position: Position | null = null
  let lastExit = Number.NEGATIVE_INFINITY
  let ruined = false
  const trades: HandTrade[] = []
  const equity: number[] = []
  const says = (rule: ((bars: readonly HandBar[], i: number) => boolean) | undefined, i: number) =>
    rule !== undefined && i >= 0 && rule(bars, i)
  const rests = strategy.limitAt !== undefined || strategy.stopAt !== undefined

  bars.forEach((bar, i) => {
    if (fill === 'nextOpen' && i > 0) obey(i, i - 1, bar.open, 'open')
    if (position === null && rests && i > 0) rest(bar, i)
    else if (position !== null && (position.bar < i || position.when === 'open')) watch(bar, i)
    if (position !== null) ruin(bar, i)
    if (fill === 'nextClose' && i > 0) obey(i, i - 1, bar.close, 'close')
    if (fill === 'signalClose') obey(i, i, bar.close, 'close')
    if (position !== null && (position.bar < i || position.when === 'open')) {
      if (position.side === 'long') position.best = Math.max(position.best, bar.high)
      else position.best = Math.min(position.best, bar.low)
    }
    equity.push(cash + worth(bar.close))
  })
  if (position !== null) {
    const { side, size, bar, price, fee } = position as Position
    const last = bars.at(-1)!.close
    const pnl = (side === 'long' ? last - price : price - last) * size - fee
    trades.push({
      side,
      size,
      entryBar: bar,
      entryPrice: price,
      exitBar: bars.length - 1,
      exitPrice: last,
      pnl,
      exitReason: '',
    })
  }
  return { trades, equity }

  function worth(price: number): number {
    if (position === null) return 0
    return position.side === 'long' ? position.size * price : -position.size * price
  }

  /** Does what the rules have said at the close of bar `known`, at a price of bar `i`. */
  function obey(i: number, known: number, price: number, when: 'open' | 'close'): void {
    const long = says(strategy.enterLong, known)
    const short = says(strategy.enterShort, known)
    const longEnds = says(strategy.leaveLong, known)
    const shortEnds = says(strategy.leaveShort, known)
    if (position !== null) {
      const ends = position.side === 'long' ? longEnds : shortEnds
      const turns = position.side === 'long' ? short : long
      const over = strategy.holdFor !== undefined && i - position.bar >= strategy.holdFor
      if (ends) leave(i, price, true, 'signal')
      else if (over) leave(i, price, true, 'timeLimit')
      else if (turns) leave(i, price, true, 'reverse')
      else return
    }
    const wantsLong = long && !longEnds
    const wantsShort = short && !shortEnds
    if (rests || wantsLong === wantsShort) return
    enter(i, wantsLong ? 'long' : 'short', price, true, when)
  }

  function rest(bar: HandBar, i: number): void {
    const wantsLong = says(strategy.enterLong, i - 1) && !says(strategy.leaveLong, i - 1)
    const wantsShort = says(strategy.enterShort, i - 1) && !says(strategy.leaveShort, i - 1)
    if (wantsLong === wantsShort) return
    const side = wantsLong ? 'long' : 'short'
    const before = bars[i - 1]!
    let price: number | null = null
    if (strategy.limitAt !== undefined) {
      const limit = strategy.limitAt(before)
      if (side === 'long' && bar.low <= limit) price = Math.min(bar.open, limit)
      if (side === 'short' && bar.high >= limit) price = Math.max(bar.open, limit)
    } else {
      const stop = strategy.stopAt!(before)
      if (side === 'long' && bar.high >= stop) price = Math.max(bar.open, stop)
      if (side === 'short' && bar.low <= stop) price = Math.min(bar.open, stop)
    }
    if (price === null || !enter(i, side, price, strategy.limitAt === undefined, 'inside')) return
    // What the bar did before the fill is unknown: only the stop counts on it.
    const level = stopLevel()
    if (level === null) return
    if (side === 'long' && bar.low <= level.price) leave(i, Math.min(level.price, price), true, 'stopLoss')
    if (side === 'short' && bar.high >= level.price) leave(i, Math.max(level.price, price), true, 'stopLoss')
  }

  /** The nearer of the fixed and the trailing stop. */
  function stopLevel(): { price: number; reason: string } | null {
    const { side, price, best } = position!
    const down = side === 'long' ? -1 : 1
    const levels: { price: number; reason: string }[] = []
    if (strategy.stopLoss !== undefined)
      levels.push({ price: price * (1 + down * strategy.stopLoss), reason: 'stopLoss' })
    if (strategy.trailing !== undefined)
      levels.push({ price: best * (1 + down * strategy.trailing), reason: 'trailingStop' })
    if (levels.length === 0) return null
    return levels.reduce((a, b) => {
      const nearer = side === 'long' ? b.price > a.price : b.price < a.price
      return nearer ? b : a
    })
  }

  function watch(bar: HandBar, i: number): void {
    const { side, price } = position!
    const stop = stopLevel()
    const stopped = stop !== null && (side === 'long' ? bar.low <= stop.price : bar.high >= stop.price)
    const target =
      strategy.takeProfit === undefined ? null : price * (1 + (side === 'long' ? 1 : -1) * strategy.takeProfit)
    const reached = target !== null && (side === 'long' ? bar.high >= target : bar.low <= target)
    const opened = target !== null && (side === 'long' ? bar.open >= target : bar.open <= target)
    const first = reached && (!stopped || sameBar === 'targetFirst' || (sameBar === 'worst' && opened))
    if (first) {
      leave(i, side === 'long' ? Math.max(bar.open, target!) : Math.min(bar.open, target!), true, 'takeProfit')
    } else if (stopped) {
      leave(i, side === 'long' ? Math.min(bar.open, stop.price) : Math.max(bar.open, stop.price), true, stop.reason)
    }
  }

  function ruin(bar: HandBar, i: number): void {
    const { side, size, bar: since, when } = position!
    if (side === 'long' && cash >= 0) return
    const left = (price: number) => cash + (side === 'long' ? size * price : -size * price)
    if (left(side === 'long' ? bar.low : bar.high) > 0) return
    const empty = Math.min(Math.max(side === 'long' ? -cash / size : cash / size, bar.low), bar.high)
    const atOpen = (since < i || when === 'open') && left(bar.open) <= 0
    leave(i, atOpen ? bar.open : empty, true, 'liquidation')
    ruined = true
  }

  function enter(i: number, side: 'long' | 'short', quoted: number, slips: boolean, when: Position['when']): boolean {
    if (ruined || (i <= lastExit + (strategy.cooldown ?? 0) && (strategy.cooldown ?? 0) > 0)) return false
    const worse = (slips ? money.slippage : 0) + money.spread / 2
    const price = quoted * (side === 'long' ? 1 + worse : 1 - worse)
    const affordable = Math.max(0, (cash - money.feeFixed) / (price * (1 + money.fees)))
    const { size } = strategy
    const wanted =
      'units' in size
        ? size.units
        : 'value' in size
          ? size.value / price
          : ((cash * size.percent) / 100 - money.feeFixed) / (price * (1 + money.fees))
    const units = Math.min(wanted, affordable)
    if (units <= 0) return false
    const fee = units * price * money.fees + money.feeFixed
    cash += (side === 'long' ? -units : units) * price - fee
    position = { side, size: units, bar: i, when, price, fee, best: price }
    return true
  }

  function leave(i: number, quoted: number, slips: boolean, exitReason: string): void {
    const { side, size, bar, price: entryPrice, fee: entryFee } = position!
    const worse = (slips ? money.slippage : 0) + money.spread / 2
    const price = quoted * (side === 'long' ? 1 - worse : 1 + worse)
    const fee = size * price * money.fees + money.feeFixed
    cash += (side === 'long' ? size : -size) * price - fee
    const pnl = (side === 'long' ? price - entryPrice : entryPrice - price) * size - entryFee - fee
    trades.push({ side, size, entryBar: bar, entryPrice, exitBar: i, exitPrice: price, pnl, exitReason })
    position = null
    lastExit = i
    if (cash <= 0) ruined = true
  }
}
