type Cell = string | number | boolean | null

/** Hands a file to the browser's or the window's save dialog. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Rows as CSV, RFC 4180; a missing value is an empty cell. */
export function csvOf(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

export function saveCsv(name: string, header: readonly string[], rows: readonly (readonly Cell[])[]): void {
  saveFile(name, new Blob([csvOf(header, rows)], { type: 'text/csv' }))
}

function cell(value: Cell): string {
  if (value === null) return ''
  const text = String(value)
  // Text that a spreadsheet would take for a formula is kept from running.
  const safe =
    typeof value === 'string' && /^[=+@\t\r-]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
