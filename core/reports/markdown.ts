import type { Block, Cell, Column, Section } from './blocks.ts'
import { identity, sectionsOf } from './document.ts'
import { escapeMarkdown, fenced } from './escape.ts'
import type { ReportInput } from './input.ts'

/** The same report as GitHub Markdown; every drawing is replaced by a table of what it shows. */
export function renderMarkdown(input: ReportInput): string {
  const sections = sectionsOf(input).map(renderSection)
  return `${[...sections, `---\n\n${escapeMarkdown(identity(input))}`].join('\n\n')}\n`
}

function renderSection({ title, blocks }: Section): string {
  const heading = title === '' ? [] : [`## ${escapeMarkdown(title)}`]
  return [...heading, ...blocks.map(renderBlock)].join('\n\n')
}

export function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'title':
      return [
        `# ${escapeMarkdown(block.title)}`,
        escapeMarkdown(block.subtitle),
        ...block.aside.map(escapeMarkdown),
      ].join('\n\n')
    case 'warnings':
      return block.items.length === 0
        ? '> No check found a reason to distrust this run. That is not proof that it will repeat.'
        : [
            '> [!WARNING]',
            '> **Read before you trust this run.**',
            ...block.items.map(
              ({ title, detail }) =>
                `> - ${title === '' ? '' : `**${escapeMarkdown(title)}** `}${escapeMarkdown(detail)}`,
            ),
          ].join('\n')
    case 'tiles':
      return table(
        [
          { label: 'Figure', align: 'left' },
          { label: 'Value', align: 'right' },
          { label: 'Beside it', align: 'left' },
        ],
        block.tiles.map(({ label, value, context }) => [label, value, context]),
      )
    case 'table':
      return [
        ...subheading(block.title),
        table(block.columns, block.rows),
        ...(block.note === undefined ? [] : [escapeMarkdown(block.note)]),
      ].join('\n\n')
    case 'facts':
      return [
        ...subheading(block.title),
        table(
          [
            { label: 'Name', align: 'left' },
            { label: 'Value', align: 'left' },
          ],
          block.facts.map(({ label, value, code }) => [label, code ? { text: value, code } : value]),
        ),
      ].join('\n\n')
    case 'chart':
      return [
        ...subheading(block.title),
        escapeMarkdown(block.description),
        table(block.table.columns, block.table.rows),
      ].join('\n\n')
    case 'code':
      return [...subheading(block.title), fenced(block.language, block.text)].join('\n\n')
    case 'text':
      return escapeMarkdown(block.text)
  }
}

function subheading(title: string | undefined): string[] {
  return title === undefined ? [] : [`### ${escapeMarkdown(title)}`]
}

function table(columns: readonly Column[], rows: readonly (readonly (string | Cell)[])[]): string {
  if (rows.length === 0) return '_None._'
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map(({ label }) => escapeMarkdown(label))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell) => escapeMarkdown(typeof cell === 'string' ? cell : cell.text)))),
  ].join('\n')
}
