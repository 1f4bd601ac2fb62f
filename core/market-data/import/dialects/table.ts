import { alpaca } from './alpaca.ts'
import { binance } from './binance.ts'
import { brackets, stooq } from './brackets.ts'
import { ccxt, freqtrade } from './ccxt.ts'
import { arrow, parquet } from './columnar.ts'
import { csv } from './csv.ts'
import { csvdir } from './csvdir.ts'
import type { Dialect } from './dialect.ts'
import { histdata } from './histdata.ts'
import { kraken } from './kraken.ts'
import { lean } from './lean.ts'
import { metatrader } from './metatrader.ts'
import { ticks } from './ticks.ts'
import { yahoo } from './yahoo.ts'
import { yfinance } from './yfinance.ts'

/** The first that recognises a file reads it, so narrow shapes stand before wide ones. */
export const dialects: readonly Dialect[] = [
  parquet,
  arrow,
  alpaca,
  freqtrade,
  ccxt,
  yfinance,
  yahoo,
  csvdir,
  stooq,
  brackets,
  metatrader,
  binance,
  ticks,
  lean,
  histdata,
  kraken,
  csv,
]
