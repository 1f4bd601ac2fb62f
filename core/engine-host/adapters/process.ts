import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { siblingModule } from '../../lib/sibling-module.ts'
import type { EngineOptions } from '../options.ts'
import { superviseEngine, type EngineProcess } from '../supervise.ts'
import type { StartEngine } from '../start.ts'

/** The engine in a child process of Node: a crash or an endless loop in it never takes the host down. */
export const createProcessEngine: StartEngine = (options, onRestart) => superviseEngine(() => start(options), onRestart)

function start(options: EngineOptions): EngineProcess {
  const child = fork(fileURLToPath(siblingModule('../main', import.meta.url)), [JSON.stringify(options)], {
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    port: portOf(child),
    onExit: (listener) => void child.once('exit', (code, signal) => listener(signal ?? `exit code ${code}`)),
    close: () => void child.send('close', () => {}),
    kill: () => void child.kill('SIGKILL'),
  }
}

/** A child process seen as the message port that the RPC link expects. */
function portOf(child: ChildProcess): EngineProcess['port'] {
  return {
    postMessage: (message) => void child.send(message as never, () => {}),
    addEventListener(event, listener) {
      if (event === 'message') child.on('message', (data) => listener({ data }))
      else child.on('exit', () => listener({ data: null }))
    },
  }
}
