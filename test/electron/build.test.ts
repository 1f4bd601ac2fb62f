import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

vi.mock('electron', () => import('./stand-in.ts'))

const dir = mkdtempSync(join(tmpdir(), 'sextant-build-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('the desktop build', () => {
  beforeAll(() => {
    rmSync('out/main', { recursive: true, force: true })
    // Not the window: other tests serve it from its folder at this moment.
    execFileSync(process.execPath, ['node_modules/electron-vite/bin/electron-vite.js', 'build'], {
      env: { ...process.env, SEXTANT_WITHOUT_WINDOW: '1' },
      stdio: 'pipe',
    })
  }, 120_000)

  it('puts every file where the running code looks for it', () => {
    for (const file of [
      'out/main/electron/main.js',
      'out/main/electron/engine.js',
      'out/preload/preload.cjs',
      'out/main/core/backtest/sweep-worker.js',
      'out/main/core/engine/sandbox/child.js',
      'out/main/core/indicators/kernels.wasm',
      'out/main/core/market-data/adapters/export-xlsx-worker.js',
    ])
      expect(existsSync(file), file).toBe(true)
  })

  it('finds the compiled kernels beside the built indicators', async () => {
    const { rollingMax } = (await import(
      /* @vite-ignore */ resolve('out/main/core/indicators/rolling-extreme.js')
    )) as typeof import('../../core/indicators/rolling-extreme.ts')
    expect([...rollingMax(Float64Array.of(1, 3, 2), 2)]).toStrictEqual([Number.NaN, 3, 3])
  })

  it('starts the built engine, which answers', { timeout: 30_000 }, async () => {
    const { createUtilityEngine } = (await import(
      /* @vite-ignore */ resolve('out/main/electron/utility-engine.js')
    )) as typeof import('../../electron/utility-engine.ts')
    const { engine, close } = await createUtilityEngine(
      { workspace: dir, resources: 'resources', memoryMb: 512, threads: 1 },
      () => {},
    )
    try {
      expect(
        (await engine.query({ sql: 'select 42 as answer', tables: [], rows: 1, timeoutMs: 10_000 })).rows,
      ).toStrictEqual([[42]])
      // A strategy module has a process of its own, started by the main process for the engine.
      const file = 'mine.strategy.ts'
      const text =
        "export const params = [{ name: 'n', default: 3 }]\nexport const create = (): object => ({ onBar() {} })\n"
      expect(await engine.declare({ text, file })).toMatchObject({ params: [{ name: 'n' }], callbacks: ['onBar'] })
      await expect(engine.declare({ text: 'export const create = () => process.exit(7)', file })).rejects.toMatchObject(
        {
          message: expect.stringContaining('exit code 7') as string,
        },
      )
      const stop = new AbortController()
      const endless = engine.declare({ text: 'for (;;);', file }, { signal: stop.signal })
      setTimeout(() => stop.abort(), 1500)
      await expect(endless).rejects.toThrow()
    } finally {
      await close()
    }
  })
})
