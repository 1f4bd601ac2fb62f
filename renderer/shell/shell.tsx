import { useEffect } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { ToastArea } from '../ui/toast.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { BacktestSheet } from './backtest/backtest-sheet.tsx'
import { CheatSheet } from './cheat-sheet.tsx'
import { screenCommands } from './commands.ts'
import { useFileDrop } from './drop-zone.tsx'
import { Drawer } from './drawer.tsx'
import { useFrame } from './frame.ts'
import { globalCommands } from './global-commands.ts'
import { listen } from './keyboard.ts'
import { Palette } from './palette/palette.tsx'
import { Rail } from './rail.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import './shell.css'
import { StatusBar } from './status-bar.tsx'
import { TabBar } from './tab-bar.tsx'
import { TabPanels } from './tab-panels.tsx'
import { TitleBar } from './title-bar.tsx'

export function Shell() {
  const drawerOpen = useFrame((state) => state.drawerOpen)
  const { over, handlers } = useFileDrop()
  useEffect(() => listen(() => [...screenCommands(), ...globalCommands]), [])
  return (
    <TooltipProvider delay={500}>
      <div className="shell" data-over={over || undefined} {...handlers}>
        <TitleBar />
        <Rail />
        <div className="centre">
          <TabBar />
          <Group orientation="vertical" className="centre-split">
            <Panel id="panels" minSize="20%">
              <TabPanels />
            </Panel>
            {drawerOpen && (
              <>
                <Separator className="separator separator-horizontal" />
                <Panel id="drawer" defaultSize="28%" minSize="120px" maxSize="80%">
                  <Drawer />
                </Panel>
              </>
            )}
          </Group>
        </div>
        <StatusBar />
      </div>
      <Palette />
      <CheatSheet />
      <SettingsDialog />
      <BacktestSheet />
      <ToastArea />
    </TooltipProvider>
  )
}
