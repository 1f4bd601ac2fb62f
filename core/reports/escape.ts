const htmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/** Text for an HTML or SVG text node or a quoted attribute. Control characters, which may not stand in HTML, become U+FFFD. */
export function escapeHtml(text: string): string {
  return withoutControls(text).replaceAll(/[&<>"'`]/g, (char) => htmlEntities[char]!)
}

/** Text for one cell or line of Markdown: nothing in it can end the cell, start a block, a link, an image or an HTML tag. */
export function escapeMarkdown(text: string): string {
  return withoutControls(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/[\\`*_[\]{}<>()#|!~$^&]/g, (char) =>
      char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : `\\${char}`,
    )
    .replace(/^(\s*)([-+])(?=\s|$)|^(\s*)([-=])(?=[-=\s]*$)/, '$1$3\\$2$4')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replaceAll(/\b(https?|ftp|mailto|javascript|data|vbscript):/gi, '$1&#58;')
    .replaceAll(/\bwww\./gi, (match) => `${match.slice(0, 3)}&#46;`)
}

/** A fence longer than any run of backticks inside, so the text cannot close it. */
export function fenced(language: string, text: string): string {
  const clean = withoutControls(text)
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${clean.replace(/\n$/, '')}\n${fence}`
}

/** Text as the inside of a CSS string: everything but letters, digits and spaces as a code point. */
export function escapeCssString(text: string): string {
  return withoutControls(text).replaceAll(/[^A-Za-z0-9 ]/gu, (char) => `\\${char.codePointAt(0)!.toString(16)} `)
}

/** Also without bidirectional marks, which could make a hash or a number read differently from what it is. */
function withoutControls(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|\p{Bidi_Control}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .toWellFormed()
}
