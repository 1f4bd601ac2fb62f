import { defineConfig } from 'electron-vite'
import { readFileSync } from 'node:fs'
import { buildKernels, kernelFile } from './scripts/kernels.mjs'
import renderer from './vite.config.ts'

/** The engine reads the compiled kernels from beside the module that runs them. */
const kernels = {
  name: 'indicator-kernels',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => string }) {
    buildKernels()
    this.emitFile({ type: 'asset', fileName: 'core/indicators/kernels.wasm', source: readFileSync(kernelFile) })
  },
}

/** Modules keep their own files in `out/main`, so that the engine and the worker threads start from the same paths as in a clone. */
export default defineConfig({
  main: {
    plugins: [kernels],
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          'electron/main': 'electron/main.ts',
          'electron/engine': 'electron/engine.ts',
          'core/backtest/sweep-worker': 'core/backtest/sweep-worker.ts',
          'core/engine/sandbox/child': 'core/engine/sandbox/child.ts',
          'core/market-data/adapters/export-xlsx-worker': 'core/market-data/adapters/export-xlsx-worker.ts',
        },
        output: { preserveModules: true, preserveModulesRoot: '.', entryFileNames: '[name].js', format: 'es' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  // electron-vite wants the page named; plain vite finds it by its root. Left out where only the other two are wanted.
  ...(process.env['SEXTANT_WITHOUT_WINDOW'] === undefined
    ? { renderer: { ...renderer, build: { ...renderer.build, rolldownOptions: { input: 'renderer/index.html' } } } }
    : {}),
})
