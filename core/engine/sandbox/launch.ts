import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { siblingModule } from '../../lib/sibling-module.ts'
import type { SandboxAsk, SandboxReply } from './job.ts'

export interface SandboxListener {
  readonly message: (reply: SandboxReply) => void
  /** The process could not be started. */
  readonly failed: (cause: unknown) => void
  readonly ended: (code: number | null, signal: string | null) => void
}

/** A process that runs `child.ts`, however it was started. */
export interface SandboxProcess {
  /** 0 while it is not known. */
  readonly pid: () => number
  readonly send: (ask: SandboxAsk) => void
  /** One listener at a time; what happened without one is told to the next. */
  readonly listen: (listener: SandboxListener | null) => void
  /** At once; nothing is told after it. */
  readonly kill: () => void
}

/** Starts the process in a folder, with no environment but what the system needs and a limit to its heap. */
export type LaunchSandbox = (given: { readonly cwd: string; readonly memoryMb: number }) => SandboxProcess

/** Switches of Node for the process of a strategy. */
export function sandboxSwitches(memoryMb: number): string[] {
  return [`--max-old-space-size=${memoryMb}`, '--disable-warning=ExperimentalWarning']
}

/** The entry of the process, beside this module in a clone and in a package. */
export function sandboxEntry(): string {
  return fileURLToPath(siblingModule('child', import.meta.url))
}

export const forkSandbox: LaunchSandbox = ({ cwd, memoryMb }) => {
  const windows = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {}
  const child = fork(sandboxEntry(), [], {
    cwd,
    env: windows,
    execArgv: sandboxSwitches(memoryMb),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const { tell, listen, silence } = createMailbox()
  child.on('message', (reply) => tell((listener) => listener.message(reply as SandboxReply)))
  child.on('error', (cause) => tell((listener) => listener.failed(cause)))
  child.on('exit', (code, signal) => tell((listener) => listener.ended(code, signal)))
  return {
    pid: () => child.pid ?? 0,
    send: (ask) => void child.send(ask, () => {}),
    listen,
    kill() {
      silence()
      child.kill('SIGKILL')
    },
  }
}

/** Keeps what has happened until somebody listens. */
export function createMailbox() {
  type Told = (listener: SandboxListener) => void
  let listener: SandboxListener | null = null
  let waiting: Told[] = []
  let silent = false
  return {
    tell: (told: Told): void => {
      if (silent) return
      if (listener === null) waiting.push(told)
      else told(listener)
    },
    listen: (next: SandboxListener | null): void => {
      listener = next
      const late = waiting
      if (next === null) return
      waiting = []
      for (const told of late) told(next)
    },
    silence: (): void => {
      silent = true
      waiting = []
    },
  }
}
