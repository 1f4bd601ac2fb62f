import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Electron's binary, which its package fetches by itself and which many machines do not have. */
export function electronBinary(): string | null {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
    const name = join(folder, 'path.txt')
    if (!existsSync(name)) return null
    const binary = join(folder, 'dist', readFileSync(name, 'utf8').trim())
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

/** Opens the desktop window and waits for its end; false where there is no Electron binary or no display. */
export async function openDesktop(workspace: string, wanted: boolean): Promise<boolean> {
  const binary = electronBinary()
  const display =
    process.platform !== 'linux' || process.env['DISPLAY'] !== undefined || process.env['WAYLAND_DISPLAY'] !== undefined
  if (!wanted || binary === null || !display) return false
  const { build } = await import('electron-vite')
  await build({ root, logLevel: 'error' })
  const child = spawn(binary, [root, `--workspace=${workspace}`], { stdio: 'inherit' })
  return await new Promise((resolve) => {
    child.on('error', () => resolve(false))
    child.on('exit', () => resolve(true))
  })
}
