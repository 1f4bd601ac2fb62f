import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Profile } from '../../core/contract/profile.ts'
import { makeWorkspace, run, runJson } from './sextant.ts'

const workspace = makeWorkspace()
const call = <Value>(...args: string[]) => runJson<Value>(workspace.dir, ...args)
beforeAll(async () => {
  await call('init')
  await call('data', 'import', resolve('resources/samples/sp500.csv'), '--symbol', 'SPX')
}, 60_000)
afterAll(() => workspace.remove())

describe('backtest profiles', () => {
  it('lists them, and shows one beside the default', async () => {
    const profiles = await call<Profile[]>('backtest', 'profiles')
    expect(profiles.map(({ name }) => name)).toContain('lean-daily')
    const { stdout } = await run(workspace.dir, 'backtest', 'profiles', 'freqtrade')
    expect(stdout).toMatch(/levelGap +level +sextant: open/)
    expect(stdout).toMatch(/annualDays +365 +sextant: inferred/)
  })

  it('names those there are where one does not exist', async () => {
    const { code, stderr } = await run(workspace.dir, 'backtest', 'profiles', 'moonshot')
    expect(code).not.toBe(0)
    expect(stderr).toContain('zipline, lean-daily, freqtrade')
  })

  it('zipline with its own costs ends with what zipline ends with', async () => {
    const { scenarios } = JSON.parse(readFileSync('test/fixtures/zipline.json', 'utf8')) as {
      scenarios: { name: string; series: string; figures: { value: number; sharpe: number } }[]
    }
    const { figures } = scenarios.find(({ name, series }) => name === 'default_costs' && series === 'sp500')!
    const costs = ['--fees', '0.001', '--slippage', '0.0005']
    const args = ['backtest', 'run', 'sma-cross', '--data', 'SPX', '--profile', 'zipline', ...costs]
    const { metrics } = await call<{ metrics: { finalEquity: number; sharpe: number } }>(...args)
    // The tool rounds prices to thousandths.
    expect(Math.abs(metrics.finalEquity / figures.value - 1)).toBeLessThan(1e-5)
    expect(metrics.sharpe).toBeCloseTo(figures.sharpe, 5)
  }, 60_000)
})
