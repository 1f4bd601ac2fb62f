import type { Block, Cell, Column, Section } from './blocks.ts'
import { identity, sectionsOf } from './document.ts'
import { escapeHtml } from './escape.ts'
import type { ReportFonts } from './fonts.ts'
import type { ReportInput } from './input.ts'
import { reportTitle } from './sections/summary.ts'
import { heatColour, styleSheet } from './style.ts'

/** Sections that start a sheet of their own. */
const sheetStarts: ReadonlySet<string> = new Set([
  'calendar',
  'trades',
  'excursions',
  'assumptions',
  'data',
  'strategy',
])

export interface HtmlOptions {
  /** Embedded in the page; without them the reader's own sans-serif is used. See `loadFonts`. */
  readonly fonts?: ReportFonts
}

/**
 * The report as one HTML file: styles, fonts and drawings inside it, no script, nothing fetched. Prints on A4 with the
 * run's identity in each footer. The same input gives the same bytes.
 */
export function renderHtml(input: ReportInput, { fonts }: HtmlOptions = {}): string {
  const title = escapeHtml(reportTitle(input))
  const footer = identity(input)
  const sheets: Section[][] = []
  for (const section of sectionsOf(input)) {
    const last = sheets.at(-1)
    if (last && !sheetStarts.has(section.id)) last.push(section)
    else sheets.push([section])
  }
  const body = sheets.map(
    (sections, index) => `
<article class="sheet">
${sections.map(renderSection).join('\n')}
<footer class="identity"><span>${escapeHtml(footer)}</span><span>${index + 1} / ${sheets.length}</span></footer>
</article>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<meta name="generator" content="${escapeHtml(input.generatedBy)}">
<title>${title}</title>
<style>
${styleSheet(footer, fonts)}
</style>
</head>
<body>
<main>${body.join('\n')}
</main>
</body>
</html>
`
}

function renderSection({ id, title, blocks }: Section): string {
  const heading = title === '' ? '' : `<h2>${escapeHtml(title)}</h2>\n`
  return `<section id="${id}">\n${heading}${blocks.map((block, index) => renderBlock(block, `${id}-${index}`)).join('\n')}\n</section>`
}

function renderBlock(block: Block, id: string): string {
  switch (block.kind) {
    case 'title':
      return `<header class="cover"><div><h1>${escapeHtml(block.title)}</h1><p>${escapeHtml(block.subtitle)}</p></div><div class="aside">${block.aside.map((text) => `<span>${escapeHtml(text)}</span>`).join('')}</div></header>`
    case 'warnings':
      return renderWarnings(block.items)
    case 'tiles':
      return `<dl class="tiles">${block.tiles.map((tile) => `<div><dt>${escapeHtml(tile.label)}</dt><dd>${escapeHtml(tile.value)}</dd><dd class="context">${escapeHtml(tile.context)}</dd></div>`).join('')}</dl>`
    case 'table':
      return subheading(block.title) + renderTable(block) + note(block.note)
    case 'facts':
      return `${subheading(block.title)}<dl class="facts columns-${block.columns ?? 1}">${block.facts.map(({ label, value, code }) => `<div><dt>${escapeHtml(label)}</dt><dd${code ? ' class="code"' : ''}>${escapeHtml(value)}</dd></div>`).join('')}</dl>`
    case 'chart':
      return subheading(block.title) + renderChart(block, id)
    case 'code':
      return `${subheading(block.title)}<pre><code>${escapeHtml(block.text)}</code></pre>`
    case 'text':
      return `<p${block.muted ? ' class="muted"' : ''}>${escapeHtml(block.text)}</p>`
  }
}

function subheading(title: string | undefined): string {
  return title === undefined ? '' : `<h3>${escapeHtml(title)}</h3>`
}

function note(text: string | undefined): string {
  return text === undefined ? '' : `<p class="muted">${escapeHtml(text)}</p>`
}

const warningIcon =
  '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2.2 14.4 13.4H1.6Z" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round"/><path d="M8 6.4v3.4M8 11.2v.9" stroke="currentColor" stroke-width="1.3" stroke-linecap="round"/></svg>'

function renderWarnings(items: readonly { title: string; detail: string }[]): string {
  if (items.length === 0)
    return '<aside class="banner clean">No check found a reason to distrust this run. That is not proof that it will repeat.</aside>'
  const lines = items.map(
    ({ title, detail }) => `<li>${title === '' ? '' : `<b>${escapeHtml(title)}</b> `}${escapeHtml(detail)}</li>`,
  )
  return `<aside class="banner" role="note">${warningIcon}<div><b>Read before you trust this run.</b><ul>${lines.join('')}</ul></div></aside>`
}

function renderTable({ columns, rows, dense, heat }: Extract<Block, { kind: 'table' }>): string {
  const head = columns
    .map((column) => `<th scope="col" class="${column.align}">${escapeHtml(column.label)}</th>`)
    .join('')
  const lines = rows.map((row) => `<tr>${row.map((cell, index) => renderCell(cell, columns[index]!)).join('')}</tr>`)
  return `<table class="${dense ? 'dense' : ''}${heat ? ' heat' : ''}"><thead><tr>${head}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`
}

const signs = { '-1': ' down', '0': '', '1': ' up' } as const

function renderCell(value: string | Cell, column: Column): string {
  const cell = typeof value === 'string' ? { text: value } : value
  const code = cell.code || column.code ? ' code' : ''
  const colour = cell.heat === undefined ? null : heatColour(cell.heat)
  const style = colour ? ` style="background:${colour.fill};color:${colour.ink}"` : ''
  const side = cell.side ? `<i class="side ${cell.side}"></i>` : ''
  const text = cell.status
    ? `<span class="state ${escapeHtml(cell.status)}">${escapeHtml(cell.text)}</span>`
    : side + escapeHtml(cell.text)
  return `<td class="${column.align}${code}${cell.sign === undefined ? '' : signs[`${cell.sign}`]}${column.whole ? ' whole' : ''}"${style}>${text}</td>`
}

/** Several views of one chart become a choice of radio buttons, which needs no script; on paper the first one stands. */
function renderChart(block: Extract<Block, { kind: 'chart' }>, id: string): string {
  const legend = `<figcaption>${block.legend.map(({ label, mark }) => `<span><i class="mark ${mark}"></i>${escapeHtml(label)}</span>`).join('')}</figcaption>`
  const [first, second] = block.views
  if (second && first!.name === 'Log') {
    const choice = block.views.map(
      ({ name }, index) =>
        `<input type="radio" name="${id}" id="${id}-${index}"${index === 0 ? ' checked' : ''}><label for="${id}-${index}">${escapeHtml(name)}</label>`,
    )
    return `<figure class="choice">${choice.join('')}${legend}${block.views.map(({ svg }) => `<div class="view">${svg.markup}</div>`).join('')}</figure>`
  }
  return `<figure>${legend}<div class="views">${block.views.map(({ svg }) => svg.markup).join('')}</div></figure>`
}
