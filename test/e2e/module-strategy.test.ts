import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJson } from '../cli/sextant.ts'
import { openApp, type App } from './app.ts'

let app: App
beforeAll(async () => {
  app = await openApp(async (workspace) => {
    await runJson(workspace, 'init', workspace)
    const quotes = Array.from({ length: 400 }, (_, i) => {
      const bid = (100 + Math.sin(i / 30)).toFixed(2)
      return `${new Date(Date.UTC(2024, 0, 2, 9) + i * 1000).toISOString()},${bid},${(Number(bid) + 0.02).toFixed(2)}`
    })
    const file = join(workspace, 'quotes.csv')
    writeFileSync(file, `timestamp,bid,ask\n${quotes.join('\n')}\n`)
    await runJson(workspace, 'data', 'import', file, '--symbol', 'ACME', '--timeframe', 'tick')
    writeFileSync(
      join(workspace, 'strategies', 'ticker.strategy.ts'),
      'export const create = () => {\n  let n = 0\n  return { onTick(tick, broker) { if (n++ % 90 === 0) broker.position() === 0 ? broker.buy(5) : broker.closePosition() } }\n}\n',
    )
    await runJson(workspace, 'config', 'set', 'trusted', 'true')
  })
})
afterAll(() => app.close())

describe('a strategy in TypeScript in the window', () => {
  it('opens with its colours, shows a mistake at its place, is saved and run on ticks', async () => {
    const { page } = app
    await page.getByRole('navigation').first().getByText('Strategies', { exact: true }).click()
    await page.getByText('ticker.strategy.ts').first().click()
    await page.getByRole('region', { name: 'Program' }).getByText('process of its own').waitFor()
    await expect.poll(() => page.locator('.cm-line span').count(), { timeout: 15_000 }).toBeGreaterThan(5)
    await page.locator('.cm-content').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('const const = 1')
    await page.getByText('Expected ident').waitFor()
    expect(await page.getByRole('button', { name: /^Backtest/ }).isDisabled()).toBe(true)
    for (let i = 0; i < 'const const = 1'.length; i++) await page.keyboard.press('Backspace')
    await page.keyboard.type('// as it was')
    await expect
      .poll(() => page.getByRole('button', { name: /^Backtest/ }).isDisabled(), { timeout: 15_000 })
      .toBe(false)
    await page.keyboard.press('Control+S')
    await page.getByText('Saved').first().waitFor()
    await page.getByRole('button', { name: /^Backtest/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^Run/ }).click()
    await page.getByText('recorded quotes, trades and levels').waitFor({ timeout: 60_000 })
    expect(await page.getByText('Second opinion').count()).toBe(0)
    expect(app.complaints).toEqual([])
  })
})
