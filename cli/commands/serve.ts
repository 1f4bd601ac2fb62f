import type { Command } from 'commander'
import { composeCore } from '../../core/compose.ts'
import { AppError } from '../../core/contract/errors.ts'
import { serveHttp } from '../../core/http/server.ts'
import { createMetrics } from '../../core/telemetry/metrics.ts'
import { number } from '../output.ts'
import { openBrowser } from '../open-browser.ts'
import { resources, workspaceOf, type GlobalOptions } from '../session.ts'
import { version } from '../version.ts'
import { builtRenderer } from '../window.ts'

export interface ServeFlags {
  host: string
  port: number
  open: boolean
  origin?: string
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve the window and the HTTP API on this machine')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port; 0 picks a free one', number('--port'), 7433)
    .option('--origin <url>', 'https address of a TLS proxy in front; required off loopback')
    .option('--no-open', 'do not open a browser')
    .action(async (flags: ServeFlags, command: Command) => {
      const { json = false } = command.optsWithGlobals<GlobalOptions>()
      await serve(workspaceOf(command), flags, json)
    })
}

/** Serves until SIGINT or SIGTERM. */
export async function serve(workspace: string, { host, port, open, origin }: ServeFlags, json: boolean): Promise<void> {
  if (!loopback.has(host) && origin?.startsWith('https://') !== true) {
    throw new AppError(
      'invalid-input',
      `--host ${host} is not this machine alone, and the connection would not be encrypted`,
      {
        hint: 'Leave --host out, or put a TLS proxy in front and name its address with --origin https://….',
      },
    )
  }
  const renderer = await builtRenderer((line) => process.stderr.write(`${line}\n`))
  const core = await composeCore({ workspace, engine: 'process', resources, version })
  const server = await serveHttp({
    core,
    metrics: createMetrics(core.client),
    host,
    port,
    renderer,
    version,
    ...(origin === undefined ? {} : { origin }),
    ...(process.env['SEXTANT_TOKEN'] ? { apiToken: process.env['SEXTANT_TOKEN'] } : {}),
  }).catch(async (error: unknown) => {
    await core.close()
    throw error
  })
  const stopped = stopSignal()
  if (json) process.stdout.write(`${JSON.stringify({ url: server.url, port: server.port, pid: process.pid })}\n`)
  else
    process.stdout.write(
      `Sextant serves ${core.folder.root}\nOpen ${server.url}\n(the address signs one browser in, once; Ctrl+C ends)\n`,
    )
  if (open && !json) openBrowser(server.url)
  await stopped
  await server.close()
  await core.close()
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(130)
        stopping = true
        resolve()
      })
    }
  })
}
