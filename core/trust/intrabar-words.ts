import type { RunRecord } from '../contract/backtest.ts'
import type { IntrabarRange } from '../contract/intrabar.ts'

const percent = (value: number | null) =>
  value === null ? 'none' : `${value < 0 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(2)}%`

const count = (n: number, one: string) => `${n.toLocaleString('en-US')} ${n === 1 ? one : `${one}s`}`

/** What decided bars that reach two levels, for a line of facts. */
export function intrabarFact(intrabar: IntrabarRange | null): string {
  if (intrabar === null) return 'not worked out'
  const { bars, finer } = intrabar
  const by = [
    ...(finer.bars > 0 ? [`${finer.bars.toLocaleString('en-US')} by ${finer.timeframes.join(', ')} bars`] : []),
    ...(bars > 0 ? [`${bars.toLocaleString('en-US')} by the rule`] : []),
  ]
  return by.length === 0 ? 'decided on no bar' : by.join(', ')
}

/** The same in whole sentences, with what it may have cost. */
export function intrabarSentence({ intrabar, profile }: Pick<RunRecord, 'intrabar' | 'profile'>): string {
  if (intrabar === null) return 'Whether the order of high and low inside bars decided was not worked out for this run.'
  const { bars, trades, worst, best, finer } = intrabar
  const read =
    finer.bars > 0
      ? `${finer.timeframes.join(', ')} bars say which level came first on ${count(finer.bars, 'bar')}. `
      : ''
  if (bars === 0 || worst === null || best === null)
    return read === '' ? 'On no bar did the order of high and low decide.' : read.trimEnd()
  const { sameBar } = profile.fields
  return `${read}On ${count(bars, 'bar')} (${count(trades, 'trade')}) nothing says which level came first, and the profile decided (sameBar ${sameBar}): the other order would give from ${percent(worst.totalReturn)} to ${percent(best.totalReturn)}.`
}
