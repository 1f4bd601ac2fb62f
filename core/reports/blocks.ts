/** What a report consists of, apart from how it is written down: HTML and Markdown print the same blocks. */
import type { ReportSection } from '../contract/report.ts'
import type { Svg } from './charts/svg.ts'

export interface Cell {
  readonly text: string
  /** Colours the figure; the sign in the text says the same. */
  readonly sign?: -1 | 0 | 1
  /** Background of a heat map, from -1 to 1. */
  readonly heat?: number
  readonly code?: boolean
  readonly status?: 'pass' | 'warn' | 'fail' | 'skipped'
  /** Drawn before the word, so that the side can be told at a glance. */
  readonly side?: 'long' | 'short'
}

export interface Column {
  readonly label: string
  readonly align: 'left' | 'right'
  readonly code?: boolean
  /** Dates and numbers are never broken over two lines. */
  readonly whole?: boolean
}

export type Block =
  | { readonly kind: 'title'; readonly title: string; readonly subtitle: string; readonly aside: readonly string[] }
  | { readonly kind: 'warnings'; readonly items: readonly { readonly title: string; readonly detail: string }[] }
  | {
      readonly kind: 'tiles'
      readonly tiles: readonly { readonly label: string; readonly value: string; readonly context: string }[]
    }
  | {
      readonly kind: 'table'
      readonly title?: string
      readonly columns: readonly Column[]
      readonly rows: readonly (readonly (string | Cell)[])[]
      readonly note?: string
      readonly dense?: boolean
      readonly heat?: boolean
    }
  | {
      readonly kind: 'facts'
      readonly title?: string
      readonly facts: readonly { readonly label: string; readonly value: string; readonly code?: boolean }[]
      readonly columns?: 1 | 2 | 3
    }
  | {
      readonly kind: 'chart'
      readonly title?: string
      readonly views: readonly { readonly name: string; readonly svg: Svg }[]
      readonly legend: readonly { readonly label: string; readonly mark: LegendMark }[]
      readonly description: string
      readonly table: { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
    }
  | { readonly kind: 'code'; readonly title?: string; readonly language: string; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly muted?: boolean }

export type LegendMark = 'strategy' | 'held' | 'down' | 'win' | 'loss' | 'worst'

export interface Section {
  readonly id: ReportSection
  readonly title: string
  readonly blocks: readonly Block[]
}

export function left(label: string, code = false): Column {
  return { label, align: 'left', ...(code ? { code } : {}) }
}

/** A column of dates. */
export function date(label: string): Column {
  return { label, align: 'left', whole: true }
}

export function right(label: string): Column {
  return { label, align: 'right' }
}

export function signed(text: string, value: number | null): Cell {
  return { text, sign: value === null || Number.isNaN(value) ? 0 : (Math.sign(value) as -1 | 0 | 1) }
}
