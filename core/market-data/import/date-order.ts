import { fieldPlaces, stampText } from './places.ts'
import { twoForms } from './clock-guess.ts'
import type { Recognised } from './recognise.ts'
import { textReader } from './row-source.ts'

/** Reads on until a day beyond 12 tells days from months; null where none does. Throws where both orders occur. */
export async function settleDateOrder(
  path: string,
  found: Recognised,
  terminator: 10 | 13,
  signal: AbortSignal,
): Promise<'dmy' | 'mdy' | null> {
  const places = fieldPlaces({ columns: found.shape.columns, options: found.head.options })
  let first = 0
  let second = 0
  await textReader(
    path,
    found.shape,
    terminator,
  )(
    (row) => {
      if (row.malformed !== undefined || first > 12 || second > 12) return
      const parts = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d/.exec(stampText(row.cells, places))
      if (parts === null) return
      first = Math.max(first, Number(parts[1]))
      second = Math.max(second, Number(parts[2]))
    },
    { signal, enough: () => first > 12 || second > 12 },
  )
  if (first > 12 && second > 12) throw twoForms(['day/month', 'month/day'])
  return first > 12 ? 'dmy' : second > 12 ? 'mdy' : null
}
