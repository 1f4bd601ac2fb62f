/** A book as a list that is searched and sorted anew each time: slow, and plain to see that it is right. */
export function naiveBook() {
  let rows: { side: number; tick: number; lots: number }[] = []
  return {
    clear: () => {
      rows = []
    },
    set(side: number, tick: number, lots: number): number {
      const before = rows.find((row) => row.side === side && row.tick === tick)?.lots ?? 0
      rows = rows.filter((row) => row.side !== side || row.tick !== tick)
      if (lots > 0) rows.push({ side, tick, lots })
      return before
    },
    /** Best first. */
    levels: (side: number): [number, number][] =>
      rows
        .filter((row) => row.side === side)
        .sort((a, b) => (b.tick - a.tick) * side)
        .map(({ tick, lots }) => [tick, lots]),
  }
}
