import type { SandboxAsk, SandboxReply } from './job.ts'

/** The other end of a strategy's process: a port in Electron's utility process, the channel of `fork` elsewhere. */
export interface SandboxPort {
  readonly post: (reply: SandboxReply) => void
  readonly onAsk: (listener: (ask: SandboxAsk) => void) => void
}

interface UtilityPort {
  readonly postMessage: (message: unknown) => void
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
}

export function openPort(): SandboxPort {
  const { parentPort } = process as unknown as { readonly parentPort?: UtilityPort }
  if (parentPort !== undefined)
    return {
      post: (reply) => parentPort.postMessage(reply),
      onAsk: (listener) => parentPort.on('message', ({ data }) => listener(data as SandboxAsk)),
    }
  process.on('disconnect', () => process.exit())
  return {
    post: (reply) => void process.send!(reply),
    onAsk: (listener) => void process.on('message', (ask) => listener(ask as SandboxAsk)),
  }
}
