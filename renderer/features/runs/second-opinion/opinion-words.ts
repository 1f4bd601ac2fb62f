import type { CrossCheckResult, PeerName } from '../../../../core/contract/cross-check.ts'
import { count, integer, number, percent, signed } from '../../../lib/format.ts'
import { fieldWords } from '../convention-words.ts'

export const toolNames: Record<PeerName, string> = {
  vectorbt: 'vectorbt',
  backtrader: 'backtrader',
  nautilus: 'NautilusTrader',
}
/** Every key is a tool: the type of `toolNames` says so. */
export const tools = Object.keys(toolNames) as PeerName[]

type Trades = Pick<CrossCheckResult, 'trades'>['trades']

/** `29 of 33 trades differ.` */
export function verdictOf({ same, differing }: Trades): string {
  const all = same + differing
  if (all === 0) return 'Neither side made a trade.'
  if (differing === 0) return all === 1 ? 'The one trade agrees.' : `All ${integer(all)} trades agree.`
  return `${integer(differing)} of ${count(all, 'trade')} ${differing === 1 ? 'differs' : 'differ'}.`
}

/** How much of the difference the conventions explain, in one sentence; empty where nothing differs. */
export function explanationOf({ trades, fields }: Pick<CrossCheckResult, 'trades' | 'fields'>, tool: string): string {
  if (trades.differing === 0) return ''
  const last = fields.at(-1)
  if (last === undefined) return `No single convention of ${tool} explains them.`
  const names = fields.map(({ field }) => fieldWords(field))
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  const set = `With ${listed} as in ${tool}`
  return last.left === 0
    ? `${set}, none of them differs.`
    : `${set}, ${count(last.left, 'trade')} still ${last.left === 1 ? 'differs' : 'differ'}.`
}

type FigureName = CrossCheckResult['figures'][number]['name']
const share = {
  text: (value: number | null) => percent(value),
  change: (value: number) => `${signed(value * 100)} points`,
}
const money = { text: (value: number | null) => number(value), change: (value: number) => signed(value) }

export const figureRows: Record<
  FigureName,
  {
    readonly label: string
    readonly text: (value: number | null) => string
    readonly change: (value: number) => string
  }
> = {
  finalEquity: { label: 'Final equity', ...money },
  totalReturn: { label: 'Total return', ...share },
  sharpe: { label: 'Sharpe', text: (value) => number(value, 3), change: (value) => signed(value, 3) },
  maxDrawdown: { label: 'Max drawdown', ...share },
  totalFees: { label: 'Fees paid', ...money },
}
