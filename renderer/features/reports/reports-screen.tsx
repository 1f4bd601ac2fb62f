import type { ScreenProps } from '../../shell/areas.ts'
import { ReportEditor } from './report-editor.tsx'
import { ReportReader } from './report-reader.tsx'
import { ReportsList } from './reports-list.tsx'
import './reports.css'

/** `name`: a written report. `run`: a report of that run in the making. Neither: every report. */
export function ReportsScreen({ params, active }: ScreenProps) {
  const { run, name } = params
  if (name !== undefined) return <ReportReader key={name} name={name} run={run ?? null} />
  if (run !== undefined) return <ReportEditor key={run} run={run} active={active} />
  return <ReportsList />
}
