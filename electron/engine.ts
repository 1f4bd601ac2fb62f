import { EngineOptions } from '../core/engine-host/options.ts'
import { serveEngine } from '../core/engine-host/serve.ts'
import { createSandboxLauncher } from './launch-sandbox.ts'
import { isSandboxMessage } from './sandbox-messages.ts'
import type { ToEngine } from './sandbox-messages.ts'

/** Entry of the engine as Electron's utility process. */
const host = process.parentPort

const sandboxes = createSandboxLauncher((message) => host.postMessage(message))
host.on('message', ({ data }) => {
  if (isSandboxMessage(data)) sandboxes.hear(data as ToEngine)
})

serveEngine(
  EngineOptions.parse(JSON.parse(process.argv.at(-1) ?? '{}')),
  {
    postMessage: (message) => host.postMessage(message),
    onMessage: (listener) =>
      void host.on('message', ({ data }) => {
        if (!isSandboxMessage(data)) listener(data)
      }),
    // A utility process is ended by Electron together with its parent.
    onClose: () => {},
  },
  sandboxes.launch,
)
