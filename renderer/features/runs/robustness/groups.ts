import type { Analysis, Season, TradeGroup } from '../../../../core/contract/analysis.ts'
import { fieldWords } from '../convention-words.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export const returnGroupings = ['year', 'month', 'weekday', 'hour'] as const
export type ReturnGrouping = (typeof returnGroupings)[number]
export const tradeGroupings = ['year', 'month', 'weekday', 'hour', 'side', 'exitReason'] as const
export type TradeGrouping = (typeof tradeGroupings)[number]

export const groupingLabels: Record<TradeGrouping, string> = {
  year: 'Year',
  month: 'Month',
  weekday: 'Weekday',
  hour: 'Hour',
  side: 'Side',
  exitReason: 'Exit',
}

/** A group's key as it is read: `3` by month is Mar, by hour 03:00; `stopLoss` is stop loss. */
export function groupName(by: TradeGrouping, key: string | number): string {
  const at = Number(key)
  if (by === 'month') return months[at - 1] ?? String(key)
  if (by === 'weekday') return weekdays[at - 1] ?? String(key)
  if (by === 'hour') return `${String(key).padStart(2, '0')}:00`
  if (by === 'exitReason') return key === 'open' ? 'still open' : fieldWords(String(key)) || 'not named'
  return String(key)
}

/** Hours say nothing of bars that last a day or more. */
export const hoursMeanSomething = ({ returns }: Pick<Analysis, 'returns'>) => returns.hour.length > 0

export const returnRows = (analysis: Analysis, by: ReturnGrouping) =>
  analysis.returns[by].map((season: Season) => ({ ...season, name: groupName(by, season.key) }))

export const tradeRows = (analysis: Analysis, by: TradeGrouping) =>
  analysis.trades[by].map((group: TradeGroup) => ({ ...group, name: groupName(by, group.key) }))
