import { distance } from 'fastest-levenshtein'
import { Activity, Braces, Database, FileText } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import { count, date, number, signClass, signedPercent, when } from '../../lib/format.ts'
import { screenCommands } from '../commands.ts'
import { globalCommands } from '../global-commands.ts'
import { open } from '../navigation.ts'
import { useDatasets, useReports, useRuns, useStrategies } from '../workspace.ts'

export interface PaletteItem {
  id: string
  title: string
  /** Beside the title, quieter; matched too. */
  detail: string
  mono?: string
  icon: LucideIcon
  keys?: string
  /** A figure on the right, with its class. */
  figures?: readonly { text: string; tone: string }[]
  run: () => void
}

export interface PaletteGroup {
  id: string
  title: string
  /** Typed first, it leaves only this group. */
  sign?: string
  items: PaletteItem[]
  total: number
}

const mostShown = 6

/** Everything that can be opened or run, in groups. */
export function usePaletteGroups(): PaletteGroup[] {
  const { data: datasets } = useDatasets()
  const { data: runs } = useRuns()
  const { data: strategies } = useStrategies()
  const { data: reports } = useReports()
  return useMemo(() => {
    const commands = [...screenCommands(), ...globalCommands]
      .filter(({ id }) => id !== 'palette' && id !== 'quick-open' && id !== 'commands' && id !== 'keys-mod')
      .map((command): PaletteItem => ({ ...command, detail: command.detail ?? '' }))
    const groups: Omit<PaletteGroup, 'total'>[] = [
      { id: 'commands', title: 'Commands', sign: '>', items: commands },
      {
        id: 'data',
        title: 'Data sets',
        sign: '@',
        items: (datasets ?? []).map(({ symbol, timeframe, rows, to }) => ({
          id: `data ${symbol} ${timeframe}`,
          title: `${symbol} ${timeframe}`,
          detail: `${count(rows, 'bar')} to ${date(to)}`,
          icon: Database,
          run: () => open('data', { symbol, timeframe }, `${symbol} ${timeframe}`),
        })),
      },
      {
        id: 'runs',
        title: 'Runs',
        sign: '#',
        items: (runs ?? []).map((run) => ({
          id: `run ${run.id}`,
          title: run.strategy,
          mono: run.id.slice(0, 10),
          detail: when(run.createdAt),
          icon: Activity,
          figures: [
            { text: `Sharpe ${number(run.sharpe)}`, tone: 'muted' },
            { text: signedPercent(run.totalReturn), tone: signClass(run.totalReturn) },
          ],
          run: () => open('runs', { run: run.id }, `${run.strategy} ${run.id.slice(-4)}`),
        })),
      },
      {
        id: 'strategies',
        title: 'Strategies',
        items: (strategies ?? []).map(({ file, name, problems }) => ({
          id: `strategy ${file}`,
          title: name,
          detail: problems === 0 ? '' : count(problems, 'problem'),
          icon: Braces,
          run: () => open('strategies', { file }, name),
        })),
      },
      {
        id: 'reports',
        title: 'Reports',
        items: (reports ?? []).map(({ name, run, createdAt }) => ({
          id: `report ${name}`,
          title: name,
          detail: when(createdAt),
          icon: FileText,
          run: () => open('reports', { run, name }, name),
        })),
      },
    ]
    return groups.map((group) => ({ ...group, total: group.items.length }))
  }, [datasets, runs, strategies, reports])
}

/** Groups narrowed to what matches. `>`, `@` and `#` leave one group only. */
export function matching(groups: readonly PaletteGroup[], text: string): PaletteGroup[] {
  const sign = groups.find((group) => group.sign !== undefined && text.startsWith(group.sign))
  const words = wordsOf(sign === undefined ? text : text.slice(1))
  const scope = sign === undefined ? groups : [sign]
  return scope
    .map((group) => ({
      ...group,
      items: group.items
        .filter((item) => words.every((word) => haystack(item).includes(word)))
        .toSorted((a, b) => rank(a, words) - rank(b, words))
        .slice(0, sign === undefined ? mostShown : 100),
    }))
    .filter((group) => group.items.length > 0)
}

/** The items whose titles are spelt most like the text, for a search that found nothing. */
export function nearest(groups: readonly PaletteGroup[], text: string): PaletteItem[] {
  const wanted = text.toLowerCase()
  const score = (item: PaletteItem): number =>
    Math.min(...wordsOf(item.title).map((word) => distance(wanted, word) / Math.max(word.length, wanted.length)))
  return groups
    .flatMap(({ items }) => items)
    .toSorted((a, b) => score(a) - score(b))
    .slice(0, 3)
}

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

function haystack(item: PaletteItem): string {
  return `${item.title} ${item.detail} ${item.mono ?? ''}`.toLowerCase()
}

/** Titles that begin with the first word come first, then titles that hold it. */
function rank(item: PaletteItem, words: readonly string[]): number {
  const at = item.title.toLowerCase().indexOf(words[0] ?? '')
  return at === 0 ? 0 : at > 0 ? 1 : 2
}
