import type { SandboxAsk, SandboxReply } from '../core/engine/sandbox/job.ts'

/** What the engine asks of the main process, which alone may start utility processes. `id` counts the sandboxes of an engine. */
export type ToMain =
  | { readonly sandbox: 'start'; readonly id: number; readonly cwd: string; readonly memoryMb: number }
  | { readonly sandbox: 'ask'; readonly id: number; readonly ask: SandboxAsk }
  | { readonly sandbox: 'kill'; readonly id: number }

/** What it is told. */
export type ToEngine =
  | { readonly sandbox: 'pid'; readonly id: number; readonly pid: number }
  | { readonly sandbox: 'reply'; readonly id: number; readonly reply: SandboxReply }
  | { readonly sandbox: 'ended'; readonly id: number; readonly code: number }

/** Tells these messages from those of the engine's own contract, which share the port. */
export function isSandboxMessage(message: unknown): message is ToMain | ToEngine {
  return typeof message === 'object' && message !== null && 'sandbox' in message
}
