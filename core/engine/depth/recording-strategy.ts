import { checkDelay } from '../events/broker.ts'
import type { CallbackStrategy, Tick } from '../events/callbacks.ts'
import { unknownLots } from './book-view.ts'
import type { Steps } from './book-view.ts'
import { createGatheredBars } from './gathered-bars.ts'
import { createRecordingBroker } from './recording-broker.ts'
import type { RecordingBroker } from './recording-broker.ts'
import type { DepthDesk, DepthStrategy } from './strategy.ts'

export interface RecordingStrategyOptions extends Steps {
  readonly symbol: string
  readonly strategy: CallbackStrategy
  readonly cash: number
  /** Length of the bars that are gathered, in ms; null for none. */
  readonly barMs: number | null
  /** Whether there are quotes or a book beside the trades, and trades beside them. */
  readonly has: { readonly quotes: boolean; readonly trades: boolean; readonly book: boolean }
  /** True once nothing is left of the account. */
  readonly ruined: () => boolean
}

/** A strategy with callbacks as the replay calls it. Within one moment: the bar that is over, what is received, timers. */
export function createRecordingStrategy(options: RecordingStrategyOptions): {
  readonly depth: DepthStrategy
  readonly sent: () => RecordingBroker['sent']
  readonly tooSmall: () => number
} {
  const { symbol, strategy, cash, barMs, has, tickSize, lotSize, ruined } = options
  const bars = barMs === null ? null : createGatheredBars(symbol, barMs * 1000)
  let made: RecordingBroker | null = null
  let timers: number[] = []
  let closing = false
  const shown = { bid: -1, ask: -1, bidLots: -1, askLots: -1 }

  const own = (desk: DepthDesk): RecordingBroker =>
    (made ??= createRecordingBroker({
      symbol,
      desk,
      tickSize,
      lotSize,
      cash,
      wake: (time) => desk.wakeAt(Math.ceil(time * 1000)),
      after(ms) {
        const due = desk.now() + Math.round(checkDelay(ms) * 1000)
        timers.push(due)
        desk.wakeAt(due)
      },
    }))

  /** What must happen before anything is looked at: the bar that is over, and the end of a used-up account. */
  function settle(desk: DepthDesk, early = 0): RecordingBroker {
    const mine = own(desk)
    if (bars !== null && desk.now() >= bars.closesAt() - early) {
      bars.close()
      strategy.onBar?.(bars.view, mine.broker)
    }
    if (!closing && ruined()) {
      closing = true
      mine.liquidate()
    }
    return mine
  }

  function gather(desk: DepthDesk, price: number, size: number): void {
    if (bars === null || Number.isNaN(price)) return
    const fresh = bars.closesAt() === Number.POSITIVE_INFINITY
    bars.add(desk.now(), price, size)
    // The last microsecond of a bar, so that what is ordered then meets the first tick of the next.
    if (fresh) desk.wakeAt(bars.closesAt() - 1)
  }

  function tick(desk: DepthDesk, mine: RecordingBroker, kind: Tick['kind'], price: number, size: number, side: number) {
    if (strategy.onTick === undefined) return
    const { book } = mine.broker
    const known = (value: number) => (value === Number.POSITIVE_INFINITY ? Number.NaN : value)
    strategy.onTick(
      {
        kind,
        symbol,
        ts: desk.now() / 1000,
        price,
        size,
        side,
        bid: book!.bid(),
        ask: book!.ask(),
        bidSize: known(book!.bidSize()),
        askSize: known(book!.askSize()),
      },
      mine.broker,
    )
  }

  const depth: DepthStrategy = {
    onDepth(desk) {
      const mine = settle(desk)
      if (!has.quotes) return
      const bid = desk.bestBid()
      const ask = desk.bestAsk()
      const bidLots = bid < 0 ? 0 : desk.bidLots(bid)
      const askLots = ask < 0 ? 0 : desk.askLots(ask)
      const moved = bid !== shown.bid || ask !== shown.ask || bidLots !== shown.bidLots || askLots !== shown.askLots
      Object.assign(shown, { bid, ask, bidLots, askLots })
      const price = mine.broker.book!.mid()
      if (!has.trades) gather(desk, price, 0)
      if (moved || !has.book) tick(desk, mine, 'quote', price, Number.NaN, 0)
      if (has.book) strategy.onDepth?.(mine.broker.book!, mine.broker)
    },
    onTrade(desk, trade) {
      const mine = settle(desk)
      const price = trade.tick * tickSize
      const size = trade.lots >= unknownLots / 2 ? Number.NaN : trade.lots * lotSize
      gather(desk, price, Number.isNaN(size) ? 0 : size)
      tick(desk, mine, 'trade', price, size, has.quotes ? trade.side : 0)
    },
    onOrder(desk, update) {
      const mine = settle(desk)
      const order = mine.hear(update)
      if (order !== null && (update.fill !== null || order.status !== 'working')) strategy.onOrder?.(order, mine.broker)
    },
    onTimer(desk) {
      const mine = settle(desk, 1)
      mine.expire()
      const due = timers.filter((time) => time <= desk.now()).sort((a, b) => a - b)
      if (due.length === 0) return
      timers = timers.filter((time) => time > desk.now())
      for (const time of due) strategy.onTimer?.(time / 1000, mine.broker)
    },
  }
  return { depth, sent: () => made?.sent ?? [], tooSmall: () => made?.tooSmall() ?? 0 }
}
