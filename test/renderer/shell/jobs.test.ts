import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Job, JobResult } from '../../../core/contract/jobs.ts'

const ended = (change: Partial<Job> = {}): Job => ({
  id: 'j1',
  kind: 'backtest.run',
  title: 'Backtest',
  status: 'done',
  progress: { fraction: 1, stage: 'done' },
  createdAt: 1,
  startedAt: 1,
  endedAt: 2,
  error: null,
  ...change,
})
const running = (): Job => ended({ status: 'running', endedAt: null })

const calls = vi.hoisted(() => ({ get: vi.fn<() => Promise<unknown>>(), result: vi.fn<() => Promise<unknown>>() }))
vi.mock('../../../renderer/lib/client.ts', () => ({ client: { jobs: calls } }))

describe('waiting for a job', () => {
  let jobs: typeof import('../../../renderer/shell/jobs.ts')
  beforeEach(async () => {
    vi.resetModules()
    jobs = await import('../../../renderer/shell/jobs.ts')
    calls.result.mockResolvedValue({ kind: 'backtest.run' } satisfies Partial<JobResult>)
  })

  it('gives the result of a job that ended before the stream named it', async () => {
    calls.get.mockResolvedValue(ended())
    await expect(jobs.jobResult('j1')).resolves.toMatchObject({ kind: 'backtest.run' })
  })

  it('waits for the stream while the job runs', async () => {
    calls.get.mockResolvedValue(running())
    let done = false
    const result = jobs.jobResult('j1').then(() => {
      done = true
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(done).toBe(false)
    jobs.noteJob(ended())
    await result
    expect(done).toBe(true)
  })

  it('fails with the job’s own code, hint and evidence', async () => {
    calls.get.mockResolvedValue(
      ended({
        status: 'failed',
        error: { code: 'no-space', message: 'The disk is full.', hint: 'Free some.', data: { needed: 1 } },
      }),
    )
    await expect(jobs.jobResult('j1')).rejects.toMatchObject({
      code: 'no-space',
      hint: 'Free some.',
      data: { needed: 1 },
    })
  })

  it('calls a cancelled job cancelled', async () => {
    calls.get.mockResolvedValue(ended({ status: 'cancelled' }))
    await expect(jobs.jobResult('j1')).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('fails where nobody knows the job', async () => {
    calls.get.mockRejectedValue(new Error('no job j1'))
    await expect(jobs.jobResult('j1')).rejects.toThrow('no job j1')
  })
})
