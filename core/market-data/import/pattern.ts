const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const parts: Record<string, string> = {
  Y: '(?<Y>\\d{4})',
  y: '(?<y>\\d{2})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  b: '(?<b>[A-Za-z]{3})',
  H: '(?<H>\\d{1,2})',
  I: '(?<I>\\d{1,2})',
  M: '(?<M>\\d{2})',
  S: '(?<S>\\d{2})',
  f: '(?<f>\\d{1,6})',
  p: '(?<p>[AaPp][Mm])',
}
const compiled = new Map<string, RegExp>()

/** Wall-clock parts as µs since 1970 as if UTC, or null where a part is out of range. Seconds may be 60, hours 24 only with `extended`. */
export function wallClock(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  micros = 0,
  extended = false,
): number | null {
  const late = extended && hour === 24 && minute === 0 && second === 0
  if ((hour > 23 && !late) || minute > 59 || second > (extended ? 60 : 59)) return null
  const midnight = Date.UTC(year, month - 1, day)
  const back = new Date(midnight)
  if (back.getUTCFullYear() !== year || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day) return null
  return (midnight + ((hour * 60 + minute) * 60 + second) * 1000) * 1000 + micros
}

/** Reads text by a strptime format: %Y %y %m %d %b %H %I %M %S %f %p and literals. */
export function parsePattern(text: string, format: string, extended = false): number | null {
  const groups = expression(format).exec(text)?.groups
  if (groups === undefined) return null
  const year = groups['Y'] === undefined ? twoDigitYear(Number(groups['y'])) : Number(groups['Y'])
  const month = groups['b'] === undefined ? Number(groups['m']) : months.indexOf(groups['b'].toLowerCase()) + 1
  const micros = Number((groups['f'] ?? '').padEnd(6, '0'))
  const hour = groups['I'] === undefined ? Number(groups['H'] ?? 0) : clockHour(Number(groups['I']), groups['p'] ?? '')
  return wallClock(
    year,
    month,
    Number(groups['d']),
    hour,
    Number(groups['M'] ?? 0),
    Number(groups['S'] ?? 0),
    micros,
    extended,
  )
}

function expression(format: string): RegExp {
  const known = compiled.get(format)
  if (known !== undefined) return known
  const compact = /%Y%m%d/.test(format)
  const source = format.replace(/%(.)|[.*+?^${}()|[\]\\]/g, (token, part?: string) => {
    if (part === undefined) return `\\${token}`
    const piece = parts[part] ?? ''
    // Without separators every part has its full width.
    return compact && part !== 'f' ? piece.replace('\\d{1,2}', '\\d{2}') : piece
  })
  const made = new RegExp(`^${source}$`)
  compiled.set(format, made)
  return made
}

/** 69 to 99 are of the last century, as strptime has it. */
function twoDigitYear(year: number): number {
  return year < 69 ? 2000 + year : 1900 + year
}

function clockHour(hour: number, half: string): number {
  if (hour < 1 || hour > 12) return 99
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
}
