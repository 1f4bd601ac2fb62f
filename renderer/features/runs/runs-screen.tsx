import type { ScreenProps } from '../../shell/areas.ts'
import { CompareScreen } from './compare-screen.tsx'
import { RunScreen } from './run-screen.tsx'
import { RunsList } from './runs-list.tsx'
import './runs.css'

/** `run`: one run. `compare`: ids joined by commas. Neither: every run. */
export function RunsScreen({ params }: ScreenProps) {
  const { run, compare } = params
  if (compare !== undefined) return <CompareScreen ids={compare.split(',')} />
  if (run !== undefined) return <RunScreen id={run} tab={params['tab'] ?? 'overview'} />
  return <RunsList />
}
