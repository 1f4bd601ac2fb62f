import type { Hint } from './shape.ts'

const second = 1_000_000
const units = [
  ['w', 604_800 * second],
  ['d', 86_400 * second],
  ['h', 3600 * second],
  ['m', 60 * second],
  ['s', second],
] as const
const day = 86_400 * second

/** Bar length in µs, or in months. */
export function lengthOf(timeframe: string): { micros: number; months: number } {
  const count = Number.parseInt(timeframe, 10)
  const unit = timeframe.replace(/^\d+/, '')
  if (unit === 'mo') return { micros: 0, months: count }
  return { micros: count * (units.find(([name]) => name === unit)?.[1] ?? 0), months: 0 }
}

/** True for bars of a day and longer. */
export function isDaily(timeframe: string): boolean {
  return /(d|w|mo)$/.test(timeframe)
}

/** The name of a step between bars; null where no bar length fits. */
export function nameOfStep(micros: number): string | null {
  const days = micros / day
  for (const [months, low, high] of [
    [1, 28, 31],
    [3, 89, 92],
    [6, 181, 184],
    [12, 364, 366],
  ] as const) {
    if (days >= low && days <= high) return `${months}mo`
  }
  const unit = units.find(([, length]) => micros >= length && micros % length === 0)
  return unit === undefined ? null : `${micros / unit[1]}${unit[0]}`
}

/** The commonest step between neighbouring stamps, as a bar length. */
export function timeframeOfSteps(stamps: readonly number[]): Hint | null {
  const counts = new Map<string, number>()
  let steps = 0
  for (let i = 1; i < stamps.length; i++) {
    const step = Math.abs(stamps[i]! - stamps[i - 1]!)
    if (step === 0) continue
    // Months differ in length, and a daily file may carry times of day.
    const name = overWeekend(stamps[i - 1]!, step)
      ? '1d'
      : (nameOfStep(step) ?? nameOfStep(Math.round(step / day) * day))
    steps += 1
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const best = [...counts].toSorted((a, b) => b[1] - a[1] || lengthOf(a[0]).micros - lengthOf(b[0]).micros)[0]
  if (best === undefined) return null
  const share = best[1] / steps
  const reason = `${best[1]} of ${steps} steps between stamps in the sample are ${best[0]}`
  return { value: best[0], confidence: share >= 0.5 && steps >= 3 ? 'sure' : 'check', reason }
}

/** Friday to Monday is one session. */
function overWeekend(from: number, step: number): boolean {
  return step === 3 * day && new Date(from / 1000).getUTCDay() === 5
}
