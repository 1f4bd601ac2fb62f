import { create } from 'zustand'
import { client } from '../lib/client.ts'
import { toastError } from '../ui/toast.tsx'

type Value = string | number | boolean
interface Setting {
  key: string
  value: Value
  layer: 'default' | 'workspace' | 'machine' | 'environment'
  doc: string
}

/** Settings as the workspace has them; empty until they arrive. */
export const useSettings = create<{ settings: Setting[] }>()(() => ({ settings: [] }))
const remembered = 'sextant.appearance'
const systemLight = window.matchMedia('(prefers-color-scheme: light)')

export function settingOf(key: string): Value | undefined {
  return useSettings.getState().settings.find((setting) => setting.key === key)?.value
}

export function useSetting(key: string): Setting | undefined {
  return useSettings((state) => state.settings.find((setting) => setting.key === key))
}

/** Puts the look of the last session on at once, then what the workspace says. */
export async function startSettings(): Promise<void> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(remembered) ?? '{}')
    if (typeof stored === 'object' && stored !== null) dress(stored as Record<string, unknown>)
  } catch {
    localStorage.removeItem(remembered)
  }
  systemLight.addEventListener('change', wear)
  useSettings.setState({ settings: await client.config.list() })
  wear()
}

/** Shows the change at once and takes it back where it is refused. */
export async function setSetting(key: string, value: Value): Promise<void> {
  const before = useSettings.getState().settings
  useSettings.setState({
    settings: before.map((setting) => (setting.key === key ? { ...setting, value, layer: 'workspace' } : setting)),
  })
  wear()
  try {
    const saved = await client.config.set({ key, value })
    useSettings.setState(({ settings }) => ({
      settings: settings.map((setting) => (setting.key === key ? saved : setting)),
    }))
  } catch (error) {
    useSettings.setState({ settings: before })
    toastError(error)
  }
  wear()
}

function wear(): void {
  const { settings } = useSettings.getState()
  if (settings.length === 0) return
  const look = Object.fromEntries(
    settings.filter(({ key }) => ['theme', 'density', 'colours'].includes(key)).map(({ key, value }) => [key, value]),
  )
  dress(look)
  localStorage.setItem(remembered, JSON.stringify(look))
}

function dress(look: Record<string, unknown>): void {
  const root = document.documentElement.dataset
  const theme = look['theme'] === 'system' ? (systemLight.matches ? 'light' : 'dark') : look['theme']
  if (typeof theme === 'string') root['theme'] = theme
  if (typeof look['density'] === 'string') root['density'] = look['density']
  if (typeof look['colours'] === 'string') root['colours'] = look['colours']
}
