import type { Analysis, Season } from '../../contract/analysis.ts'
import { barLength, dayMs } from '../calendar.ts'

/** Of a time in Unix ms, UTC: month 1 to 12, year, ISO weekday 1 (Monday) to 7, hour 0 to 23. */
export const calendarParts = {
  month: (time: number) => new Date(time).getUTCMonth() + 1,
  year: (time: number) => new Date(time).getUTCFullYear(),
  weekday: (time: number) => ((((Math.floor(time / dayMs) + 3) % 7) + 7) % 7) + 1,
  hour: (time: number) => new Date(time).getUTCHours(),
}

/** Bar returns of the equity by the calendar; a bar counts where it starts. The first is against `cash`, put in before it. */
export function seasonsOf(ts: Float64Array, equity: Float64Array, cash: number): Analysis['returns'] {
  const by = (part: keyof typeof calendarParts) => group(ts, equity, cash, calendarParts[part])
  const intraday = barLength(ts) > 0 && barLength(ts) < dayMs
  return { month: by('month'), year: by('year'), weekday: by('weekday'), hour: intraday ? by('hour') : [] }
}

function group(ts: Float64Array, equity: Float64Array, cash: number, keyOf: (time: number) => number): Season[] {
  const groups = new Map<number, { bars: number; growth: number; sum: number; positive: number }>()
  let before = cash
  for (let i = 0; i < ts.length; i++) {
    const change = before > 0 ? equity[i]! / before - 1 : 0
    before = equity[i]!
    const key = keyOf(ts[i]!)
    let season = groups.get(key)
    if (season === undefined) groups.set(key, (season = { bars: 0, growth: 1, sum: 0, positive: 0 }))
    season.bars += 1
    season.growth *= 1 + change
    season.sum += change
    if (change > 0) season.positive += 1
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([key, { bars, growth, sum, positive }]) => ({
      key,
      bars,
      totalReturn: growth - 1,
      meanReturn: sum / bars,
      positive: positive / bars,
    }))
}
