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

export function createBook(): Book {
  return { bids: createSide(1), asks: createSide(-1) }
}

const pageBits = 7
const pageTicks = 1 << pageBits
const pageWords = pageTicks >> 5

/**
 * Levels live in pages of 128 ticks that exist only where there are levels, so a level is reached by two array reads
 * and far-away prices cost one page each, whatever the price range. `better` is 1 where higher is better (bids).
 */
function createSide(better: 1 | -1): BookSide {
  // Slot of each page plus one; 0 where the page does not exist.
  let pages = new Int32Array(1024)
  let pool = new Float64Array(64 * pageTicks)
  let counts = new Int32Array(64)
  // One bit a tick that has lots, 32 in a word, so that the next level is found without reading empty ticks.
  let marks = new Int32Array(64 * pageWords)
  let used = 0
  let free: number[] = []
  let best = -1
  let levels = 0

  function addPage(page: number): number {
    const slot = free.pop() ?? used++
    if (slot >= counts.length) {
      counts = grown(counts, new Int32Array(counts.length * 2))
      pool = grown(pool, new Float64Array(pool.length * 2))
      marks = grown(marks, new Int32Array(marks.length * 2))
    }
    pages[page] = slot + 1
    return slot
  }

  function next(tick: number): number {
    const page = tick >> pageBits
    const slot = page < pages.length ? pages[page]! - 1 : -1
    if (slot >= 0) {
      const within = tick & (pageTicks - 1)
      const found = better === 1 ? lastBefore(slot, within) : firstAfter(slot, within)
      if (found >= 0) return (page << pageBits) | found
    }
    for (let other = page - better; other >= 0 && other < pages.length; other -= better) {
      const there = pages[other]! - 1
      // A page that exists has a level.
      if (there >= 0) return (other << pageBits) | (better === 1 ? lastBefore(there, pageTicks) : firstAfter(there, -1))
    }
    return -1
  }

  /** Highest marked place of a page below another, or -1. */
  function lastBefore(slot: number, place: number): number {
    let word = place >> 5
    // Shifts count modulo 32, so a whole word is left out by starting one lower.
    let bits = (place & 31) === 0 ? 0 : marks[slot * pageWords + word]! & ((1 << (place & 31)) - 1)
    while (bits === 0) {
      word -= 1
      if (word < 0) return -1
      bits = marks[slot * pageWords + word]!
    }
    return (word << 5) | (31 - Math.clz32(bits))
  }

  /** Lowest marked place of a page above another, or -1. */
  function firstAfter(slot: number, place: number): number {
    let word = (place + 1) >> 5
    let bits = word === pageWords ? 0 : marks[slot * pageWords + word]! & (-1 << ((place + 1) & 31))
    while (bits === 0) {
      word += 1
      if (word >= pageWords) return -1
      bits = marks[slot * pageWords + word]!
    }
    return (word << 5) | (31 - Math.clz32(bits & -bits))
  }

  function set(tick: number, lots: number): number {
    const page = tick >> pageBits
    if (page >= pages.length) pages = grown(pages, new Int32Array(Math.max(page + 1, pages.length * 2)))
    let slot = pages[page]! - 1
    if (slot < 0) {
      if (lots === 0) return 0
      slot = addPage(page)
    }
    const at = (slot << pageBits) | (tick & (pageTicks - 1))
    const before = pool[at]!
    pool[at] = lots
    if (before === 0) {
      if (lots === 0) return 0
      counts[slot]! += 1
      marks[at >> 5]! |= 1 << (at & 31)
      levels += 1
      if (best < 0 || (tick - best) * better > 0) best = tick
    } else if (lots === 0) {
      levels -= 1
      counts[slot]! -= 1
      marks[at >> 5]! &= ~(1 << (at & 31))
      if (counts[slot] === 0) {
        pages[page] = 0
        free.push(slot)
      }
      if (tick === best) best = levels === 0 ? -1 : next(tick)
    }
    return before
  }

  return {
    best: () => best,
    levels: () => levels,
    lots(tick) {
      const page = tick >> pageBits
      const slot = page < pages.length && page >= 0 ? pages[page]! - 1 : -1
      return slot < 0 ? 0 : pool[(slot << pageBits) | (tick & (pageTicks - 1))]!
    },
    set,
    next,
    clear() {
      pages.fill(0)
      pool.fill(0, 0, used * pageTicks)
      counts.fill(0)
      marks.fill(0, 0, used * pageWords)
      free = []
      used = 0
      best = -1
      levels = 0
    },
  }
}

function grown<Column extends Int32Array | Float64Array>(from: Column, into: Column): Column {
  into.set(from)
  return into
}
