import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { electronBinary } from '../../cli/desktop.ts'

const binary = electronBinary()
const reason = binary === null ? 'skipped: no Electron binary on this machine' : 'with the real binary'

describe(`the desktop window, ${reason}`, () => {
  it.skipIf(binary === null)('opens on its own scheme and shows Home', { timeout: 120_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sextant-desktop-'))
    const { build } = await import('electron-vite')
    await build({ logLevel: 'error' })
    const electron = await _electron.launch({
      executablePath: binary!,
      args: ['.', '--no-sandbox', `--workspace=${dir}`],
    })
    try {
      const window = await electron.firstWindow()
      await window.getByRole('navigation').getByText('Home').waitFor()
      expect(window.url()).toBe('app://sextant/index.html')
      expect(await window.evaluate(() => typeof (globalThis as { require?: unknown }).require)).toBe('undefined')
    } finally {
      await electron.close()
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
