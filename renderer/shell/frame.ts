import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type DrawerTab = 'sql' | 'jobs' | 'problems'

interface Frame {
  drawerOpen: boolean
  drawerTab: DrawerTab
  inspectorOpen: boolean
  paletteOpen: boolean
  /** What the palette's field starts with. */
  paletteText: string
  cheatSheetOpen: boolean
  settingsOpen: boolean
}

/** What of the window's frame is open. */
export const useFrame = create<Frame>()(
  persist(
    (): Frame => ({
      drawerOpen: false,
      drawerTab: 'sql',
      inspectorOpen: true,
      paletteOpen: false,
      paletteText: '',
      cheatSheetOpen: false,
      settingsOpen: false,
    }),
    {
      name: 'sextant.frame',
      version: 1,
      partialize: ({ drawerOpen, drawerTab, inspectorOpen }) => ({ drawerOpen, drawerTab, inspectorOpen }),
    },
  ),
)

/** Opens the drawer on a tab, or closes it where that tab is already in front. */
export function toggleDrawer(tab?: DrawerTab): void {
  const { drawerOpen, drawerTab } = useFrame.getState()
  if (drawerOpen && (tab === undefined || tab === drawerTab)) useFrame.setState({ drawerOpen: false })
  else useFrame.setState({ drawerOpen: true, ...(tab === undefined ? {} : { drawerTab: tab }) })
}

export function openDrawer(tab: DrawerTab): void {
  useFrame.setState({ drawerOpen: true, drawerTab: tab })
}

export function openPalette(text = ''): void {
  useFrame.setState({ paletteOpen: true, paletteText: text })
}
