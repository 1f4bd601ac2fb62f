import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../e2e/app.ts'
import { openApp } from '../e2e/app.ts'

let app: App
const elsewhere: string[] = []

/** Weekday bars from a fixed walk, with the asked lines broken. */
function writePrices(path: string, rows: number, broken: Record<number, string> = {}): void {
  const lines = ['date,open,high,low,close,volume']
  let close = 100
  for (let day = Date.UTC(2015, 0, 5), row = 0; row < rows; day += 86_400_000) {
    if ([0, 6].includes(new Date(day).getUTCDay())) continue
    const open = close
    close = Math.max(5, close + Math.sin(row / 7) + Math.cos(row / 31))
    lines.push(
      broken[row] ??
        [
          new Date(day).toISOString().slice(0, 10),
          open.toFixed(2),
          (Math.max(open, close) + 0.5).toFixed(2),
          (Math.min(open, close) - 0.5).toFixed(2),
          close.toFixed(2),
          1000 + row,
        ].join(','),
    )
    row += 1
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
}

const chooseFile = (path: string) => app.page.locator('.panel:not([hidden]) input[type=file]').setInputFiles(path)
const activeTab = () => app.page.getByRole('tablist', { name: 'Open documents' }).getByRole('tab', { selected: true })

beforeAll(async () => {
  app = await openApp(async (workspace) => {
    execFileSync(process.execPath, ['cli/main.ts', 'init', workspace, '--sample'], { stdio: 'ignore' })
  })
  app.page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') elsewhere.push(request.url())
  })
}, 120_000)
afterAll(() => app?.close(), 30_000)

describe('the window, served by the real host', { timeout: 60_000 }, () => {
  it('shows what the sample holds on Home', async () => {
    const { page } = app
    await page.getByRole('grid', { name: 'Recent runs' }).getByText('sma-cross').waitFor()
    await page.getByRole('grid', { name: 'Data sets' }).getByText('SP500').waitFor()
    expect(await page.getByText('Offline lock on').first().isVisible()).toBe(true)
  })

  it('goes to every area, opens the palette and the keys without a mouse', async () => {
    const { page } = app
    for (const [key, area] of [
      ['2', 'Data'],
      ['5', 'Runs'],
      ['1', 'Home'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`)
      await page.locator('.rail-item[aria-current=page]', { hasText: area }).waitFor()
    }
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder('Search or run a command').fill('@sp')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'SP500 1d', exact: true }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog', { name: 'Keys' }).count()).toBe(0)
  })

  it('says per guess how sure it is and underlines what cannot be read', async () => {
    const { page } = app
    const file = join(app.dir, 'zeta-daily.csv')
    writePrices(file, 400, { 10: '2015-01-19,100,90,110,100,5', 20: '2015-13-45,1,2,0.5,1,5' })
    await page.keyboard.press('Control+1')
    await chooseFile(file)
    await page.getByRole('button', { name: 'Import 398 rows' }).waitFor()
    await expect.poll(() => page.locator('.bad-cell').count()).toBeGreaterThanOrEqual(2)
    const symbol = page.getByRole('region', { name: 'Symbol' }).or(page.locator('section[aria-label=Symbol]'))
    await symbol
      .first()
      .getByText(/Sure|Check/)
      .waitFor()
    await page
      .getByRole('textbox', { name: 'Symbol' })
      .or(page.getByRole('combobox', { name: 'Symbol' }))
      .first()
      .fill('ZED')
    await page.keyboard.press('Enter')
    await symbol.first().getByText('Given', { exact: true }).waitFor()
    await page.getByText('data/ZED/1d/').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'ZED 1d', exact: true }).waitFor()
    await page.getByText('2 rows in quarantine').filter({ visible: true }).first().waitFor()
  })

  it('runs SQL and shows the result with its time', async () => {
    const { page } = app
    await page.keyboard.press('Control+j')
    await page.getByRole('textbox', { name: 'SQL statement' }).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('select count(*) as n from "ZED_1d"')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('grid', { name: 'Result' }).getByText('398').waitFor()
    expect(await page.getByText(/^1 row in /).count()).toBe(1)
    await page.keyboard.press('Control+j')
  })

  it('refuses a statement that writes, and says why', async () => {
    const { page } = app
    await page.keyboard.press('Control+j')
    await page.getByRole('textbox', { name: 'SQL statement' }).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('drop table "ZED_1d"')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => page.getByRole('alert').getByText('sql-refused').count()).toBe(1)
    await page.keyboard.press('Control+j')
  })

  it('keeps theme and tabs over a restart of the window', async () => {
    const { page } = app
    await page.keyboard.press('Control+,')
    await page.getByRole('radio', { name: 'Light' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'ZED 1d' }).waitFor()
    await page.reload()
    await activeTab().getByText('ZED 1d').waitFor()
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
  })

  it('says of a damaged file what was expected and found, and keeps the rest working', async () => {
    const { page } = app
    const folder = join(app.workspace, 'data', 'ZED', '1d')
    const file = join(folder, readdirSync(folder)[0] ?? '')
    const bytes = readFileSync(file)
    bytes[200] = (bytes[200] ?? 0) ^ 255
    chmodSync(file, 0o644)
    writeFileSync(file, bytes)
    await page.reload()
    await page.getByRole('heading', { name: 'This file is not what was imported' }).waitFor()
    await page.getByText('Not readable').waitFor()
    expect(await page.getByRole('button', { name: 'Backtest', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('option', { name: /SP500/ }).click()
    await page.getByRole('grid', { name: 'Rows of SP500 1d' }).waitFor()
  })

  it('asks nothing of any other machine and breaks no rule of its own content policy', () => {
    expect(elsewhere).toStrictEqual([])
    // What Chromium logs for the answers that were meant to fail above.
    expect(app.complaints.filter((text) => !text.includes('Failed to load resource'))).toStrictEqual([])
  })
})
