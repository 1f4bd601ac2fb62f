import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Client } from '../../core/contract/index.ts'
import { app, ipcMain, seen } from './stand-in.ts'

vi.mock('electron', () => import('./stand-in.ts'))

const dir = mkdtempSync(join(tmpdir(), 'sextant-electron-'))
const page = 'app://sextant/index.html'

/** A page asks for its port, as the preload script does. */
function connect(url: string, parent: object | null = null): Promise<MessagePort | null> {
  return new Promise((done) => {
    ipcMain.emit('sextant:connect', {
      senderFrame: {
        url,
        parent,
        postMessage: (_channel: string, _message: null, [port]: [MessagePort]) => done(port),
      },
    })
    setTimeout(() => done(null), 100)
  })
}

beforeAll(async () => {
  process.argv.push(`--workspace=${join(dir, 'workspace')}`)
  await import('../../electron/main.ts')
  await vi.waitFor(() => expect(seen.windows.length + seen.errors.length).toBeGreaterThan(0), { timeout: 15_000 })
  expect(seen.errors).toStrictEqual([])
})
afterAll(async () => {
  const quit = new Promise((done) => app.once('quit', done))
  app.quit()
  await quit
  rmSync(dir, { recursive: true, force: true })
})

describe('the main process on a stand-in for Electron', () => {
  it('opens one sandboxed, isolated window on its own scheme', () => {
    expect(seen.windows).toHaveLength(1)
    expect(seen.windows[0]).toMatchObject({
      url: page,
      options: { webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false } },
    })
    expect(seen.schemes.map(({ scheme }) => scheme)).toStrictEqual(['app'])
    expect(seen.menu).toHaveLength(1)
  })

  it('serves the built window with a strict policy and nothing outside it', async () => {
    mkdirSync('out/renderer', { recursive: true })
    const handler = seen.pages.get('app')!
    writeFileSync('out/renderer/probe.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
    try {
      const found = await handler(new Request('app://sextant/probe.svg'))
      expect([found.status, found.headers.get('content-security-policy')]).toStrictEqual([
        200,
        expect.stringContaining("script-src 'self'"),
      ])
      for (const url of [
        'app://sextant/../../package.json',
        'app://sextant/%2e%2e/%2e%2e/package.json',
        'app://sextant/..%2f..%2fpackage.json',
        'app://other/probe.svg',
        'app://sextant/probe.svg%00.json',
        'app://sextant/%',
      ]) {
        expect([url, (await handler(new Request(url))).status]).toStrictEqual([url, 404])
      }
    } finally {
      rmSync('out/renderer/probe.svg')
    }
  })

  it('denies permissions and every outbound request', () => {
    seen.permission!(null, 'geolocation', (allowed) => expect(allowed).toBe(false))
    for (const url of [
      'https://example.com/',
      'http://127.0.0.1:80/',
      'file:///etc/passwd',
      'app://evil/',
      'ws://localhost/',
    ]) {
      seen.beforeRequest!({ url }, ({ cancel }) => expect([url, cancel]).toStrictEqual([url, true]))
    }
    seen.beforeRequest!({ url: page }, ({ cancel }) => expect(cancel).toBe(false))
  })

  it('gives no port to a foreign page or a frame inside a page', async () => {
    expect(await connect('https://example.com/')).toBeNull()
    expect(await connect('app://evil/index.html')).toBeNull()
    expect(await connect(page, {})).toBeNull()
  })

  it(
    'serves the contract over a message port: import, backtest, binary answers, errors, a stream',
    { timeout: 60_000 },
    async () => {
      const port = (await connect(page))!
      const client = createORPCClient<Client>(new RPCLink({ port: port as never }))
      port.start()
      const file = join(dir, 'ACME.csv')
      writeFileSync(
        file,
        [
          'Date,Open,High,Low,Close,Volume',
          ...Array.from({ length: 300 }, (_, day) => {
            const price = (100 + 10 * Math.sin(day / 9)).toFixed(2)
            return `${new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)},${price},${Number(price) + 1},${Number(price) - 1},${price},1000`
          }),
        ].join('\n'),
      )
      const { jobId } = await client.data.import({ source: file, options: { symbol: 'ACME' } })
      expect(await client.jobs.result({ id: jobId })).toMatchObject({ kind: 'data.import', value: { accepted: 300 } })
      const run = await client.jobs.result({
        id: (await client.backtest.run({ strategy: 'sma-cross', data: ['ACME'] })).jobId,
      })
      expect(run).toMatchObject({
        kind: 'backtest.run',
        value: { resultHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      })
      const window = await client.data.window({ symbol: 'ACME', buckets: 100 })
      expect(window.values).toBeInstanceOf(Blob)
      await expect(client.data.show({ symbol: 'NONE' })).rejects.toMatchObject({ code: 'not-found' })
      const events = await client.jobs.watch()
      const first = events.next()
      const again = await client.backtest.run({ strategy: 'sma-cross', data: ['ACME'] })
      expect((await first).value).toMatchObject({ id: again.jobId, kind: 'backtest.run' })
      await events.return?.()
      port.close()
    },
  )
})
