import type { EngineHost } from './contract.ts'
import type { EngineOptions } from './options.ts'

/** Starts an engine. `onRestart` hears why an engine that died was replaced. */
export type StartEngine = (
  options: EngineOptions,
  onRestart: (reason: string) => void,
) => Promise<{ engine: EngineHost; close: () => Promise<void> }>
