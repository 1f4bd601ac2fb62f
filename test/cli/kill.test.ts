import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableFromIPC } from '@uwdata/flechette'
import { afterAll, describe, expect, it } from 'vitest'
import { composeCore } from '../../core/compose.ts'
import { makeWorkspace } from './sextant.ts'

type Acknowledged =
  | { kind: 'ready' }
  | { kind: 'import'; symbol: string; batch: string; rows: number }
  | { kind: 'run'; id: string; hash: string }

const kills = 50
const workspace = makeWorkspace()
afterAll(() => workspace.remove())

/** Lets the driver work for a while after it is ready, kills it with SIGKILL, gives what it had acknowledged. */
function workAndKill(dir: string, files: string, round: number, afterMs: number): Promise<Acknowledged[]> {
  const child = fork('test/cli/kill-driver.ts', [dir, files, String(round)], {
    execPath: process.execPath,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const acknowledged: Acknowledged[] = []
  child.on('message', (message) => {
    const seen = message as Acknowledged
    if (seen.kind === 'ready') setTimeout(() => child.kill('SIGKILL'), afterMs)
    else acknowledged.push(seen)
  })
  return new Promise((done) => child.on('close', () => done(acknowledged)))
}

describe('kill -9 at random moments', () => {
  it(`loses nothing acknowledged and shows nothing partial, ${kills} times`, { timeout: 300_000 }, async () => {
    const dir = join(workspace.dir, 'workspace')
    const files = join(workspace.dir, 'files')
    mkdirSync(files)
    const acknowledged: Acknowledged[] = []
    for (let round = 0; round < kills; round++)
      acknowledged.push(...(await workAndKill(dir, files, round, Math.random() * 1200)))
    expect(acknowledged.length).toBeGreaterThan(kills / 2)

    const core = await composeCore({ workspace: dir, engine: 'inline', resources: 'resources', version: 'test' })
    try {
      const stored = new Map((await core.client.data.list()).map((dataset) => [dataset.symbol, dataset]))
      const runs = new Map((await core.client.backtest.list()).map((run) => [run.id, run]))
      for (const seen of acknowledged) {
        if (seen.kind === 'import')
          expect(stored.get(seen.symbol), `import ${seen.symbol}`).toMatchObject({ rows: seen.rows })
        else if (seen.kind === 'run')
          expect(runs.get(seen.id), `run ${seen.id}`).toMatchObject({ resultHash: seen.hash })
      }
      // Whatever is listed is whole: every partition reads with its hash and its rows, every run has all its files.
      for (const { symbol, rows } of stored.values()) {
        const bars = tableFromIPC(new Uint8Array(await (await core.client.data.bars({ symbol })).arrayBuffer()))
        expect(bars.numRows, symbol).toBe(rows)
      }
      for (const id of runs.keys()) {
        const detail = await core.client.backtest.show({ run: id })
        expect(JSON.parse(readFileSync(join(detail.dir, 'run.json'), 'utf8'))).toMatchObject({ id })
        for (const file of ['equity.parquet', 'trades.parquet', 'orders.parquet', 'run-card.md'])
          expect(existsSync(join(detail.dir, file)), `${id} ${file}`).toBe(true)
      }
      expect((await core.client.workspace.health()).find((item) => item.id === 'integrity')).toMatchObject({
        status: 'ok',
      })
      // Folders of killed runs were removed on opening; no run folder is without its run.
      expect(readdirSync(join(dir, 'runs')).filter((name) => name.startsWith('.'))).toStrictEqual([])
      expect(
        (await core.client.jobs.list()).filter((job) => job.status === 'running' || job.status === 'queued'),
      ).toStrictEqual([])
    } finally {
      await core.close()
    }
  })
})
