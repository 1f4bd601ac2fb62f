import { splitCells } from '../cells.ts'
import { mapColumns } from '../head.ts'
import { severalSymbols } from '../several-symbols.ts'
import type { Dialect } from './dialect.ts'

/** yfinance since 0.2.51: three header lines (Price, Ticker, Date) and the columns Close, High, Low, Open, Volume. */
export const yfinance: Dialect = {
  format: 'yfinance',
  title: 'yfinance with three header lines',
  recognise(head) {
    const [fields, tickers, dates] = head.sample.head
      .slice(0, 3)
      .map((line) => splitCells(line.text, ',')?.map((cell) => cell.trim()) ?? [])
    if (fields?.[0] !== 'Price' || tickers?.[0] !== 'Ticker' || !/^(Date|Datetime)$/i.test(dates?.[0] ?? ''))
      return null
    const picked = [...new Set(tickers.slice(1).filter((name) => name !== ''))]
    const wanted =
      picked.length > 1 ? picked.find((name) => name.toLowerCase() === head.options.symbol?.toLowerCase()) : picked[0]
    if (wanted === undefined && picked.length > 1) throw severalSymbols(picked)
    // Several tickers stand side by side, so a column belongs to the asked ticker or to none.
    const names = fields.map((name, index) =>
      index === 0 ? dates![0]! : tickers[index] === wanted ? name : `${name} ${tickers[index]}`,
    )
    const columns = mapColumns(names, head.options).map((column) =>
      tickers.includes(column.name.split(' ').at(-1)!) && column.name.includes(' ')
        ? { ...column, field: null }
        : column,
    )
    return {
      format: 'yfinance',
      kind: 'bars',
      delimiter: ',',
      headerLines: head.sample.head[2]!.line,
      columns,
      reason: 'three header lines Price, Ticker, Date',
      ...(wanted === undefined
        ? {}
        : { symbol: { value: wanted, confidence: 'sure' as const, reason: 'from the Ticker line' } }),
      warnings: ['yfinance adjusts open, high, low and close for splits and dividends by default.'],
    }
  },
}
