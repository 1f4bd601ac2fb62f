#!/usr/bin/env node
// Starts the command line on Node 24, whatever Node the shell finds first. Plain JavaScript: it runs before anything is checked.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { environment, installMissing, node24 } from '../scripts/install.mjs'

installMissing()
if (Number(process.versions.node.split('.')[0]) >= 24) await import('./main.ts')
else {
  const child = spawn(node24, [fileURLToPath(new URL('main.ts', import.meta.url)), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: environment,
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}
