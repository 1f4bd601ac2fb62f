#!/usr/bin/env node
// Starts the command line on Node 24, whatever Node the shell finds first. Plain JavaScript: it runs before anything is checked.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const node = fileURLToPath(new URL('node_modules/node/bin/node' + (process.platform === 'win32' ? '.exe' : ''), root))

if (!existsSync(new URL('node_modules/zod', root))) {
  process.stderr.write('sextant: the dependencies are not installed yet. Run: npm start\n')
  process.exit(1)
} else if (Number(process.versions.node.split('.')[0]) >= 24 || !existsSync(node)) {
  await import('./main.ts')
} else {
  const child = spawn(node, [fileURLToPath(new URL('main.ts', import.meta.url)), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
