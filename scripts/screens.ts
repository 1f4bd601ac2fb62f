import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { run } from '../test/cli/sextant.ts'
import { openApp } from '../test/e2e/app.ts'

/**
 * Pictures of every screen, 1600 x 1000, dark and light, into docs/screens. Shows the sample workspace; with price files
 * as arguments, those are imported too: `node scripts/screens.ts FILE...`.
 */
const out = resolve('docs/screens')
mkdirSync(out, { recursive: true })

const app = await openApp(async (workspace) => {
  await run(workspace, 'init', workspace, '--sample')
  for (const file of process.argv.slice(2)) await run(workspace, 'data', 'import', resolve(file))
  for (const strategy of ['rsi-revert', 'breakout'])
    await run(workspace, 'backtest', 'run', strategy, '--data', 'SP500', '--fees', '0.0005')
})

const area = (name: string) => (page: Page) =>
  page.getByRole('navigation').first().getByText(name, { exact: true }).click()
const screens: readonly (readonly [string, (page: Page) => Promise<unknown>])[] = [
  ['home', area('Home')],
  ['data', area('Data')],
  ['data-quality', (page) => page.getByRole('tab', { name: 'Quality' }).click()],
  ['chart', area('Chart')],
  ['strategies', area('Strategies')],
  ['runs', area('Runs')],
  ['run-overview', (page) => page.getByText('sma-cross').filter({ visible: true }).first().click()],
  ['reports', area('Reports')],
  ['command-palette', (page) => page.keyboard.press('Control+k')],
]

try {
  for (const theme of ['dark', 'light'] as const) {
    await run(app.workspace, 'config', 'set', 'theme', theme)
    await app.page.reload()
    for (const [name, show] of screens) {
      await show(app.page)
      await app.page.waitForTimeout(1500)
      await app.page.screenshot({ path: join(out, `${name}-${theme}.png`) })
      if (name === 'command-palette') await app.page.keyboard.press('Escape')
    }
  }
  if (app.complaints.length > 0) throw new Error(app.complaints.join('\n'))
} finally {
  await app.close()
}
