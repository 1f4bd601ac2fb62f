import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runJson, writeDailyCsv } from '../cli/sextant.ts'
import { openApp, type App } from './app.ts'

let app: App
let file = ''
let byMouse = ''

beforeAll(async () => {
  app = await openApp()
  file = join(app.dir, 'ACME.csv')
  writeDailyCsv(file, 1500)
})
afterAll(() => app?.close())

/** The same job over HTTP, signed in as this page is. */
async function http<Value>(path: string, body?: object): Promise<Value> {
  return (await app.page.evaluate(
    async ([address, text]) => {
      const answer = await fetch(
        address!,
        text === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: text },
      )
      return answer.json()
    },
    [path, body === undefined ? undefined : JSON.stringify(body)],
  )) as Value
}

describe('from a dropped file to a report, in a real Chromium', () => {
  it('takes at most six clicks', async () => {
    const { page } = app
    let clicks = 0
    const click = async (target: Locator) => {
      clicks++
      await target.click()
    }
    await page.getByText('Drop price files here').waitFor()
    await dropFile(file)
    await click(page.getByRole('button', { name: /^Import 1,500 rows/ }))
    await page.getByRole('heading', { name: 'ACME 1d' }).waitFor()
    await click(page.getByRole('button', { name: 'Backtest', exact: true }).first())
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await click(page.getByRole('dialog').getByRole('button', { name: /^Run/ }))
    await page.getByText('Total return').first().waitFor()
    await page.getByText(/^Same run, /).waitFor()
    await click(page.getByRole('button', { name: /^Report/ }).last())
    await click(page.getByRole('menuitem', { name: 'Write HTML' }))
    await expect
      .poll(() => readdirSync(join(app.workspace, 'reports')).filter((name) => name.endsWith('.html')))
      .toHaveLength(1)
    expect(clicks).toBeLessThanOrEqual(6)
    const [run] = await http<{ id: string; resultHash: string }[]>('/api/runs')
    byMouse = run!.resultHash
    expect(
      readFileSync(join(app.workspace, 'reports', readdirSync(join(app.workspace, 'reports'))[0]!), 'utf8'),
    ).toContain(run!.id)
  })

  it('gives the same result by mouse, by command line and by HTTP', async () => {
    const ran = await runJson<{ resultHash: string }>(app.workspace, 'backtest', 'run', 'sma-cross', '--data', 'ACME')
    expect(ran.resultHash).toBe(byMouse)
    const { jobId } = await http<{ jobId: string }>('/api/backtest/run', { strategy: 'sma-cross', data: ['ACME'] })
    const { value } = await http<{ value: { resultHash: string; dir: string } }>(`/api/jobs/${jobId}/result`)
    expect(value.resultHash).toBe(byMouse)
    expect(existsSync(join(value.dir, 'trades.parquet'))).toBe(true)
    expect(
      (
        await http<{ unchanged: boolean; kind: string }>(
          `/api/jobs/${(await http<{ jobId: string }>('/api/data/import', { source: file, options: { symbol: 'ACME' } })).jobId}/result`,
        )
      ).kind,
    ).toBe('data.import')
    expect(
      (await http<{ files: object[] }>('/api/reports/build', { run: 'last', formats: ['html', 'md'] })).files,
    ).toHaveLength(2)
  })

  it('shows what another process has done without being asked', async () => {
    const { page } = app
    await page.getByRole('navigation').first().getByText('Runs', { exact: true }).click()
    const before = (await http<object[]>('/api/runs')).length
    await runJson(app.workspace, 'backtest', 'run', 'rsi-revert', '--data', 'ACME')
    await page.getByText('rsi-revert').filter({ visible: true }).first().waitFor({ timeout: 10_000 })
    expect((await http<object[]>('/api/runs')).length).toBe(before + 1)
  })

  it('opens a run to its robustness, and says what a second opinion needs where there is no Python for it', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'sma-cross', exact: true }).filter({ visible: true }).first().click()
    await page.getByRole('tab', { name: 'Robustness' }).click()
    await page.getByText(/^Stationary bootstrap/).waitFor()
    await page.getByRole('button', { name: 'Second opinion' }).click()
    await page.getByRole('menuitem', { name: 'vectorbt' }).click()
    // Where the analyst's Python has the tool, there is a result in place of the way to get it.
    await expect
      .poll(() => page.getByText(/pip install vectorbt|trades? agree|trades? differ|There is no Python/).count(), {
        timeout: 120_000,
      })
      .toBeGreaterThan(0)
  })

  it('opens every area without an error on the page', async () => {
    const { page } = app
    for (const area of ['Home', 'Data', 'Chart', 'Strategies', 'Runs', 'Reports']) {
      await page.getByRole('navigation').first().getByText(area, { exact: true }).click()
      await page.waitForTimeout(400)
      expect(await page.locator('h1:visible').count(), area).toBe(1)
    }
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').first().waitFor()
    await page.keyboard.press('Escape')
    expect(app.complaints).toStrictEqual([])
  })
})

/** A drop as the browser makes it: a DataTransfer that holds the file. */
async function dropFile(path: string): Promise<void> {
  const transfer = await app.page.evaluateHandle(
    ([name, text]) => {
      const data = new DataTransfer()
      data.items.add(new File([text!], name!, { type: 'text/csv' }))
      return data
    },
    ['ACME.csv', readFileSync(path, 'utf8')],
  )
  const zone = app.page.getByRole('region', { name: 'Import files' })
  for (const type of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(type, { dataTransfer: transfer })
}
