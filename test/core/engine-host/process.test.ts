import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composeCore, type Core } from '../../../core/compose.ts'
import { writeDailyCsv } from '../../cli/sextant.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-engine-'))
let core: Core

const result = async (started: Promise<{ jobId: string }>) =>
  (await core.client.jobs.result({ id: (await started).jobId })).value

/** The engine is the only child of this process that runs its entry file. */
function enginePid(): number {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' }).split(
    '\n',
  )
  return Number(
    lines
      .find((line) => line.includes('engine-host/main.ts'))!
      .trim()
      .split(' ')[0],
  )
}

beforeAll(async () => {
  core = await composeCore({
    workspace: join(dir, 'workspace'),
    engine: 'process',
    resources: 'resources',
    version: 'test',
  })
  writeDailyCsv(join(dir, 'ACME.csv'), 6500)
  await result(core.client.data.import({ source: join(dir, 'ACME.csv'), options: { symbol: 'ACME' } }))
}, 30_000)
afterAll(async () => {
  await core.close()
  rmSync(dir, { recursive: true, force: true })
})

/** Events of other kinds, such as another process' run, may come first. */
async function firstOf(events: AsyncIterable<{ type: string }>, type: string): Promise<object | null> {
  for await (const event of events) if (event.type === type) return event
  return null
}

const sweep = () =>
  core.client.backtest.sweep({
    strategy: 'sma-cross',
    data: ['ACME'],
    out: join(dir, 'sweep.csv'),
    workers: 2,
    grid: [
      { name: 'fast', values: Array.from({ length: 99 }, (_, i) => i + 2) },
      { name: 'slow', values: Array.from({ length: 199 }, (_, i) => i + 2) },
    ],
  })

describe('the engine in a process of its own', () => {
  it('has the columns of a new series ready before anybody asks for its chart', async () => {
    const columns = join(dir, 'workspace', '.cache', 'columns')
    await expect.poll(() => (existsSync(columns) ? readdirSync(columns).length : 0), { timeout: 5000 }).toBe(1)
  })

  it('gives the same result as the engine inline', { timeout: 30_000 }, async () => {
    const there = await result(core.client.backtest.run({ strategy: 'sma-cross', data: ['ACME'] }))
    const inline = await composeCore({
      workspace: join(dir, 'workspace'),
      engine: 'inline',
      resources: 'resources',
      version: 'test',
    })
    const here = await inline.client.jobs.result({
      id: (await inline.client.backtest.run({ strategy: 'sma-cross', data: ['ACME'] })).jobId,
    })
    await inline.close()
    expect((here.value as { resultHash: string }).resultHash).toBe((there as { resultHash: string }).resultHash)
  })

  it('cancels a sweep within two seconds and leaves no file', { timeout: 30_000 }, async () => {
    const { jobId } = await sweep()
    await new Promise((wait) => setTimeout(wait, 400))
    const asked = performance.now()
    await core.client.jobs.cancel({ id: jobId })
    await expect(core.client.jobs.result({ id: jobId })).rejects.toMatchObject({ code: 'cancelled' })
    expect(performance.now() - asked).toBeLessThan(2000)
    expect(() => execFileSync('ls', [join(dir, 'sweep.csv')], { stdio: 'pipe' })).toThrow()
  })

  it('answers other calls while a sweep runs', { timeout: 30_000 }, async () => {
    const { jobId } = await sweep()
    const asked = performance.now()
    await core.client.data.window({ symbol: 'ACME', buckets: 100 })
    expect(performance.now() - asked).toBeLessThan(1500)
    await core.client.jobs.cancel({ id: jobId })
  })

  it(
    'survives the death of the engine: the job fails with a way out, the next call has a new engine',
    { timeout: 30_000 },
    async () => {
      const stop = new AbortController()
      const events = await core.client.workspace.events(undefined, { signal: stop.signal })
      const restarted = firstOf(events, 'engine.restarted')
      const { jobId } = await sweep()
      await new Promise((wait) => setTimeout(wait, 300))
      const before = enginePid()
      process.kill(before, 'SIGKILL')
      await expect(core.client.jobs.result({ id: jobId })).rejects.toMatchObject({
        code: 'unavailable',
        data: { hint: expect.stringContaining('Try again') },
      })
      expect(await restarted).toMatchObject({ reason: expect.stringContaining('SIGKILL') })
      stop.abort()
      expect((await core.client.data.window({ symbol: 'ACME', buckets: 100 })).rows).toBe(6500)
      expect(enginePid()).not.toBe(before)
    },
  )
})
