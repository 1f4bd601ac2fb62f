import type { RunRecord } from '../contract/backtest.ts'
import { shortList } from '../lib/short-list.ts'

/** What a run was over, short enough for a title: the universe, or the symbols. */
export function symbolsOf({ data, universe }: Pick<RunRecord, 'data' | 'universe'>): string {
  const symbols = shortList(data.map(({ symbol }) => symbol))
  return universe === undefined ? symbols : `${universe.name} (${data.length} symbols)`
}
