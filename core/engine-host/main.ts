import { EngineOptions } from './options.ts'
import { serveEngine } from './serve.ts'

/** Entry of the engine as a child process of Node. */
serveEngine(EngineOptions.parse(JSON.parse(process.argv[2] ?? '{}')), {
  postMessage: (message) => void process.send?.(message),
  onMessage: (listener) => void process.on('message', listener),
  onClose: (listener) => void process.on('disconnect', listener),
})
