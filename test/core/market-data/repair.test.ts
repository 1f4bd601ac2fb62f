import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeCore, type Core } from '../../../core/compose.ts'
import { writeDailyCsv } from '../../cli/sextant.ts'

let dir = ''
const open = () => composeCore({ workspace: join(dir, 'w'), engine: 'inline', resources: 'resources', version: 'test' })
const importFile = async (core: Core, rows: number) => {
  const source = join(dir, 'ACME.csv')
  writeDailyCsv(source, rows)
  const { jobId } = await core.client.data.import({ source, options: { symbol: 'ACME' } })
  return (await core.client.jobs.result({ id: jobId })).value
}

/** Flips one bit in the middle of the stored file. */
async function damage(core: Core): Promise<void> {
  const { hash } = (await core.client.data.show({ symbol: 'ACME' })).partitions[0]!
  const file = join(dir, 'w', 'data', 'ACME', '1d', `${hash}.parquet`)
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 4
  writeFileSync(file, bytes)
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sextant-repair-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('a damaged partition', () => {
  it(
    'is never read, is named with a way out, and is mended by importing its source again',
    { timeout: 30_000 },
    async () => {
      let core = await open()
      await importFile(core, 600)
      await damage(core)
      await core.close()
      rmSync(join(dir, 'w', '.cache'), { recursive: true })

      core = await open()
      try {
        const start = async () => {
          const { jobId } = await core.client.backtest.run({ strategy: 'sma-cross', data: ['ACME'] })
          return await core.client.jobs.result({ id: jobId })
        }
        await expect(start()).rejects.toMatchObject({ code: 'corrupt-data', data: { hint: expect.any(String) } })
        expect((await core.client.workspace.health()).find((item) => item.id === 'integrity')).toMatchObject({
          status: 'error',
        })
        expect(await importFile(core, 600)).toMatchObject({
          accepted: 600,
          unchanged: false,
          warnings: [expect.stringContaining('replaced')],
        })
        expect(await start()).toMatchObject({ kind: 'backtest.run' })
        expect((await core.client.workspace.health()).find((item) => item.id === 'integrity')).toMatchObject({
          status: 'ok',
        })
      } finally {
        await core.close()
      }
    },
  )

  it('is not replaced by a file that spans less than it', { timeout: 30_000 }, async () => {
    const core = await open()
    await importFile(core, 600)
    await damage(core)
    await core.close()
    const again = await open()
    await expect(importFile(again, 500)).rejects.toMatchObject({ code: 'corrupt-data' })
    await again.close()
  })
})
