import { useSyncExternalStore } from 'react'

const names = [
  'rail',
  'bg',
  'surface',
  'raised',
  'hover',
  'line',
  'line-strong',
  'line-field',
  'grid',
  'text-1',
  'text-2',
  'text-3',
  'accent',
  'accent-fill',
  'accent-soft',
  'candle-up',
  'candle-down',
  'pnl-pos',
  'pnl-neg',
  'pnl-pos-text',
  'pnl-neg-text',
  'up',
  'down',
  'up-text',
  'down-text',
  'ok',
  'warn',
  'error',
  'ok-soft',
  'warn-soft',
  'error-soft',
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'heat-pos',
  'heat-neg',
] as const
export type TokenName = (typeof names)[number]
/** The tokens as colours a canvas can use. */
export type ThemeTokens = Readonly<Record<TokenName, string>>

let cached: ThemeTokens | null = null

function read(): ThemeTokens {
  if (cached !== null) return cached
  const style = getComputedStyle(document.documentElement)
  const probe = document.createElement('span')
  document.body.append(probe)
  const tokens = Object.fromEntries(
    names.map((name) => {
      // A variable that points to another is resolved by asking for a colour made of it.
      probe.style.color = `var(--${name})`
      return [name, getComputedStyle(probe).color || style.getPropertyValue(`--${name}`).trim()]
    }),
  )
  probe.remove()
  // Every name was just written.
  cached = tokens as ThemeTokens
  return cached
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(() => {
    cached = null
    notify()
  })
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-colours'] })
  return () => observer.disconnect()
}

/** Tokens of the theme in force; the caller renders again when it changes. */
export function useThemeTokens(): ThemeTokens {
  return useSyncExternalStore(subscribe, read)
}
