import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client'
import { createORPCClient } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { Client } from '../../core/contract/index.ts'
import { toAppError } from './errors.ts'

type Link = ClientLink<ClientContext>

/**
 * The one table of calls, over HTTP in a browser and over a MessagePort in the desktop window.
 * Every failure is an AppError.
 */
function createClient(link: Promise<Link> = findLink()): Client {
  const checked: Link = {
    async call(path: readonly string[], input: unknown, options: ClientOptions<ClientContext>): Promise<unknown> {
      try {
        return await (await link).call(path, input, options)
      } catch (error) {
        throw toAppError(error, options.signal)
      }
    },
  }
  return createORPCClient(checked)
}

async function findLink(): Promise<Link> {
  if (window.sextant !== undefined) return portLink(window.sextant.port ?? (await portFromMessage()))
  const base = `${window.location.origin}/rpc`
  return new HttpLink({
    url: base,
    fetch: (request, init) => globalThis.fetch(request, { ...init, credentials: 'same-origin' }),
  })
}

function portLink(port: MessagePort): Link {
  const link = new PortLink({ port })
  port.start()
  return link
}

function portFromMessage(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const listen = (event: MessageEvent): void => {
      const port = event.ports[0]
      if (event.source !== window || !isPortMessage(event.data) || port === undefined) return
      window.removeEventListener('message', listen)
      resolve(port)
    }
    window.addEventListener('message', listen)
  })
}

function isPortMessage(data: unknown): boolean {
  if (data === 'sextant:port') return true
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'sextant:port'
}

export const client: Client = createClient()
