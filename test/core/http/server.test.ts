import { request } from 'node:http'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeCore, type Core } from '../../../core/compose.ts'
import { serveHttp, type HttpServer } from '../../../core/http/server.ts'
import { createMetrics } from '../../../core/telemetry/metrics.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-http-'))
let core: Core
let server: HttpServer
let cookie = ''

interface Answer {
  status: number
  body: string
  headers: Record<string, string | string[] | undefined>
}

function call(
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .on('end', () => done({ status: response.statusCode!, body: text, headers: response.headers }))
    })
    sent.on('error', fail)
    sent.end(body)
  })
}

beforeAll(async () => {
  mkdirSync(join(dir, 'window'))
  writeFileSync(join(dir, 'window', 'index.html'), '<!doctype html><title>window</title>')
  core = await composeCore({
    workspace: join(dir, 'workspace'),
    engine: 'inline',
    resources: 'resources',
    version: 'test',
  })
  server = await serveHttp({
    core,
    metrics: createMetrics(core.client),
    host: '127.0.0.1',
    port: 0,
    renderer: join(dir, 'window'),
    version: 'test',
    apiToken: 'script-token',
  })
})
afterAll(async () => {
  await server.close()
  await core.close()
  rmSync(dir, { recursive: true, force: true })
})

describe('signing in', () => {
  it('refuses every call before it', async () => {
    for (const path of ['/api/data', '/api/workspace', '/rpc/data/list', '/api/runs', '/api/jobs']) {
      const answer = await call(path)
      expect([path, answer.status]).toStrictEqual([path, 401])
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'unauthorised', hint: expect.any(String) })
    }
  })

  it('takes the printed address once', async () => {
    const { pathname } = new URL(server.url)
    expect((await call('/enter/wrong')).status).toBe(401)
    const first = await call(pathname)
    expect(first.status).toBe(303)
    const set = String(first.headers['set-cookie'])
    expect(set).toMatch(/HttpOnly; SameSite=Strict/)
    cookie = set.split(';')[0]!
    expect((await call(pathname)).status).toBe(401)
    expect((await call('/api/data', { headers: { cookie } })).status).toBe(200)
  })

  it('takes the operator’s own token from scripts, again and again', async () => {
    for (const status of [200, 200])
      expect((await call('/api/data', { headers: { authorization: 'Bearer script-token' } })).status).toBe(status)
    expect((await call('/api/data', { headers: { authorization: 'Bearer other' } })).status).toBe(401)
  })
})

describe('foreign pages', () => {
  const hosts = [
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost',
    '[::1]',
    '169.254.169.254',
    '127.0.0.1:1',
  ]
  it('answers to no other host', async () => {
    for (const host of hosts)
      expect([host, (await call('/api/data', { headers: { host, cookie } })).status]).toStrictEqual([host, 403])
  })

  it('answers to no other origin or site', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      'https://localhost',
      `http://localhost:${server.port + 1}`,
      'http://127.0.0.1',
      'file://',
    ]) {
      expect([
        origin,
        (
          await call('/api/config/set', {
            method: 'POST',
            headers: { origin, cookie, 'content-type': 'application/json' },
            body: '{"key":"name","value":"x"}',
          })
        ).status,
      ]).toStrictEqual([origin, 403])
    }
    for (const site of ['cross-site', 'same-site']) {
      expect(
        (
          await call('/api/config/set', {
            method: 'POST',
            headers: { 'sec-fetch-site': site, cookie, 'content-type': 'application/json' },
            body: '{"key":"name","value":"x"}',
          })
        ).status,
      ).toBe(403)
    }
    const own = await call('/api/config/set', {
      method: 'POST',
      headers: {
        origin: `http://127.0.0.1:${server.port}`,
        'sec-fetch-site': 'same-origin',
        cookie,
        'content-type': 'application/json',
      },
      body: '{"key":"name","value":"mine"}',
    })
    expect(own.status).toBe(200)
  })
})

describe('what is served', () => {
  it('gives the window with a strict policy, and no file beside it', async () => {
    const page = await call('/')
    expect(page.body).toContain('<title>window</title>')
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self'/)
    for (const path of [
      '/../workspace/catalog.sqlite',
      '/%2e%2e/workspace/catalog.sqlite',
      '/..%2fworkspace%2fcatalog.sqlite',
    ]) {
      expect((await call(path)).body).not.toContain('SQLite format')
    }
  })

  it('gives health, metrics, OpenAPI 3.1 and a readable page of it', async () => {
    expect(JSON.parse((await call('/api/health')).body)).toMatchObject({ status: 'ok' })
    expect((await call('/metrics')).body).toMatch(/^sextant_stored_bars 0$/m)
    const document = JSON.parse((await call('/api/openapi.json')).body) as {
      openapi: string
      paths: Record<string, object>
    }
    expect(document.openapi).toMatch(/^3\.1/)
    expect(Object.keys(document.paths)).toContain('/backtest/run')
    expect((await call('/api/docs')).body).toContain('/api/backtest/run')
  })

  it('says what is wrong as {code, message, hint}', async () => {
    const post = (path: string, body: string) =>
      call(path, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body })
    const missing = await call('/api/runs/last', { headers: { cookie } })
    expect([missing.status, JSON.parse(missing.body)]).toStrictEqual([
      404,
      { code: 'not-found', message: 'there are no runs yet', hint: expect.any(String) },
    ])
    const invalid = await post('/api/backtest/run', '{"data":[]}')
    expect([invalid.status, JSON.parse(invalid.body)]).toMatchObject([
      400,
      { code: 'invalid-input', message: expect.stringContaining('data') },
    ])
    expect((await call('/api/nothing', { headers: { cookie } })).status).toBe(404)
  })

  it('streams the changes of jobs as server-sent events, and results on demand', async () => {
    const file = join(dir, 'TINY.csv')
    writeFileSync(
      file,
      `Date,Open,High,Low,Close,Volume\n${Array.from({ length: 60 }, (_, day) => `${new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10)},10,11,9,10,100`).join('\n')}\n`,
    )
    const events = new Promise<string>((done, fail) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: server.port,
          path: '/api/jobs/events',
          headers: { cookie, accept: 'text/event-stream' },
        },
        (response) => {
          expect(response.headers['content-type']).toContain('text/event-stream')
          let text = ''
          response.setEncoding('utf8').on('data', (chunk: string) => {
            text += chunk
            if (text.includes('"status":"done"')) {
              sent.destroy()
              done(text)
            }
          })
        },
      )
      sent.on('error', (error) => (error.message === 'socket hang up' ? undefined : fail(error)))
      sent.end()
    })
    await new Promise((wait) => setTimeout(wait, 200))
    const started = await call('/api/data/import', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ source: file, options: { symbol: 'TINY' } }),
    })
    const { jobId } = JSON.parse(started.body) as { jobId: string }
    const result = await call(`/api/jobs/${jobId}/result`, { headers: { cookie } })
    expect(JSON.parse(result.body)).toMatchObject({
      kind: 'data.import',
      value: { symbol: 'TINY', rowsIn: 60, accepted: 60 },
    })
    expect(await events).toContain(jobId)
  })
})
