const mac = /Mac|iPhone|iPad/.test(navigator.platform)
const names: Record<string, string> = { Mod: mac ? '⌘' : 'Ctrl', Enter: 'Enter', Up: '↑', Down: '↓', Escape: 'Esc' }

/** `Mod+K` as one cap a key. */
export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className="key-caps" aria-hidden>
      {keys.split('+').map((key) => (
        <kbd key={key}>{names[key] ?? key}</kbd>
      ))}
    </span>
  )
}

/** The same for `aria-keyshortcuts`. */
export function ariaKeys(keys: string): string {
  return keys.replace('Mod', mac ? 'Meta' : 'Control')
}
