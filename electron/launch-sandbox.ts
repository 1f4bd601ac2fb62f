import { createMailbox } from '../core/engine/sandbox/launch.ts'
import type { LaunchSandbox } from '../core/engine/sandbox/launch.ts'
import type { ToEngine, ToMain } from './sandbox-messages.ts'

/** In the engine: starts strategy modules by way of the main process, as Node's own `fork` is switched off in a package. */
export function createSandboxLauncher(tell: (message: ToMain) => void): {
  readonly launch: LaunchSandbox
  readonly hear: (message: ToEngine) => void
} {
  const listening = new Map<number, (message: ToEngine) => void>()
  let last = 0
  return {
    hear: (message) => listening.get(message.id)?.(message),
    launch({ cwd, memoryMb }) {
      const id = (last += 1)
      const mailbox = createMailbox()
      let pid = 0
      listening.set(id, (message) => {
        if (message.sandbox === 'pid') pid = message.pid
        else if (message.sandbox === 'reply') mailbox.tell((listener) => listener.message(message.reply))
        else {
          listening.delete(id)
          mailbox.tell((listener) => listener.ended(message.code, null))
        }
      })
      tell({ sandbox: 'start', id, cwd, memoryMb })
      return {
        pid: () => pid,
        send: (ask) => tell({ sandbox: 'ask', id, ask }),
        listen: mailbox.listen,
        kill() {
          mailbox.silence()
          listening.delete(id)
          tell({ sandbox: 'kill', id })
        },
      }
    },
  }
}
