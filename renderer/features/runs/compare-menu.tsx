import { shortList } from '../../lib/short-list.ts'
import type { ReactElement } from 'react'
import { open } from '../../shell/navigation.ts'
import { useRuns } from '../../shell/workspace.ts'
import { Menu } from '../../ui/menu.tsx'
import { paramsText } from './runs-list.tsx'

/** The latest other runs, to set beside this one. */
export function CompareMenu({ run, trigger }: { readonly run: string; readonly trigger: ReactElement }) {
  const { data: runs } = useRuns()
  const others = (runs ?? []).filter(({ id }) => id !== run).slice(0, 10)
  const entries =
    others.length === 0
      ? [{ label: 'There is no other run yet', disabled: true, onSelect: () => undefined }]
      : others.map((one) => ({
          label: [one.strategy, paramsText(one), shortList(one.symbols), one.id.slice(-4)].filter(Boolean).join(' · '),
          onSelect: () => open('runs', { compare: `${run},${one.id}` }, 'Compare 2 runs'),
        }))
  return <Menu trigger={trigger} entries={entries} align="end" />
}
