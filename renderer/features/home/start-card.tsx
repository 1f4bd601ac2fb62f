import type { LucideIcon } from 'lucide-react'
import { ChartCandlestick, Command, Keyboard, Play, SquareTerminal } from 'lucide-react'
import { openBacktest } from '../../shell/backtest/backtest-state.ts'
import { openPalette, useFrame } from '../../shell/frame.ts'
import { goTo } from '../../shell/navigation.ts'
import { openSql } from '../../shell/sql/sql-state.ts'
import { Card } from '../../ui/card.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'

const starts: readonly { title: string; icon: LucideIcon; keys: string; run: () => void }[] = [
  { title: 'Open a chart', icon: ChartCandlestick, keys: 'Mod+3', run: () => goTo('chart') },
  { title: 'Backtest a template', icon: Play, keys: '', run: () => openBacktest() },
  { title: 'Query with SQL', icon: SquareTerminal, keys: 'Mod+J', run: () => openSql() },
  { title: 'Every command', icon: Command, keys: 'Mod+K', run: () => openPalette('>') },
  { title: 'Every key', icon: Keyboard, keys: 'Mod+/', run: () => useFrame.setState({ cheatSheetOpen: true }) },
]

export function StartCard() {
  return (
    <Card title="Start" flush>
      <ul className="start-list">
        {starts.map(({ title, icon: Icon, keys, run }) => (
          <li key={title}>
            <button type="button" onClick={run}>
              <Icon size={15} aria-hidden />
              <span className="grow">{title}</span>
              {keys !== '' && <KeyCaps keys={keys} />}
            </button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
