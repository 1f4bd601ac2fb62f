import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser, type Page } from 'playwright-core'
import { builtRenderer } from '../../cli/window.ts'

export interface App {
  readonly dir: string
  readonly workspace: string
  readonly page: Page
  readonly browser: Browser
  readonly port: number
  /** Everything the page complained about. */
  readonly complaints: string[]
  close(): Promise<void>
}

/** The real host in its own process, and a real Chromium that has opened its address. */
export async function openApp(prepare: (workspace: string) => Promise<void> = async () => {}): Promise<App> {
  await builtRenderer(() => {})
  const dir = mkdtempSync(join(tmpdir(), 'sextant-e2e-'))
  const workspace = join(dir, 'workspace')
  await prepare(workspace)
  const host = spawn(
    process.execPath,
    ['cli/main.ts', '--workspace', workspace, '--json', 'serve', '--port', '0', '--no-open'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const { url, port } = await firstLine(host)
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: sparticuz.args,
    headless: true,
  })
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(url)
  return {
    dir,
    workspace,
    page,
    browser,
    port,
    complaints,
    async close() {
      await browser.close()
      const ended = new Promise((done) => host.once('exit', done))
      host.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function firstLine(host: ChildProcess): Promise<{ url: string; port: number }> {
  return new Promise((done, fail) => {
    host
      .stdout!.setEncoding('utf8')
      .once('data', (line: string) => done(JSON.parse(line) as { url: string; port: number }))
    host.once('exit', (code) => fail(new Error(`the host ended with ${code}`)))
  })
}
