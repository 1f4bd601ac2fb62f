const missing = new Set(['', '-', 'n/a', 'na', 'null', 'none', '#n/a', '--'])
const plain = /^[+-]?(\d+(_\d+)*\.?\d*|\.\d+)(e[+-]?\d+)?$/i

export interface NumberStyle {
  readonly decimal: '.' | ','
  readonly locale: boolean
}

/** A cell that says there is no value. A price may not be missing; NaN and infinities are no values either, but not missing ones. */
export function isMissing(cell: string): boolean {
  return missing.has(cell.trim().toLowerCase())
}

/** The number in a cell, NaN where it is none, infinite where it is beyond a double. */
export function parseNumber(cell: string, style: NumberStyle): number {
  const text = canonical(cell.trim(), style)
  return plain.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN
}

function canonical(text: string, style: NumberStyle): string {
  if (!style.locale) return style.decimal === ',' ? text.replace(',', '.') : text
  const bare = text.replace(/[$€£¥\s\u00a0\u202f']/g, '')
  return style.decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '')
}

/** The same reading in SQL: a DOUBLE, NULL where it is no number, infinite where it is beyond a double. */
export function numberSql(cell: string, style: NumberStyle): string {
  if (!style.locale) return `try_cast(${style.decimal === ',' ? `replace(${cell}, ',', '.')` : cell} as double)`
  const bare = `regexp_replace(${cell}, '[$€£¥\\s\u00a0\u202f'']', '', 'g')`
  return style.decimal === ','
    ? `try_cast(replace(replace(${bare}, '.', ''), ',', '.') as double)`
    : `try_cast(replace(${bare}, ',', '') as double)`
}

/** A volume: NULL where it is missing, NaN where the cell holds something that is no number. */
export function volumeSql(cell: string, style: NumberStyle): string {
  // A long IN list would become a join, and a join loses the order of the rows.
  const words = [...missing].map((word) => `'${word}'`).join(', ')
  return `coalesce(${numberSql(cell, style)}, case when ${cell} is null or list_contains([${words}], lower(trim(${cell}))) then null else 'nan'::double end)`
}

/** Fewest decimals that write a value exactly, ten at most. */
export function decimalsOf(value: number): number {
  let scale = 1
  for (let decimals = 0; decimals < 10; decimals++, scale *= 10) {
    if (Math.abs(value * scale - Math.round(value * scale)) <= 1e-9 + Math.abs(value) * scale * 4e-15) return decimals
  }
  return 10
}

/** True in SQL where a price needs more decimals. */
export function offGridSql(price: string, decimals: number): string {
  // floor(x + 0.5) costs three quarters of round(x) here.
  return `abs(${price} * 1e${decimals} - floor(${price} * 1e${decimals} + 0.5)) > 1e-9 + abs(${price}) * 1e${decimals} * 4e-15`
}
