import { createRouterClient } from '@orpc/server'
import type { EngineHost } from '../contract.ts'
import type { EngineOptions } from '../options.ts'
import { createEngineRouter } from '../router.ts'
import type { StartEngine } from '../start.ts'

/** The engine in this process: for a command that ends after one job. */
export const createInlineEngine: StartEngine = async (options: EngineOptions) => {
  const { router, close } = createEngineRouter(options)
  return { engine: createRouterClient(router) as EngineHost, close }
}
