import { utilityProcess } from 'electron'
import type { SandboxReply } from '../core/engine/sandbox/job.ts'
import { sandboxEntry, sandboxSwitches } from '../core/engine/sandbox/launch.ts'
import type { ToEngine, ToMain } from './sandbox-messages.ts'

type UtilityProcess = ReturnType<typeof utilityProcess.fork>

/** The processes of strategy modules that one engine has asked for. They end with it. */
export interface Sandboxes {
  readonly handle: (message: ToMain) => void
  readonly end: () => void
}

export function createSandboxes(tell: (message: ToEngine) => void): Sandboxes {
  const running = new Map<number, UtilityProcess>()

  function start(id: number, cwd: string, memoryMb: number): void {
    const child = utilityProcess.fork(sandboxEntry(), [], {
      cwd,
      env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? '' } : {},
      execArgv: sandboxSwitches(memoryMb),
      serviceName: 'Sextant strategy',
      stdio: 'ignore',
    })
    running.set(id, child)
    child.once('spawn', () => child.pid !== undefined && tell({ sandbox: 'pid', id, pid: child.pid }))
    child.on('message', (reply: SandboxReply) => tell({ sandbox: 'reply', id, reply }))
    child.once('exit', (code) => {
      running.delete(id)
      tell({ sandbox: 'ended', id, code })
    })
  }

  function kill(id: number): void {
    const child = running.get(id)
    running.delete(id)
    if (child === undefined) return
    // A strategy in a loop hears no request to end.
    try {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself in the meantime.
    }
    child.kill()
  }

  return {
    handle(message) {
      if (message.sandbox === 'start') start(message.id, message.cwd, message.memoryMb)
      else if (message.sandbox === 'ask') running.get(message.id)?.postMessage(message.ask)
      else kill(message.id)
    },
    end() {
      for (const id of running.keys()) kill(id)
    },
  }
}
