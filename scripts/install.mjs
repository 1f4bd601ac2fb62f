// Installs what is missing. Uses nothing but Node, so that it works straight after a clone.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildKernels } from './kernels.mjs'

const windows = process.platform === 'win32'
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')

/** The project's own Node 24. */
export const node24 = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')

/**
 * The environment for it: columns of prices take large pages of memory where the system has them (glibc 2.35 and later),
 * since the first touch of each small one costs more than what is computed on it.
 */
export const environment = { GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1', ...process.env }

/**
 * Makes node_modules as the lock file says, and the compiled kernels as their sources do. No package's install script
 * runs (.npmrc): the native modules carry their binaries, and building them anew would need a compiler. Only the package
 * `node` has to fetch its binary from npm.
 */
export function installMissing() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = join(modules, '.sextant-installed')
  const isInstalled = () => existsSync(stamp) && existsSync(node24) && readFileSync(stamp, 'utf8') === lock
  while (!isInstalled()) if (takeTurn()) install(stamp, lock)
  try {
    buildKernels(node24)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

function install(stamp, lock) {
  process.stderr.write('Installing the dependencies (once; a minute or two)…\n')
  // Standard output belongs to the command that was asked for.
  run(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
    shell: windows,
  })
  // Where the Node that runs this was the project's own, npm has just removed it.
  run(existsSync(process.execPath) ? process.execPath : 'node', ['installArchSpecificPackage.js'], {
    cwd: join(modules, 'node'),
    stdio: ['ignore', 'ignore', 2],
  })
  writeFileSync(stamp, lock)
}

/** True where no other process installs into this folder; waits half a second otherwise. */
function takeTurn() {
  const turn = join(root, '.installing')
  try {
    writeFileSync(turn, String(process.pid), { flag: 'wx' })
  } catch {
    if (isRunning(turn)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
    else rmSync(turn, { force: true })
    return false
  }
  process.on('exit', () => rmSync(turn, { force: true }))
  return true
}

/** Whether the process named in a file is alive. A file that was only just made may still be empty. */
function isRunning(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return pid === 0 || process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Runs a command with our streams; ends this process as the command failed, if it did. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) {
    process.stderr.write(`Cannot run ${command}: ${result.error.message}\n`)
    process.exit(1)
  }
  if (result.status !== 0) process.exit(result.status ?? (result.signal === 'SIGINT' ? 130 : 1))
}
