import type { Guess, ImportOptions } from '../../contract/data.ts'
import { guess } from './guess.ts'
import { severalSymbols } from './several-symbols.ts'
import type { Recognised } from './recognise.ts'
import type { Hint, Question, Row } from './shape.ts'

/** The symbol, and the value of the ticker column whose rows are meant where there are several. */
export function guessSymbol(
  found: Recognised,
  rows: readonly Row[],
  tail: readonly Row[],
  places: ReadonlyMap<string, number>,
  options: ImportOptions,
  named: Hint | null,
): { guess: Guess; pick: string | null } | Question {
  const at = places.get('symbol')
  const tickers =
    at === undefined
      ? []
      : [...new Set([...rows, ...tail].map((row) => (row.cells[at] ?? '').trim()).filter((name) => name !== ''))]
  const pick = pickTicker(tickers, options.symbol)
  if (options.symbol !== undefined) return { guess: guess('symbol', options.symbol, 'given', 'given'), pick }
  const stated = found.head.sample.stated?.symbol
  if (tickers.length === 1)
    return {
      guess: guess('symbol', tickers[0]!, 'sure', `the column ${found.shape.columns[at!]!.name} says so`),
      pick: null,
    }
  if (found.shape.symbol !== undefined) return { guess: { field: 'symbol', ...plain(found.shape.symbol) }, pick: null }
  if (stated !== undefined) return { guess: guess('symbol', stated, 'sure', 'stated in the file'), pick: null }
  if (named !== null) return { guess: { field: 'symbol', ...plain(named) }, pick: null }
  return { field: 'symbol', question: 'Which instrument is this? Neither the file nor its name says.', choices: [] }
}

function plain({ value, confidence, reason }: Hint): { value: string; confidence: Hint['confidence']; reason: string } {
  return { value, confidence, reason }
}

function pickTicker(tickers: readonly string[], asked: string | undefined): string | null {
  if (tickers.length < 2) return null
  const match = asked === undefined ? undefined : tickers.find((name) => name.toLowerCase() === asked.toLowerCase())
  if (match === undefined) throw severalSymbols(tickers)
  return match
}
