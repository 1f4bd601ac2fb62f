import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorkspace, run, runJson } from './sextant.ts'

interface Ran {
  readonly resultHash: string
  readonly dir: string
  readonly metrics: Record<string, number | null>
}

describe('a strategy in TypeScript from the command line', () => {
  let workspace: ReturnType<typeof makeWorkspace>
  const failing = async (...args: string[]) => {
    const { code, stderr } = await run(workspace.dir, '--json', ...args)
    return { exit: code, ...(JSON.parse(stderr.trim().split('\n').at(-1)!) as { error: Record<string, string> }).error }
  }
  beforeAll(async () => {
    workspace = makeWorkspace()
    await runJson(workspace.dir, 'init')
    const lines = Array.from({ length: 300 }, (_, i) => {
      const price = (100 + 10 * Math.sin(i / 9)).toFixed(2)
      return `${new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10)},${price},${price},${price},${price},1000`
    })
    const csv = join(workspace.dir, 'acme.csv')
    writeFileSync(csv, `Date,Open,High,Low,Close,Volume\n${lines.join('\n')}\n`)
    await runJson(workspace.dir, 'data', 'import', csv, '--symbol', 'ACME')
    await runJson(workspace.dir, 'strategy', 'new', 'mine', '--template', 'two-closes')
  })
  afterAll(() => workspace.remove())

  it('is refused until the workspace is trusted, and then runs, by events, the same every time', async () => {
    const command = ['backtest', 'run', 'mine', '--data', 'ACME', '--param', 'closes=3']
    const refused = await failing(...command)
    expect(refused).toMatchObject({
      exit: 1,
      code: 'forbidden',
      hint: expect.stringContaining('config set trusted true') as string,
    })
    await runJson(workspace.dir, 'config', 'set', 'trusted', 'true')
    const ran = await runJson<Ran>(workspace.dir, ...command)
    expect(ran.metrics['trades']).toBeGreaterThan(3)
    const record = JSON.parse(readFileSync(join(ran.dir, 'run.json'), 'utf8')) as {
      engine: string
      command: string
      strategy: { name: string }
      params: Record<string, number>
    }
    expect(record).toMatchObject({ engine: 'event', strategy: { name: 'mine' }, params: { closes: 3, stop: 0.05 } })
    const again = await runJson<Ran>(workspace.dir, ...record.command.split(' ').slice(1))
    expect(again.resultHash).toBe(ran.resultHash)
  })

  it('names the place of a mistake, and what it cannot be used for', async () => {
    const file = join(workspace.dir, 'strategies', 'broken.strategy.ts')
    writeFileSync(
      file,
      'export const create = () => ({\n  onBar(bar: { close: number }) {\n    ;(bar as never as { x: () => void }).x()\n  },\n})\n',
    )
    expect(await failing('backtest', 'run', 'broken', '--data', 'ACME')).toMatchObject({
      exit: 1,
      code: 'invalid-strategy',
      message: expect.stringMatching(/^broken\.strategy\.ts:3:\d+: TypeError/) as string,
    })
    const out = join(workspace.dir, 'sweep.csv')
    expect(
      await failing('backtest', 'sweep', 'mine', '--data', 'ACME', '--grid', 'closes=1:3', '--out', out),
    ).toMatchObject({
      code: 'invalid-input',
      message: 'a sweep takes rules, and mine.strategy.ts is a program',
    })
    expect(await failing('strategy', 'check', file)).toMatchObject({ code: 'unsupported-format' })
    expect(await failing('strategy', 'new', 'mine', '--template', 'two-closes')).toMatchObject({ code: 'conflict' })
  })
})
