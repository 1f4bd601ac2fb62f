import { client } from '../../../lib/client.ts'
import { useQuery } from '../../../lib/query.ts'

/** Returns in a rolling window: a month, a quarter, half a year and a year of daily bars. */
export const windows = ['21', '63', '126', '252'] as const
export type Window = (typeof windows)[number]
export const usualWindow: Window = '63'

export const useAnalysis = (run: string, window: Window = usualWindow) =>
  useQuery(`runs/analysis/${run}/${window}`, () => client.backtest.analysis({ run, window: Number(window) }))
