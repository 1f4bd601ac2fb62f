import type { Manifest } from '../catalog/manifest.ts'
import { AppError } from '../contract/errors.ts'
import type { Account } from '../contract/profile.ts'
import type { SeriesRef } from '../market-data/port.ts'

/** The stored pair that turns a series' currency into the account's; `inverse` where it quotes the other way round. */
export interface ExchangeRef {
  readonly currency: string
  readonly pair: SeriesRef
  readonly inverse: boolean
}

/** Letters of a pair's name: EUR/USD, EURUSD=X and eur-usd are all EURUSD. */
const lettersOf = (symbol: string) =>
  symbol
    .toUpperCase()
    .replace(/=X$/, '')
    .replace(/[^A-Z]/g, '')

/**
 * For each series the pair of its currency, null where it is in the account's. A pair of the same timeframe is preferred, and
 * one that need not be inverted. Throws `not-found` where none is stored, `invalid-input` for a symbol that is not in the run.
 */
export function findExchanges(
  { currency, currencies = {} }: Account,
  series: readonly SeriesRef[],
  manifest: Manifest,
): (ExchangeRef | null)[] {
  const symbols = series.map(({ symbol }) => symbol)
  const stray = Object.keys(currencies).find((symbol) => !symbols.includes(symbol))
  if (stray !== undefined)
    throw new AppError('invalid-input', `The currency of ${stray} is given, and the run has no such symbol`, {
      hint: `Its symbols: ${symbols.join(', ')}.`,
    })
  return series.map(({ symbol, timeframe }) => {
    const own = currencies[symbol]
    if (own === undefined || currency === undefined || own === currency) return null
    const stored = manifest
      .list()
      .toSorted((a, b) => Number(b.timeframe === timeframe) - Number(a.timeframe === timeframe))
    for (const inverse of [false, true]) {
      const name = inverse ? currency + own : own + currency
      const found = stored.find((one) => lettersOf(one.symbol) === name)
      if (found !== undefined) return { currency: own, pair: manifest.find(found.symbol, found.timeframe), inverse }
    }
    throw new AppError(
      'not-found',
      `${symbol} is in ${own} and the account in ${currency}, and no such pair is stored`,
      {
        hint: `Import bars of ${own}${currency} or ${currency}${own} first.`,
      },
    )
  })
}
