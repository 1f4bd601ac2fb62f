import type { Command } from './commands.ts'

const typing = 'input, textarea, select, [contenteditable="true"], [role="textbox"]'

/** Whether a key event is what `keys` names. Mod is Control, or Command on a Mac. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = parts.includes('Mod')
  const control = parts.includes('Ctrl')
  if (mod ? !(event.ctrlKey || event.metaKey) : event.metaKey || event.ctrlKey !== control) return false
  if (event.altKey !== parts.includes('Alt')) return false
  // A sign such as `?` is typed with Shift on some keyboards and without on others.
  if (/^[a-z0-9]$/i.test(key) || key.length > 1) {
    if (event.shiftKey !== parts.includes('Shift')) return false
  }
  return event.key.toLowerCase() === key.toLowerCase()
}

/** Runs the first command whose key fits; with `capture` before anything on the page sees it. Keys without Mod are left to whatever is being typed into. */
export function listen(commands: () => readonly Command[], options: { capture?: boolean } = {}): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const inField = event.target instanceof Element && event.target.closest(typing) !== null
    const command = commands().find((candidate) => candidate.keys !== undefined && matches(event, candidate.keys))
    if (command === undefined) return
    if (inField && !event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    command.run()
  }
  window.addEventListener('keydown', onKeyDown, options)
  return () => window.removeEventListener('keydown', onKeyDown, options)
}
