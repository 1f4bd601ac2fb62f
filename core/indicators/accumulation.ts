/** Volume of a bar times the place of its close, from -1 at the low to 1 at the high; 0 without a range. */
export function flowOf(high: number, low: number, close: number, volume: number): number {
  const range = high - low
  return range > 0 ? ((close - low - (high - close)) / range) * volume : 0
}
