import type { ImportOptions } from '../../contract/data.ts'

/** Quotes a word for a POSIX shell where it needs it. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** The command that imports a file with these options. */
export function importCommand(path: string, options: ImportOptions): string {
  const flags: [string, string | number | undefined][] = [
    ['--symbol', options.symbol],
    ['--timeframe', options.timeframe],
    ['--timezone', options.timezone],
    ['--stamp', options.stamp],
    ['--format', options.format],
    ['--price-scale', options.priceScale],
    ['--date-order', options.dateOrder],
    ['--decimal', options.decimal],
    ['--delimiter', options.delimiter],
    ['--max-quarantine', options.maxQuarantine],
    ...Object.entries(options.map ?? {}).map(([field, column]): [string, string] => ['--map', `${field}=${column}`]),
  ]
  const given = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, shellWord(String(value))]))
  return [
    'sextant data import',
    shellWord(path),
    ...given,
    ...(options.allowNegative === true ? ['--allow-negative'] : []),
  ].join(' ')
}
