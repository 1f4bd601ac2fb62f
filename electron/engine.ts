import { EngineOptions } from '../core/engine-host/options.ts'
import { serveEngine } from '../core/engine-host/serve.ts'

/** Entry of the engine as Electron's utility process. */
const host = process.parentPort

serveEngine(EngineOptions.parse(JSON.parse(process.argv.at(-1) ?? '{}')), {
  postMessage: (message) => host.postMessage(message),
  onMessage: (listener) => void host.on('message', ({ data }) => listener(data)),
  // A utility process is ended by Electron together with its parent.
  onClose: () => {},
})
