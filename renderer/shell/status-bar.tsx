import {
  Check,
  CircleDot,
  CircleX,
  ListChecks,
  MemoryStick,
  ShieldCheck,
  ShieldOff,
  TriangleAlert,
  Unplug,
} from 'lucide-react'
import { date, memory, percent } from '../lib/format.ts'
import { Meter } from '../ui/progress.tsx'
import { openDrawer } from './frame.ts'
import { isOver, jobList, useJobs } from './jobs.ts'
import { useConnection } from './live.ts'
import { useTabs } from './navigation.ts'
import { useProblems } from './problems-panel.tsx'
import { useSetting } from './settings.ts'
import { useDatasets, useHealth, useWorkspace } from './workspace.ts'

export function StatusBar() {
  return (
    <footer className="status-bar">
      <Offline />
      <ActiveData />
      <div className="grow" />
      <Connection />
      <ProblemCount />
      <Memory />
      <RunningJobs />
      <Saved />
    </footer>
  )
}

function Offline() {
  const { data: health } = useHealth()
  const offline = useSetting('offline')
  const item = health?.find(({ id }) => id === 'offline')
  if (item === undefined && offline === undefined) return null
  const locked = offline?.value === true
  const Icon = locked ? ShieldCheck : ShieldOff
  return (
    <span className="status-item" title={item?.detail}>
      <Icon size={14} className={locked ? 'status-ok' : 'status-warn'} aria-hidden />
      <span className={locked ? 'status-ok' : 'status-warn'}>{locked ? 'Offline lock on' : 'Offline lock off'}</span>
    </span>
  )
}

/** The data set of the tab in front, its version and its last bar. */
function ActiveData() {
  const params = useTabs((state) => state.tabs.find((tab) => tab.id === state.active)?.params)
  const { data: datasets } = useDatasets()
  const symbol = params?.['symbol']
  if (symbol === undefined) return null
  const found = datasets?.find(
    (dataset) =>
      dataset.symbol === symbol && (params?.['timeframe'] === undefined || dataset.timeframe === params['timeframe']),
  )
  if (found === undefined) return null
  return (
    <span className="status-item num">
      {found.symbol} {found.timeframe} · v{found.version} · to {date(found.to)}
    </span>
  )
}

function Connection() {
  const state = useConnection((connection) => connection.state)
  if (state !== 'lost') return null
  return (
    <span className="status-item status-error" role="alert">
      <Unplug size={14} aria-hidden /> Not connected, trying again
    </span>
  )
}

function ProblemCount() {
  const problems = useProblems()
  if (problems.length === 0) return null
  const worst = problems.some(({ status }) => status === 'error') ? 'error' : 'warn'
  const Icon = worst === 'error' ? CircleX : TriangleAlert
  return (
    <button type="button" className={`status-item status-${worst}`} onClick={() => openDrawer('problems')}>
      <Icon size={14} aria-hidden /> {problems.length} {problems.length === 1 ? 'problem' : 'problems'}
    </button>
  )
}

function Memory() {
  const { data: workspace } = useWorkspace()
  if (workspace === undefined) return null
  return (
    <span className="status-item num">
      <MemoryStick size={14} aria-hidden /> Engine {memory(workspace.engineMemory)} of{' '}
      {memory(workspace.engineMemoryLimit)}
      <Meter value={workspace.engineMemory} limit={workspace.engineMemoryLimit} label="Engine memory" />
    </span>
  )
}

function RunningJobs() {
  const jobs = useJobs((state) => state.jobs)
  const running = jobList(jobs).filter((job) => !isOver(job))
  const first = running[0]
  return (
    <button type="button" className="status-item num" onClick={() => openDrawer('jobs')}>
      <ListChecks size={14} aria-hidden />
      {first === undefined
        ? 'No jobs running'
        : `${first.title}${first.progress.fraction === null ? '' : ` ${percent(first.progress.fraction, 0)}`}${running.length > 1 ? ` and ${running.length - 1} more` : ''}`}
      {first !== undefined && first.progress.fraction !== null && (
        <Meter value={first.progress.fraction} limit={1} label={first.title} />
      )}
    </button>
  )
}

function Saved() {
  const unsaved = useTabs((state) => state.tabs.filter((tab) => tab.dirty).length)
  return (
    <span className="status-item num">
      {unsaved === 0 ? <Check size={14} aria-hidden /> : <CircleDot size={14} className="status-warn" aria-hidden />}
      {unsaved === 0 ? 'All saved' : `${unsaved} not saved`}
    </span>
  )
}
