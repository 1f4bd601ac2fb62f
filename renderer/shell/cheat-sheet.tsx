import { Dialog } from '../ui/dialog.tsx'
import { KeyCaps } from '../ui/key-caps.tsx'
import type { Command } from './commands.ts'
import { screenCommands } from './commands.ts'
import { useFrame } from './frame.ts'
import { globalCommands } from './global-commands.ts'

const inLists: readonly { title: string; keys: string }[] = [
  { title: 'Move in a table', keys: 'Up+Down' },
  { title: 'Open the row', keys: 'Enter' },
  { title: 'First and last row', keys: 'Home+End' },
  { title: 'Run the statement or strategy', keys: 'Mod+Enter' },
  { title: 'Close what is open', keys: 'Escape' },
]

export function CheatSheet() {
  const open = useFrame((state) => state.cheatSheetOpen)
  const groups = new Map<string, { title: string; keys: string }[]>([['Lists and editors', [...inLists]]])
  for (const command of open ? [...screenCommands(), ...globalCommands] : []) {
    if (command.keys === undefined || command.id === 'keys-mod') continue
    const group = groupOf(command)
    groups.set(group, [...(groups.get(group) ?? []), { title: command.title, keys: command.keys }])
  }
  return (
    <Dialog open={open} onClose={() => useFrame.setState({ cheatSheetOpen: false })} title="Keys" width={720}>
      <div className="cheat-sheet">
        {[...groups].map(([group, entries]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {entries.map(({ title, keys }) => (
                <li key={title}>
                  <span>{title}</span>
                  <KeyCaps keys={keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function groupOf(command: Command): string {
  return command.group ?? 'This screen'
}
