import { Search } from 'lucide-react'
import { Command } from 'cmdk'
import type { IndicatorInfo } from '../../../core/contract/indicator.ts'
import { Dialog } from '../../ui/dialog.tsx'

/** Every indicator of the registry, found by name, title or group; Enter adds it. */
export function IndicatorPicker({
  open,
  onClose,
  infos,
  onPick,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly infos: readonly IndicatorInfo[]
  readonly onPick: (info: IndicatorInfo) => void
}) {
  const groups = [...new Set(infos.map(({ group }) => group))]
  return (
    <Dialog open={open} onClose={onClose} title="Add an indicator" width={620}>
      <Command className="indicator-picker" label="Indicators" loop>
        <span className="input">
          <Search size={14} aria-hidden />
          {/* The dialog was opened to type a name into it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
          <Command.Input autoFocus placeholder="Name, e.g. bbands or average" />
        </span>
        <Command.List className="indicator-list">
          <Command.Empty className="table-empty muted">No indicator has that name.</Command.Empty>
          {groups.map((group) => (
            <Command.Group key={group} heading={group}>
              {infos
                .filter((info) => info.group === group)
                .map((info) => (
                  <Command.Item
                    key={info.name}
                    value={`${info.name} ${info.title}`}
                    className="indicator-item"
                    onSelect={() => {
                      onPick(info)
                      onClose()
                    }}
                  >
                    <code>{info.name}</code>
                    <span className="grow ellipsis">{info.title}</span>
                    <span className="muted">{info.pane === 'price' ? 'on the candles' : 'own pane'}</span>
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}
