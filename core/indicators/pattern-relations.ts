import { type Candles, color } from './candles.ts'

/** Bar `i` has the other color than the one before. */
export function turns(k: Candles, i: number): boolean {
  return color(k, i) !== color(k, i - 1)
}

/** 100 where the body of bar `a` lies inside that of bar `b`, 80 where it also touches an end, else 0. */
export function inside(k: Candles, a: number, b: number): number {
  if (k.top[a]! < k.top[b]! && k.bottom[a]! > k.bottom[b]!) return 100
  return k.top[a]! <= k.top[b]! && k.bottom[a]! >= k.bottom[b]! ? 80 : 0
}
