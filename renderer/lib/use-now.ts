import { useSyncExternalStore } from 'react'

const step = 500

function subscribe(notify: () => void): () => void {
  const timer = setInterval(notify, step)
  return () => clearInterval(timer)
}

/** The time in Unix ms, in steps of half a second, for speeds and ages that grow on screen. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / step) * step)
}
