import { type Candles, bottom, color, top } from './candles.ts'

/** Bar `i` has the other color than the one before. */
export function turns(k: Candles, i: number): boolean {
  return color(k, i) !== color(k, i - 1)
}

/** 100 where the body of bar `a` lies inside that of bar `b`, 80 where it also touches an end, else 0. */
export function inside(k: Candles, a: number, b: number): number {
  if (top(k, a) < top(k, b) && bottom(k, a) > bottom(k, b)) return 100
  return top(k, a) <= top(k, b) && bottom(k, a) >= bottom(k, b) ? 80 : 0
}
