import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Simulation } from '../../../../core/engine/types.ts'
import { anySimulation } from '../arbitrary.ts'
import type { Way } from './walk-worker.ts'

const inputs = fc.sample(anySimulation, { numRuns: 60, seed: 7 })

/** The results of all inputs, worked out by so many threads at once; thread k takes every k-th pair of neighbours. */
async function byThreads(count: number, way: Way): Promise<unknown[]> {
  const results: unknown[] = []
  const parts = Array.from({ length: count }, (_, k) => inputs.filter((_, i) => Math.floor(i / 2) % count === k))
  const answers = await Promise.all(parts.map((part) => answerOf(part, way)))
  for (let i = 0; i < inputs.length; i++) {
    const pair = Math.floor(i / 2)
    results.push(answers[pair % count]![Math.floor(pair / count) * 2 + (i % 2)])
  }
  return results
}

async function answerOf(part: readonly Simulation[], way: Way): Promise<unknown[][]> {
  const worker = new Worker(new URL('./walk-worker.ts', import.meta.url), { workerData: { inputs: part, way } })
  const [answer] = (await once(worker, 'message')) as [unknown[][]]
  await worker.terminate()
  return answer
}

describe('one rule run and runs that share an account', () => {
  it('are the same fast, step by step and resumed, in one thread and in several', async () => {
    const fast = await byThreads(1, 'fast')
    expect(fast.some((pair) => (pair as [{ trades: unknown[] }])[0].trades.length > 3)).toBe(true)
    expect(await byThreads(1, 'step by step')).toEqual(fast)
    expect(await byThreads(1, 'resumed')).toEqual(fast)
    for (const way of ['fast', 'step by step', 'resumed'] as const) expect(await byThreads(3, way)).toEqual(fast)
  }, 60_000)
})
