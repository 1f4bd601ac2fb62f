import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasShared, makeWorkspace, run, runJson, shared } from './sextant.ts'

interface Ran {
  runId: string
  metrics: Record<string, number | null>
  warnings: string[]
  dir: string
  resultHash: string
}

interface Listed {
  version: number
  actions: { ts: number; kind: string; value: number }[]
}

const workspace = makeWorkspace()
const file = (name: string, text: string) => {
  const path = join(workspace.dir, name)
  writeFileSync(path, text)
  return path
}
const call = <Value>(...args: string[]) => runJson<Value>(workspace.dir, ...args)
const backtest = () => call<Ran>('backtest', 'run', join(workspace.dir, 'hold.json'), '--data', 'NV', '--cash', '10000')
const dataOf = ({ dir }: Ran) =>
  (JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as { data: { hash: string; actions?: object }[] }).data[0]!

beforeAll(async () => {
  const prices = [1000, 1000, 1010, 101, 100, 102].map(
    (price, i) => `2024-06-0${i + 3},${price},${price + 1},${price - 1},${price},1000`,
  )
  file('NV.csv', ['date,open,high,low,close,volume', ...prices].join('\n'))
  file('hold.json', JSON.stringify({ name: 'hold', entryLong: 'close > 0', sizing: 'units(5)' }))
  await call('data', 'import', join(workspace.dir, 'NV.csv'), '--symbol', 'NV')
})
afterAll(() => workspace.remove())

describe('splits and dividends from the command line', () => {
  it('are imported, listed, applied and part of what names the data', async () => {
    const plain = await backtest()
    expect(plain.metrics['finalEquity']).toBe(10_000 - 5000 + 5 * 102)
    expect(dataOf(plain).actions).toBeUndefined()

    const list = file('acts.csv', 'date,kind,value\n2024-06-06,split,10:1\n2024-06-07,dividend,0.5\n')
    const added = await call('data', 'actions', 'import', list, '--symbol', 'NV')
    expect(added).toMatchObject({ symbol: 'NV', version: 1, read: 2, changed: 2, total: 2 })
    const listed = await call<Listed>('data', 'actions', 'list', 'NV')
    expect(listed.actions).toEqual([
      { ts: Date.UTC(2024, 5, 6), kind: 'split', value: 10 },
      { ts: Date.UTC(2024, 5, 7), kind: 'dividend', value: 0.5 },
    ])

    const split = await backtest()
    expect(split.metrics['finalEquity']).toBe(10_000 - 5000 + 50 * 102 + 25)
    expect(dataOf(split)).toMatchObject({ actions: { version: 1, count: 2 } })
    expect(dataOf(split).hash).not.toBe(dataOf(plain).hash)
    const [newest, oldest] = await call<{ id: string; stale: boolean }[]>('backtest', 'list')
    expect([newest!.stale, oldest!.stale]).toEqual([false, true])
  })

  it('forget the others with --replace', async () => {
    const none = file('none.csv', 'date,kind,value\n')
    await call('data', 'actions', 'import', none, '--symbol', 'NV', '--replace')
    expect(await call<Listed>('data', 'actions', 'list', 'NV')).toMatchObject({ version: 2, actions: [] })
    expect((await backtest()).metrics['finalEquity']).toBe(10_000 - 5000 + 5 * 102)
  })

  it('are refused with the line that is wrong', async () => {
    const bad = file('bad.csv', 'date,kind,value\n2024-06-06,merger,10\n')
    const failed = await run(workspace.dir, 'data', 'actions', 'import', bad, '--symbol', 'NV')
    expect(failed.code).toBe(2)
    expect(failed.stderr).toContain('bad.csv, line 2: "merger" is neither split nor dividend')
  })

  it.skipIf(!hasShared)(
    `are taken from the columns of a price file${hasShared ? '' : ' (skipped: no ../shared/data)'}`,
    async () => {
      await call('data', 'import', join(shared, 'data/csvdir-AAPL-daily.csv'), '--symbol', 'AAPL')
      const { actions } = await call<Listed>('data', 'actions', 'list', 'AAPL')
      expect(actions).toHaveLength(11)
      expect(actions).toContainEqual({ ts: Date.UTC(2014, 5, 9), kind: 'split', value: 7 })
      const ran = await call<Ran>('backtest', 'run', join(workspace.dir, 'hold.json'), '--data', 'AAPL')
      // 5 shares through ten dividends, at prices that are adjusted for the split.
      expect(ran.warnings[0]).toContain('do not move with its split of 2014-06-09')
      const dividends = [0.37857, 0.37857, 0.37857, 0.43571, 0.43571, 0.43571, 0.43571, 0.47, 0.47, 0.47]
      const received = 5 * dividends.reduce((sum, amount) => sum + amount, 0)
      expect(ran.warnings[1]).toContain(`Dividends of ${received.toFixed(2)} were received`)
    },
  )
})
