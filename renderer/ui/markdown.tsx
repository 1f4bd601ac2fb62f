import type { ReactNode } from 'react'
import './markdown.css'

/**
 * The Markdown that this program writes itself: headings, lists, tables, fenced code, bold and inline code. Everything
 * else is shown as the text it is; nothing is ever taken for HTML, and links are not followed.
 */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className="markdown selectable">
      {blocks(text).map((block, at) => (
        <Block key={at} block={block} />
      ))}
    </div>
  )
}

type Part =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'code' | 'paragraph'; readonly text: string }

/** Line by line: a block ends where a line no longer fits it. */
export function blocks(text: string): Part[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const parts: Part[] = []
  let at = 0
  const take = (fits: (line: string) => boolean) => {
    const from = at
    while (at < lines.length && fits(lines[at]!)) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    if (line.trim() === '') at++
    else if (line.startsWith('```')) {
      at++
      const body = take((one) => !one.startsWith('```'))
      at++
      parts.push({ kind: 'code', text: body.join('\n') })
    } else if (heading) {
      at++
      parts.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
    } else if (/^\s*\|/.test(line)) {
      const rows = take((one) => /^\s*\|/.test(one)).map(cells)
      parts.push({ kind: 'table', rows: rows.filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell))) })
    } else if (item.test(line)) {
      const ordered = /^\s*\d/.test(line)
      parts.push({ kind: 'list', ordered, items: take((one) => item.test(one)).map((one) => one.replace(item, '')) })
    } else {
      parts.push({
        kind: 'paragraph',
        text: take((one) => one.trim() !== '' && !/^(#{1,6}\s|```|\s*\|)/.test(one) && !item.test(one)).join(' '),
      })
    }
  }
  return parts
}

const item = /^\s*(?:[-*]|\d+\.)\s+/
/** An escaped bar belongs to the cell. */
const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))

function Block({ block }: { readonly block: Part }) {
  switch (block.kind) {
    case 'heading':
      return block.level <= 1 ? <h2>{inline(block.text)}</h2> : <h3>{inline(block.text)}</h3>
    case 'code':
      return <pre className="code-block">{block.text}</pre>
    case 'paragraph':
      return <p>{inline(block.text)}</p>
    case 'list': {
      const items = block.items.map((text, at) => <li key={at}>{inline(text)}</li>)
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>
    }
    case 'table': {
      const [head = [], ...rows] = block.rows
      return (
        <table>
          <thead>
            <tr>
              {head.map((cell, at) => (
                <th key={at} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, n) => (
                  <td key={n}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
    }
  }
}

function inline(text: string): ReactNode[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((piece, at) => {
    if (piece.startsWith('`') && piece.endsWith('`') && piece.length > 2)
      return <code key={at}>{piece.slice(1, -1)}</code>
    if (piece.startsWith('**') && piece.endsWith('**') && piece.length > 4)
      return <strong key={at}>{piece.slice(2, -2)}</strong>
    return piece
  })
}
