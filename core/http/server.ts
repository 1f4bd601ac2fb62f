import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import sirv from 'sirv'
import { AppError, errorCodes, fromWireError, toErrorBody } from '../contract/errors.ts'
import type { Core } from '../compose.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createAccess, sessionCookie } from './access.ts'
import { docsPage, openApiDocument } from './openapi.ts'

export interface HttpOptions {
  readonly core: Core
  readonly metrics: Metrics
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  /** Folder of the built window. */
  readonly renderer: string
  /** Address of a TLS proxy in front of this server, if there is one. */
  readonly origin?: string
  readonly apiToken?: string
  readonly version: string
}

export interface HttpServer {
  /** Signs the browser in, once. */
  readonly url: string
  readonly port: number
  close(): Promise<void>
}

/** Upload chunks are 8 MB; nothing else comes near. */
const largestBody = 32 * 2 ** 20

const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Serves the contract under `/api` and `/rpc`, the window under `/`, on one address. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const { core, metrics, host, renderer, version } = options
  const server = createServer()
  const port = await listen(server, host, options.port)
  const own = [`${bracketed(host)}:${port}`, `localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]
  const proxy = options.origin === undefined ? null : new URL(options.origin)
  const access = createAccess({
    hosts: [...own, ...(proxy === null ? [] : [proxy.host])],
    origins: [...own.map((name) => `http://${name}`), ...(proxy === null ? [] : [proxy.origin])],
    apiToken: options.apiToken,
  })

  const plugins = [new BodyLimitPlugin({ maxBodySize: largestBody })]
  const rpc = new RPCHandler(core.router, { plugins })
  const api = new OpenAPIHandler(core.router, {
    plugins,
    customErrorResponseBodyEncoder: (error) => toErrorBody(fromWireError(error)),
  })
  const files = sirv(renderer, { single: true, dev: false, etag: true })

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value)
    access.checkOrigin(request)
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path.startsWith('/enter/')) return enter(path.slice('/enter/'.length), response)
    if (path === '/api/health') return json(response, 200, { status: 'ok', version, workspace: core.folder.root })
    if (path === '/metrics') return text(response, metrics.contentType, await metrics.render())
    if (path === '/api/openapi.json') return json(response, 200, await openApiDocument(core.router, version))
    if (path === '/api/docs')
      return text(response, 'text/html; charset=utf-8', docsPage(await openApiDocument(core.router, version)))
    const handler = path.startsWith('/api/')
      ? { serve: api, prefix: '/api' as const }
      : path.startsWith('/rpc/')
        ? { serve: rpc, prefix: '/rpc' as const }
        : null
    if (handler === null)
      return files(request, response, () =>
        json(response, 404, { code: 'not-found', message: 'the window has not been built', hint: 'Run npm start.' }),
      )
    access.checkSession(request)
    const { matched } = await handler.serve.handle(request, response, { prefix: handler.prefix, context: {} })
    if (!matched)
      throw new AppError('not-found', `there is no call ${request.method} ${path}`, {
        hint: 'GET /api/docs lists every call.',
      })
  }

  const enter = (token: string, response: ServerResponse) => {
    const session = access.enter(token)
    if (session === null)
      throw new AppError('unauthorised', 'this address was used already, or is not the one that was printed', {
        hint: 'Restart Sextant for a new address.',
      })
    response.setHeader('set-cookie', `${sessionCookie}=${session}; HttpOnly; SameSite=Strict; Path=/`)
    response.writeHead(303, { location: '/' }).end()
  }

  server.on('request', (request, response) => {
    const observed = metrics.startRequest()
    response.on('close', () => observed(request.method ?? 'GET', routeOf(request.url), response.statusCode))
    answer(request, response).catch((error: unknown) => fail(response, error))
  })

  return {
    url: `${proxy?.origin ?? `http://${bracketed(host)}:${port}`}/enter/${access.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Event streams never end by themselves.
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const busy = cause.code === 'EADDRINUSE'
      reject(
        new AppError(
          'unavailable',
          busy ? `port ${port} is in use` : `cannot listen on ${host}:${port}: ${cause.message}`,
          {
            cause,
            hint: busy ? 'Choose another with --port, or --port 0 for any free one.' : 'Check --host and --port.',
          },
        ),
      )
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function fail(response: ServerResponse, error: unknown): void {
  const body = toErrorBody(fromWireError(error))
  if (response.headersSent) response.destroy()
  else json(response, errorCodes[body.code], body)
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}

function text(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body)
}

/** The area and method only: ids and tokens must not become label values. */
function routeOf(url: string | undefined): string {
  const [area, call] = (url ?? '/')
    .split('?')[0]!
    .split('/')
    .filter((part) => part !== '')
  return area === 'api' || area === 'rpc' ? `/${area}/${call ?? ''}` : '/'
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
