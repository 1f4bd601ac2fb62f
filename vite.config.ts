import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The window's files, served by the host or loaded by Electron; relative paths so that both can. */
export default defineConfig({
  root: here('renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('out/renderer'),
    emptyOutDir: true,
    // The licences of everything bundled travel with it.
    license: { fileName: 'licences.md' },
    target: 'chrome140',
    // The content security policy allows fonts from files only, never from data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
})
