import { serve } from '../cli/commands/serve.ts'
import { builtRenderer } from '../cli/window.ts'
import { resolve } from 'node:path'
import { build } from 'vite'

/** `npm run dev`: serves a scratch workspace and rebuilds the window on every change; reload the page to see it. */
await builtRenderer((line) => process.stdout.write(`${line}\n`))
await build({ configFile: 'vite.config.ts', logLevel: 'warn', build: { watch: {}, emptyOutDir: false } })
await serve(resolve(process.argv[2] ?? '.cache/dev-workspace'), { host: '127.0.0.1', port: 7433, open: false }, false)
