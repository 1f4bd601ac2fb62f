import {
  Braces,
  CircleStop,
  Keyboard,
  ListChecks,
  Moon,
  Play,
  PanelBottom,
  PanelRight,
  RotateCcw,
  Search,
  Settings,
  Sparkles,
  SquareTerminal,
  Sun,
  SunMoon,
  Upload,
  X,
} from 'lucide-react'
import { client } from '../lib/client.ts'
import { toast, toastError } from '../ui/toast.tsx'
import { openBacktest } from './backtest/backtest-state.ts'
import { areas } from './areas.ts'
import type { Command } from './commands.ts'
import { openPalette, toggleDrawer, useFrame } from './frame.ts'
import { cancelJob, runningJob } from './jobs.ts'
import { closeTab, goTo, nextTab, open, reopenTab, useTabs } from './navigation.ts'
import { setSetting } from './settings.ts'
import { openSql } from './sql/sql-state.ts'

/** What can be done from anywhere. */
export const globalCommands: readonly Command[] = [
  {
    id: 'palette',
    title: 'Search or run a command',
    icon: Search,
    keys: 'Mod+K',
    group: 'Window',
    run: () => openPalette(),
  },
  {
    id: 'quick-open',
    title: 'Open a data set, run or strategy',
    icon: Search,
    keys: 'Mod+P',
    group: 'Window',
    run: () => openPalette(),
  },
  {
    id: 'commands',
    title: 'Only commands',
    icon: Search,
    keys: 'Mod+Shift+P',
    group: 'Window',
    run: () => openPalette('>'),
  },
  ...areas.map((area): Command => ({
    id: `go-${area.id}`,
    title: `Go to ${area.title}`,
    icon: area.icon,
    keys: `Mod+${area.key}`,
    group: 'Areas',
    run: () => goTo(area.id),
  })),
  {
    id: 'import',
    title: 'Import data',
    detail: 'CSV, Parquet, Arrow, zipped or not',
    icon: Upload,
    group: 'Data',
    run: () => open('data', { view: 'import' }, 'Import'),
  },
  { id: 'sql', title: 'Query with SQL', icon: SquareTerminal, keys: 'Mod+J', group: 'Data', run: toggleSql },
  {
    id: 'new-strategy',
    title: 'New strategy',
    icon: Braces,
    group: 'Strategies',
    run: () => open('strategies', { view: 'gallery' }, 'New strategy'),
  },
  {
    id: 'backtest',
    title: 'Backtest',
    detail: 'a strategy or template on a data set',
    icon: Play,
    group: 'Strategies',
    run: openActiveBacktest,
  },
  { id: 'stop', title: 'Stop the running job', icon: CircleStop, keys: 'Mod+.', group: 'Jobs', run: stopJob },
  { id: 'jobs', title: 'Jobs', icon: ListChecks, group: 'Jobs', run: () => toggleDrawer('jobs') },
  {
    id: 'close-tab',
    title: 'Close tab',
    icon: X,
    keys: 'Mod+W',
    group: 'Tabs',
    run: () => closeTab(useTabs.getState().active),
  },
  { id: 'reopen-tab', title: 'Reopen closed tab', icon: RotateCcw, keys: 'Mod+Shift+T', group: 'Tabs', run: reopenTab },
  { id: 'next-tab', title: 'Next tab', icon: X, keys: 'Ctrl+Tab', group: 'Tabs', run: () => nextTab(1) },
  { id: 'drawer', title: 'Show or hide the drawer', icon: PanelBottom, group: 'Window', run: () => toggleDrawer() },
  {
    id: 'inspector',
    title: 'Show or hide the inspector',
    icon: PanelRight,
    group: 'Window',
    run: () => useFrame.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
  { id: 'theme-dark', title: 'Dark theme', icon: Moon, group: 'Window', run: () => void setSetting('theme', 'dark') },
  { id: 'theme-light', title: 'Light theme', icon: Sun, group: 'Window', run: () => void setSetting('theme', 'light') },
  {
    id: 'theme-system',
    title: 'Theme of the system',
    icon: SunMoon,
    group: 'Window',
    run: () => void setSetting('theme', 'system'),
  },
  {
    id: 'settings',
    title: 'Settings',
    icon: Settings,
    keys: 'Mod+,',
    group: 'Window',
    run: () => useFrame.setState({ settingsOpen: true }),
  },
  {
    id: 'keys',
    title: 'Keys',
    icon: Keyboard,
    keys: '?',
    group: 'Window',
    run: () => useFrame.setState({ cheatSheetOpen: true }),
  },
  {
    id: 'keys-mod',
    title: 'Keys',
    icon: Keyboard,
    keys: 'Mod+/',
    group: 'Window',
    run: () => useFrame.setState({ cheatSheetOpen: true }),
  },
  {
    id: 'sample',
    title: 'Add the sample data, strategies, run and report',
    icon: Sparkles,
    group: 'Workspace',
    run: addSample,
  },
]

function toggleSql(): void {
  const { drawerOpen, drawerTab } = useFrame.getState()
  if (drawerOpen && drawerTab === 'sql') useFrame.setState({ drawerOpen: false })
  else openSql()
}

/** On the data set of the tab in front, where it shows one. */
function openActiveBacktest(): void {
  const { tabs, active } = useTabs.getState()
  const { symbol, timeframe } = tabs.find(({ id }) => id === active)?.params ?? {}
  openBacktest(symbol === undefined ? {} : timeframe === undefined ? { symbol } : { symbol, timeframe })
}

function stopJob(): void {
  const job = runningJob()
  if (job === undefined) toast('No job is running', { tone: 'info' })
  else cancelJob(job.id).then(() => toast(`Stopping ${job.title}`, { tone: 'info' }), toastError)
}

/** Adds the bundled sample and opens its finished run. */
export function addSample(): void {
  client.workspace.addSample().then(({ runId }) => {
    toast('The sample is in the workspace')
    open('runs', { run: runId }, 'Sample run')
  }, toastError)
}
