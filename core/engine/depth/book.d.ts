/** One side of a book: lots by tick. Ticks are whole and 0 <= tick < 2^31; there is no level without lots. */
export interface BookSide {
  /** Best tick, or -1 where the side is empty. */
  readonly best: () => number
  /** Number of levels. */
  readonly levels: () => number
  readonly lots: (tick: number) => number
  /** Sets the total of a level, 0 removes it; gives the total before. */
  readonly set: (tick: number, lots: number) => number
  /** The next worse level after a tick, or -1. */
  readonly next: (tick: number) => number
  readonly clear: () => void
}
export interface Book {
  readonly bids: BookSide
  readonly asks: BookSide
}
export declare function createBook(): Book
