import { AppError } from '../../contract/errors.ts'

export function severalSymbols(tickers: readonly string[]): AppError {
  const shown = tickers.slice(0, 10).join(', ') + (tickers.length > 10 ? ` and ${tickers.length - 10} more` : '')
  return new AppError('rejected-file', `The file holds several instruments: ${shown}.`, {
    hint: `Import them one by one, naming one each time: --symbol ${tickers[0]}.`,
    data: { symbols: tickers.slice(0, 1000) },
  })
}
