import { utilityProcess } from 'electron'
import { fileURLToPath } from 'node:url'
import type { EngineOptions } from '../core/engine-host/options.ts'
import type { StartEngine } from '../core/engine-host/start.ts'
import { superviseEngine, type EngineProcess } from '../core/engine-host/supervise.ts'
import { siblingModule } from '../core/lib/sibling-module.ts'
import { isSandboxMessage } from './sandbox-messages.ts'
import type { ToMain } from './sandbox-messages.ts'
import { createSandboxes } from './sandboxes.ts'

/** The engine in an Electron utility process: `child_process.fork` is switched off in the packaged binary. */
export const createUtilityEngine: StartEngine = (options, onRestart) => superviseEngine(() => start(options), onRestart)

function start(options: EngineOptions): EngineProcess {
  const child = utilityProcess.fork(
    fileURLToPath(siblingModule('engine', import.meta.url)),
    [JSON.stringify(options)],
    { serviceName: 'Sextant engine' },
  )
  const sandboxes = createSandboxes((message) => child.postMessage(message))
  child.on('message', (message: unknown) => {
    if (isSandboxMessage(message)) sandboxes.handle(message as ToMain)
  })
  child.once('exit', sandboxes.end)
  return {
    port: {
      postMessage: (message) => child.postMessage(message),
      addEventListener(event, listener) {
        if (event === 'message')
          child.on('message', (data: unknown) => {
            if (!isSandboxMessage(data)) listener({ data })
          })
        else child.on('exit', () => listener({ data: null }))
      },
    },
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    close: () => child.postMessage('close'),
    kill: () => void child.kill(),
  }
}
