import type { LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'
import { useTab } from './tab-context.ts'

/** Something the palette offers and a key runs. */
export interface Command {
  id: string
  title: string
  detail?: string
  icon: LucideIcon
  /** `Mod+Shift+T`; matched against the key the keyboard gives. */
  keys?: string
  /** Group on the cheat-sheet; the default is the screen's own. */
  group?: string
  run: () => void
}

const useScreenCommands = create<{ bySource: Record<string, readonly Command[]> }>()(() => ({ bySource: {} }))

/** Offers commands while the screen's tab is in front. `commands` must be stable (useMemo). */
export function useCommands(commands: readonly Command[]): void {
  const { id, active } = useTab()
  useEffect(() => {
    if (!active) return undefined
    useScreenCommands.setState(({ bySource }) => ({ bySource: { ...bySource, [id]: commands } }))
    return () => {
      useScreenCommands.setState(({ bySource }) => {
        const { [id]: gone, ...rest } = bySource
        return gone === commands ? { bySource: rest } : { bySource }
      })
    }
  }, [id, active, commands])
}

export function screenCommands(): readonly Command[] {
  return Object.values(useScreenCommands.getState().bySource).flat()
}
