import type { RunRecord } from '../../contract/backtest.ts'
import type { IntrabarFigures } from '../../contract/intrabar.ts'
import { intrabarSentence } from '../../trust/intrabar-words.ts'
import { left, right } from '../blocks.ts'
import type { Block } from '../blocks.ts'
import { formatCount, formatNumber, formatReturn } from '../format.ts'

/** What hangs on the order of high and low inside bars: a sentence, and the run with either order where it matters. */
export function insideTheBar(run: Pick<RunRecord, 'intrabar' | 'profile'>): Block[] {
  const { intrabar } = run
  const note = intrabarSentence(run)
  if (intrabar === null || intrabar.worst === null || intrabar.chosen === null || intrabar.best === null)
    return [{ kind: 'text', muted: true, text: `Inside the bar: ${note}` }]
  const row = (label: string, figures: IntrabarFigures) => [
    label,
    formatNumber(figures.finalEquity),
    formatReturn(figures.totalReturn),
    formatNumber(figures.sharpe),
    formatReturn(figures.maxDrawdown),
    formatCount(figures.trades),
  ]
  return [
    {
      kind: 'table',
      title: 'Inside the bar',
      columns: [
        left('Order of high and low'),
        right('Final equity'),
        right('Total return'),
        right('Sharpe'),
        right('Max drawdown'),
        right('Trades'),
      ],
      rows: [
        row('Worst', intrabar.worst),
        row(`Chosen by ${run.profile.name}`, intrabar.chosen),
        row('Best', intrabar.best),
      ],
      note,
    },
  ]
}
