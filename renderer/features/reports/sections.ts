import { reportSections } from '../../../core/contract/report.ts'

export type Section = (typeof reportSections)[number]

export const sectionNames: Readonly<Record<Section, string>> = {
  cover: 'Cover and verdict',
  summary: 'Key figures',
  equity: 'Equity and drawdown',
  calendar: 'Monthly returns',
  drawdowns: 'Worst drawdowns',
  trades: 'Trades',
  excursions: 'Excursions',
  assumptions: 'Assumptions',
  data: 'Data',
  strategy: 'Strategy text',
  reproduce: 'Reproducibility',
}

/** In the order of the report, whatever order they were chosen in. */
export const inOrder = (chosen: ReadonlySet<Section>): Section[] => reportSections.filter((one) => chosen.has(one))

/** The command line that writes the same files. */
export function commandOf(run: string, formats: readonly string[], chosen: ReadonlySet<Section>): string {
  const sections = chosen.size === reportSections.length ? [] : [`--sections ${inOrder(chosen).join(',')}`]
  return [`sextant report ${run}`, `--format ${formats.join(',')}`, ...sections].join(' \\\n  ')
}
