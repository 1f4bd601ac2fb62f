// Compiles the indicators' kernels. Uses nothing but Node and the compiler, so that it works straight after a clone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const sources = join(root, 'core', 'indicators', 'assembly')

/** The compiled module; `core/indicators/kernels.ts` loads it from there. */
export const kernelFile = join(root, 'core', 'indicators', 'kernels.wasm')

const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--initialMemory', '24']

/** Compiles the sources unless that was done with these very ones: a second or two. Throws where they are wrong. */
export function buildKernels(node = process.execPath) {
  const stamp = join(root, 'node_modules', '.sextant-kernels')
  const hash = hashOfSources()
  if (existsSync(kernelFile) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  // Others may be reading the file, or making it at this moment: it appears whole or not at all.
  const made = `${kernelFile}.${process.pid}`
  const compiler = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js')
  const entry = 'core/indicators/assembly/index.ts'
  const result = spawnSync(node, [compiler, entry, ...options, '-o', made], { cwd: root, encoding: 'utf8' })
  if (result.status !== 0) {
    rmSync(made, { force: true })
    throw new Error(`The indicator kernels do not compile.\n${result.error?.message ?? ''}${result.stderr}`)
  }
  renameSync(made, kernelFile)
  writeFileSync(stamp, hash)
}

function hashOfSources() {
  const hash = createHash('sha256').update(options.join(' '))
  hash.update(readFileSync(join(root, 'node_modules', 'assemblyscript', 'package.json')))
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)))
  return hash.digest('hex')
}
