import type { DepthDesk } from './strategy.ts'

/** One price of a book. */
export interface BookLevel {
  readonly price: number
  readonly size: number
}

/** The order book as it has been received; prices and sizes in the instrument's units. */
export interface BookView {
  readonly symbol: string
  /** Best prices, NaN where a side is empty. */
  readonly bid: () => number
  readonly ask: () => number
  readonly mid: () => number
  /** Sizes there; Infinity where the data does not say. */
  readonly bidSize: () => number
  readonly askSize: () => number
  /** Size at a price of a side, 0 where there is none. */
  readonly sizeAt: (side: 'bid' | 'ask', price: number) => number
  /** The best levels of a side, best first. */
  readonly levels: (side: 'bid' | 'ask', count: number) => readonly BookLevel[]
  /** Smallest steps of price and size. */
  readonly tickSize: number
  readonly lotSize: number
}

/** Lots of a level whose size is not recorded. */
export const unknownLots = 2 ** 40

export interface Steps {
  readonly tickSize: number
  readonly lotSize: number
}

export function createBookView(symbol: string, desk: DepthDesk, { tickSize, lotSize }: Steps): BookView {
  const priceOf = (tick: number) => (tick < 0 ? Number.NaN : inSteps(tick, tickSize))
  const sizeOf = (lots: number) => (lots >= unknownLots / 2 ? Number.POSITIVE_INFINITY : inSteps(lots, lotSize))
  const bid = () => priceOf(desk.bestBid())
  const ask = () => priceOf(desk.bestAsk())
  const lotsAt = (side: 'bid' | 'ask', tick: number) => (side === 'bid' ? desk.bidLots(tick) : desk.askLots(tick))
  return {
    symbol,
    tickSize,
    lotSize,
    bid,
    ask,
    mid: () => (bid() + ask()) / 2,
    bidSize: () => (desk.bestBid() < 0 ? 0 : sizeOf(desk.bidLots(desk.bestBid()))),
    askSize: () => (desk.bestAsk() < 0 ? 0 : sizeOf(desk.askLots(desk.bestAsk()))),
    sizeAt(side, price) {
      const tick = Math.round(price / tickSize)
      return Math.abs(tick * tickSize - price) > 1e-6 * tickSize || tick < 0 ? 0 : sizeOf(lotsAt(side, tick))
    },
    levels(side, count) {
      const next = side === 'bid' ? desk.bidBelow : desk.askAbove
      const found: BookLevel[] = []
      for (
        let tick = side === 'bid' ? desk.bestBid() : desk.bestAsk();
        tick >= 0 && found.length < count;
        tick = next(tick)
      )
        found.push({ price: priceOf(tick), size: sizeOf(lotsAt(side, tick)) })
      return found
    },
  }
}

/** A whole number of steps as the number that would be written: 3 steps of 0.1 are 0.3. */
export function inSteps(count: number, step: number): number {
  const perUnit = Math.round(1 / step)
  return Math.abs(perUnit * step - 1) < 1e-9 ? count / perUnit : count * step
}
