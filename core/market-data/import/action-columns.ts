import type { DatedAction } from '../../contract/actions.ts'
import type { Format } from '../../contract/data.ts'
import type { StagedRows } from '../port.ts'

export interface FoundActions {
  readonly actions: readonly DatedAction[]
  readonly notes: readonly string[]
}

/**
 * Splits and dividends in the columns of those names; no split is an empty cell, 0 or 1. `names` are the columns of the
 * file.
 */
export async function actionsIn(staged: StagedRows, format: Format, names: readonly string[]): Promise<FoundActions> {
  const { connection, table, extra } = staged
  const columns = (['dividend', 'split'] as const).filter((name) => extra.includes(name))
  if (columns.length === 0) return { actions: [], notes: [] }
  const cell = (name: 'dividend' | 'split') => (columns.includes(name) ? `"${name}"` : 'null')
  const reader = await connection.runAndReadAll(
    `select epoch_ms(ts)::double as ts, split, dividend from (select ts, ${cell('split')}::double as split, ${cell('dividend')}::double as dividend from ${table})
     where coalesce(split, 1) not in (0, 1) or coalesce(dividend, 0) <> 0 order by ts`,
  )
  const actions: DatedAction[] = []
  let odd = 0
  for (const [ts, split, dividend] of reader.getRowsJS() as [number, number | null, number | null][]) {
    const add = (kind: DatedAction['kind'], value: number | null, none: readonly number[]) => {
      if (value === null || none.includes(value)) return
      if (value > 0 && Number.isFinite(value)) actions.push({ ts, kind, value })
      else odd += 1
    }
    add('split', split, [0, 1])
    add('dividend', dividend, [0])
  }
  const notes = odd === 0 ? [] : [`${odd} split or dividend cells are not above 0 and were left out.`]
  if (actions.length === 0) return { actions, notes }
  // Its prices are adjusted for both unless it was told otherwise, and then downloads have Adj Close beside them.
  const history = names.includes('Dividends') && names.includes('Stock Splits')
  if ((format === 'yfinance' || history) && !extra.includes('adj_close'))
    return {
      actions: [],
      notes: [
        ...notes,
        'Prices from yfinance are adjusted for splits and dividends unless asked otherwise, so those in the file were not taken. If these are not (auto_adjust=False): sextant data actions import the same file.',
      ],
    }
  const count = (kind: DatedAction['kind']) => actions.filter((one) => one.kind === kind).length
  const counted = [
    [count('split'), 'splits'],
    [count('dividend'), 'dividends'],
  ].flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${n === 1 ? String(word).slice(0, -1) : word}`]))
  return {
    actions,
    notes: [...notes, `${counted.join(' and ')} taken from the file; backtests apply them on their day.`],
  }
}
