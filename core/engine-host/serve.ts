import { RPCHandler } from '@orpc/server/message-port'
import type { LaunchSandbox } from '../engine/sandbox/launch.ts'
import type { EngineOptions } from './options.ts'
import { createEngineRouter } from './router.ts'

/** The engine's side of a connection to its host. */
export interface HostPort {
  postMessage: (message: unknown) => void
  onMessage(listener: (message: unknown) => void): void
  /** The host is gone. */
  onClose(listener: () => void): void
}

/** Serves the engine's contract to the host until it says `close` or is gone, then ends the process. */
export function serveEngine(options: EngineOptions, port: HostPort, launch?: LaunchSandbox): void {
  const { router, close } = createEngineRouter(options, launch)
  const end = () => void close().finally(() => process.exit(0))
  port.onClose(end)
  // Ctrl+C reaches the whole group; the host decides and asks us to close.
  process.on('SIGINT', () => {})
  const link = {
    postMessage: port.postMessage,
    addEventListener(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'close') port.onClose(() => listener({ data: null }))
      else port.onMessage((data) => (data === 'close' ? end() : listener({ data })))
    },
  }
  new RPCHandler(router).upgrade(link as never)
}
