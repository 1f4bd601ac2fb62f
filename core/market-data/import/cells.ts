/** Cells of one line, or null where a quote is left open. Doubled quotes inside a quoted cell stand for one. */
export function splitCells(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter)
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (line[at] === '"') {
      let cell = ''
      let from = at + 1
      for (;;) {
        const end = line.indexOf('"', from)
        if (end < 0) return null
        cell += line.slice(from, end)
        if (line[end + 1] !== '"') {
          at = end + 1
          break
        }
        cell += '"'
        from = end + 2
      }
      if (at < line.length && line[at] !== delimiter) return null
      cells.push(cell)
    } else {
      const end = line.indexOf(delimiter, at)
      cells.push(line.slice(at, end < 0 ? line.length : end))
      at = end < 0 ? line.length : end
    }
    if (at >= line.length) return cells
    at += 1
  }
}
