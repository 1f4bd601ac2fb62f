import type { Watched } from './types.ts'

/** Whether a price reaches a target. Here and below prices are multiplied by the side, so that more is better. */
export function passes({ profile }: Watched, price: number, target: number): boolean {
  return profile.targetTouch === 'reached' ? price >= target : price > target
}

/** Price of a stop on a bar that opens at `first` and reaches no better than `best`. */
export function stopPrice({ profile }: Watched, first: number, best: number, stop: number): number {
  return profile.levelGap === 'open' || best < stop ? Math.min(first, stop) : stop
}

/** Price of a target on a bar that opens at `first` and falls no lower than `worst`; a step that begins acts at the open. */
export function targetPrice({ profile, targetBegins }: Watched, first: number, worst: number, target: number): number {
  const level = Math.max(target, worst)
  return profile.levelGap === 'open' || targetBegins ? Math.max(first, level) : level
}
