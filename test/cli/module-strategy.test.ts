import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWorkspace, run, runJson } from './sextant.ts'

interface Ran {
  readonly resultHash: string
  readonly dir: string
  readonly metrics: Record<string, number | null>
}

interface Checked {
  readonly ok: boolean
  readonly problems: readonly {
    readonly line: number
    readonly column: number
    readonly message: string
    readonly hint?: string
  }[]
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
    expect(await failing('strategy', 'new', 'mine', '--template', 'two-closes')).toMatchObject({ code: 'conflict' })
  })

  it('is swept in one process, row for row the figures of single runs, and left when it is wrong or cancelled', async () => {
    const out = join(workspace.dir, 'sweep.csv')
    const grid = ['--grid', 'closes=1:4', '--grid', 'stop=0.02,0.05', '--where', 'closes > 1', '--out', out]
    const swept = await runJson<{ combinations: number }>(
      workspace.dir,
      'backtest',
      'sweep',
      'mine',
      '--data',
      'ACME',
      ...grid,
    )
    expect(swept.combinations).toBe(6)
    const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\n')
    expect(header).toBe('closes,stop,totalReturn,sharpe,maxDrawdown,trades,winRate,profitFactor,finalEquity')
    const [closes, stop, totalReturn, sharpe, , trades, , , finalEquity] = rows[3]!.split(',').map(Number)
    const chosen = ['--param', `closes=${closes}`, '--param', `stop=${stop}`]
    const single = await runJson<Ran>(workspace.dir, 'backtest', 'run', 'mine', '--data', 'ACME', ...chosen)
    expect([totalReturn, sharpe, trades, finalEquity]).toEqual(
      ['totalReturn', 'sharpe', 'trades', 'finalEquity'].map((name) => single.metrics[name]),
    )
    const save = (name: string, body: string) =>
      writeFileSync(
        join(workspace.dir, 'strategies', `${name}.strategy.ts`),
        `export const params = [{ name: 'n', type: 'int', default: 1, min: 0, max: 99 }]\n${body}\n`,
      )
    save('seven', "export const create = ({ params }) => ({ onBar() { if (params.n === 7) throw new Error('no') } })")
    const sweep = (name: string) =>
      failing('backtest', 'sweep', name, '--data', 'ACME', '--grid', 'n=5:9', '--out', join(workspace.dir, 'none.csv'))
    expect(await sweep('seven')).toMatchObject({
      code: 'invalid-strategy',
      message: expect.stringMatching(/^seven\.strategy\.ts:2:\d+: Error: no \(at n=7\)$/) as string,
    })
    save(
      'keeps',
      'let runs = 0\nexport const create = () => { runs++; return { onBar(bar, broker) { if (bar.index === runs) broker.buy(runs) } } }',
    )
    expect(await sweep('keeps')).toMatchObject({ code: 'look-ahead' })
    expect(existsSync(join(workspace.dir, 'none.csv'))).toBe(false)
  })

  it('is listed and checked: the text always, what it says when loaded only in a trusted workspace', async () => {
    const check = (text: string) => {
      const file = join(workspace.dir, 'strategies', 'checked.strategy.ts')
      writeFileSync(file, text)
      return run(workspace.dir, '--json', 'strategy', 'check', 'checked').then(
        ({ stdout }) => JSON.parse(stdout) as Checked,
      )
    }
    const listed = await runJson<{ file: string; ok: boolean; params: { name: string }[] }[]>(
      workspace.dir,
      'strategy',
      'list',
    )
    expect(listed.find(({ file }) => file === 'mine.strategy.ts')).toMatchObject({
      ok: true,
      params: [{ name: 'closes' }, { name: 'stop' }],
    })
    expect((await check('const a = 1\nenum Side { Long }\n')).problems).toMatchObject([{ line: 2, column: 1 }])
    expect((await check('export const create = () => ({\n  onBar(bar { }\n})')).problems).toMatchObject([
      { line: 2, column: 13 },
    ])
    expect((await check('export const other = 1\n')).problems[0]!.message).toBe('it exports no function `create`')
    expect((await check('export const create = () => {\n  throw new Error("no")\n}\n')).problems).toMatchObject([
      { line: 2, column: 9, message: 'Error: no' },
    ])
    expect((await check('export const create = () => ({ onBr() {} })')).problems[0]!.message).toContain('no callback')
    expect(
      await check(
        "const n = 4\nexport const params = [{ name: 'n', default: n }]\nexport const create = () => ({ onBar() {} })",
      ),
    ).toMatchObject({
      ok: true,
      params: [{ name: 'n', default: 4 }],
    })
    await runJson(workspace.dir, 'config', 'set', 'trusted', 'false')
    const untrusted = await check('export const create = () => {\n  throw new Error("no")\n}\n')
    expect(untrusted).toMatchObject({ ok: true, problems: [{ severity: 'warning' }] })
    expect(untrusted.problems[0]!.hint).toContain('config set trusted true')
    await runJson(workspace.dir, 'config', 'set', 'trusted', 'true')
  })
})
