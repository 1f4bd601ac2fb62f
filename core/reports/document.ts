import { reportSections } from '../contract/report.ts'
import type { ReportSection } from '../contract/report.ts'
import type { Block, Section } from './blocks.ts'
import type { ReportInput } from './input.ts'
import { assumptions, data, reproduce, strategy } from './sections/evidence.ts'
import { calendar, drawdowns, equity } from './sections/performance.ts'
import { cover, summary } from './sections/summary.ts'
import { excursions, trades } from './sections/trades.ts'

const writers: Readonly<
  Record<ReportSection, { readonly title: string; readonly write: (input: ReportInput) => Block[] }>
> = {
  cover: { title: '', write: cover },
  summary: { title: 'Key figures', write: summary },
  equity: { title: 'Equity and drawdown', write: equity },
  calendar: { title: 'Monthly returns', write: calendar },
  drawdowns: { title: 'Worst drawdowns', write: drawdowns },
  trades: { title: 'Trades', write: trades },
  excursions: { title: 'Excursions', write: excursions },
  assumptions: { title: 'Assumptions', write: assumptions },
  data: { title: 'Data', write: data },
  strategy: { title: 'Strategy', write: strategy },
  reproduce: { title: 'Reproduce', write: reproduce },
}

/** The asked sections in the order of `reportSections`. */
export function sectionsOf(input: ReportInput): Section[] {
  const asked = new Set(input.sections)
  return reportSections
    .filter((id) => asked.has(id))
    .map((id) => ({ id, title: writers[id].title, blocks: writers[id].write(input) }))
}

/** One line that says which run a sheet of paper belongs to. */
export function identity({ run, generatedBy }: ReportInput): string {
  const short = (hash: string) => hash.replace(/^sha256[:-]/, '').slice(0, 12)
  return `${generatedBy} \u00B7 run ${run.id} \u00B7 result ${short(run.resultHash)} \u00B7 profile ${run.profile.name} ${short(run.profile.hash).slice(0, 6)}`
}
