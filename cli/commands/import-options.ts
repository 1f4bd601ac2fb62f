import { InvalidArgumentError, type Command } from 'commander'
import { formats, type ImportOptions } from '../../core/contract/data.ts'
import { AppError } from '../../core/contract/errors.ts'
import { collect, parsePairs } from '../output.ts'

export interface ImportFlags {
  symbol?: string
  timeframe?: string
  timezone?: string
  stamp?: string
  format?: string
  priceScale?: number
  map?: string[]
  dateOrder?: string
  decimal?: string
  delimiter?: string
  allowNegative?: boolean
  maxQuarantine?: number
}

export function addImportOptions(command: Command): Command {
  return command
    .option('--symbol <symbol>', 'instrument (default: from the file)')
    .option('--timeframe <timeframe>', '1m, 15m, 1h, 1d, … (default: from the stamps)')
    .option('--timezone <zone>', 'IANA zone of the stamps, e.g. America/New_York')
    .option('--stamp <side>', 'whether a stamp marks the bar’s open or close', oneOf('open', 'close'))
    .option('--format <name>', 'dialect (default: auto)', oneOf(...formats))
    .option('--price-scale <n>', 'prices are divided by this', positive)
    .option('--map <field=column>', 'which column feeds a field; repeatable', collect)
    .option('--date-order <order>', 'ymd, dmy or mdy', oneOf('ymd', 'dmy', 'mdy'))
    .option('--decimal <mark>', 'decimal mark', oneOf('.', ','))
    .option('--delimiter <character>', 'between cells')
    .option('--allow-negative', 'zero and negative prices are legal here')
    .option('--max-quarantine <fraction>', 'share of rows that may be refused before the whole file is', positive)
}

export function importOptions({ map, ...flags }: ImportFlags): ImportOptions {
  const options = { ...flags, ...(map === undefined ? {} : { map: parsePairs(map, '--map') }) }
  if (options.delimiter === String.raw`\t`) options.delimiter = '\t'
  if (options.delimiter !== undefined && options.delimiter.length !== 1)
    throw new AppError('invalid-input', '--delimiter takes one character', { hint: String.raw`Write a tab as '\t'.` })
  return options as ImportOptions
}

function oneOf(...allowed: readonly string[]): (text: string) => string {
  return (text) => {
    if (!allowed.includes(text)) throw new InvalidArgumentError(`Use one of: ${allowed.join(', ')}.`)
    return text
  }
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('Use a number above 0.')
  return value
}
