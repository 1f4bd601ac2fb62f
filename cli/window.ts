import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Folder of the built window; builds it where it is missing or older than its source. */
export async function builtRenderer(say: (line: string) => void): Promise<string> {
  const folder = join(root, 'out', 'renderer')
  // The test run has built it and uses it from several processes at once: nobody may replace it under them.
  if (process.env['SEXTANT_WINDOW_IS_BUILT'] !== undefined) return folder
  const page = join(folder, 'index.html')
  if (existsSync(page) && !isOlder(statSync(page).mtimeMs)) return folder
  say('Building the window, once…')
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' })
  return folder
}

/** A packaged Sextant carries no source; a clone may have been updated since the last build. */
function isOlder(built: number): boolean {
  return ['renderer', join('core', 'contract')].some(
    (folder) => existsSync(join(root, folder)) && newest(join(root, folder)) > built,
  )
}

function newest(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  )
}
