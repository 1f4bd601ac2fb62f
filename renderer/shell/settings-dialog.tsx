import { ShieldCheck, ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../ui/badge.tsx'
import { Segmented, Toggle } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextInput } from '../ui/field.tsx'
import { useFrame } from './frame.ts'
import { setSetting, useSetting, useSettings } from './settings.ts'
import { useWorkspace } from './workspace.ts'

const looks = [
  {
    key: 'theme',
    label: 'Theme',
    options: [
      ['dark', 'Dark'],
      ['light', 'Light'],
      ['system', 'As the system'],
    ],
  },
  {
    key: 'density',
    label: 'Density',
    options: [
      ['compact', 'Compact'],
      ['comfortable', 'Comfortable'],
    ],
  },
  {
    key: 'colours',
    label: 'Up and down',
    options: [
      ['blue-orange', 'Blue, orange'],
      ['green-red', 'Green, red'],
      ['red-green', 'Red, green'],
    ],
  },
] as const
const shownElsewhere: readonly string[] = ['offline', ...looks.map(({ key }) => key)]

export function SettingsDialog() {
  const open = useFrame((state) => state.settingsOpen)
  const { data: workspace } = useWorkspace()
  const others = useSettings((state) => state.settings).filter(({ key }) => !shownElsewhere.includes(key))
  return (
    <Dialog
      open={open}
      onClose={() => useFrame.setState({ settingsOpen: false })}
      title="Settings"
      width={640}
      description={
        workspace === undefined ? undefined : (
          <>
            Of the workspace <span className="mono selectable">{workspace.path}</span>, Sextant {workspace.version}
          </>
        )
      }
    >
      <div className="settings">
        <section>
          <h3>Appearance</h3>
          {looks.map((look) => (
            <Look key={look.key} name={look.key} label={look.label} options={look.options} />
          ))}
        </section>
        <section>
          <h3>Privacy</h3>
          <OfflineLock />
        </section>
        <section>
          <h3>Workspace, engine and backtests</h3>
          {others.map(({ key }) => (
            <TextSetting key={key} name={key} />
          ))}
        </section>
      </div>
    </Dialog>
  )
}

function Look({
  name,
  label,
  options,
}: {
  name: string
  label: string
  options: readonly (readonly [string, string])[]
}) {
  const setting = useSetting(name)
  if (setting === undefined) return null
  return (
    <div className="setting">
      <span>{label}</span>
      <Segmented
        label={label}
        value={String(setting.value)}
        options={options.map(([value, text]) => ({ value, label: text }))}
        onChange={(value) => void setSetting(name, value)}
      />
    </div>
  )
}

function OfflineLock() {
  const setting = useSetting('offline')
  if (setting === undefined) return null
  const locked = setting.value === true
  return (
    <div className="setting">
      <div>
        <span>Offline lock</span>
        <p className="muted">{setting.doc}</p>
      </div>
      <Toggle
        checked={locked}
        disabled={setting.layer === 'environment'}
        onChange={(value) => void setSetting('offline', value)}
      >
        <Badge tone={locked ? 'ok' : 'warn'} icon={locked ? ShieldCheck : ShieldOff}>
          {locked ? 'On' : 'Off'}
        </Badge>
      </Toggle>
    </div>
  )
}

function TextSetting({ name }: { name: string }) {
  const setting = useSetting(name)
  const [draft, setDraft] = useState<string | null>(null)
  if (setting === undefined) return null
  const fixed = setting.layer === 'environment'
  const save = (): void => {
    if (draft === null) return
    setDraft(null)
    const value = typeof setting.value === 'number' ? Number(draft) : draft
    if (value !== setting.value && (typeof value === 'string' || Number.isFinite(value))) void setSetting(name, value)
  }
  return (
    <div className="setting">
      <div>
        <span className="mono">{name}</span>
        <p className="muted">
          {setting.doc}
          {fixed && ' Set by the environment.'}
        </p>
      </div>
      <TextInput
        aria-label={name}
        value={draft ?? String(setting.value)}
        onChange={setDraft}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
        disabled={fixed}
        className="num"
      />
    </div>
  )
}
