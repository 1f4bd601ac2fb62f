import { spawnSync } from 'node:child_process'
import { builtRenderer } from '../cli/window.ts'

/** `npm test`: the window is built once, then every Vitest project runs, a real Chromium among them. */
await builtRenderer((line) => process.stdout.write(`${line}\n`))
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
