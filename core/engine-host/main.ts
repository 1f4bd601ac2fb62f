import { RPCHandler } from '@orpc/server/message-port'
import { EngineOptions } from './options.ts'
import { createEngineRouter } from './router.ts'

/** Entry of the engine process: serves the engine's contract to its parent until told to close or left alone. */
const options = EngineOptions.parse(JSON.parse(process.argv[2] ?? '{}'))
const { router, close } = createEngineRouter(options)

const end = () => void close().finally(() => process.exit(0))
process.on('disconnect', end)
process.on('message', (message) => {
  if (message === 'close') end()
})
// The parent handles Ctrl+C and asks us to close.
process.on('SIGINT', () => {})

new RPCHandler(router).upgrade({
  postMessage: (message: unknown) => void process.send?.(message),
  addEventListener(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
    if (event === 'message') process.on('message', (data) => data !== 'close' && listener({ data }))
    else process.on('disconnect', () => listener({ data: null }))
  },
} as never)
