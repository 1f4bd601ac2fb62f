const htmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }

/** Text for an HTML or SVG text node or a quoted attribute. Control characters, which may not stand in HTML, become U+FFFD. */
export function escapeHtml(text: string): string {
  return withoutControls(text).replaceAll(/[&<>"'`]/g, (char) => htmlEntities[char]!)
}

/** Text for one cell or line of Markdown: nothing in it can end the cell, start a block, a link, an image or an HTML tag. */
export function escapeMarkdown(text: string): string {
  return withoutControls(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/[\\`*_[\]{}<>()#|!~$^:&]/g, (char) => (char === '<' ? '&lt;' : char === '>' ? '&gt;' : char === '&' ? '&amp;' : char === ':' ? ':' : `\\${char}`))
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
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

/** Bidirectional overrides could make a hash or a number read differently from what it is. */
function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g, '\uFFFD').replaceAll('\r\n', '\n').replaceAll('\r', '\n').toWellFormed()
}
