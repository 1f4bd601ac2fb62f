import type { RunRecord } from '../contract/backtest.ts'

/** The fields in which runs differ, those that make figures incomparable first. */
export function compareRecords(records: readonly RunRecord[]): { field: string; values: string[] }[] {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  const fields: [string, (record: RunRecord) => string][] = [
    [
      'data',
      ({ data }) => data.map((series) => `${series.symbol} ${series.timeframe} ${series.hash.slice(0, 8)}`).join(', '),
    ],
    ['period', ({ data }) => data.map((series) => `${day(series.from)} to ${day(series.to)}`).join(', ')],
    ['profile', ({ profile }) => `${profile.name} ${profile.hash.slice(0, 8)}`],
    [
      'account',
      ({ account }) =>
        Object.entries(account)
          .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
          .join(', '),
    ],
    ['strategy', ({ strategy }) => `${strategy.name} ${strategy.hash.slice(0, 8)}`],
    [
      'params',
      ({ params }) =>
        Object.entries(params)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
    ],
    ['engine', ({ engine }) => engine],
  ]
  return fields
    .map(([field, pick]) => ({ field, values: records.map(pick) }))
    .filter(({ values }) => new Set(values).size > 1)
}
