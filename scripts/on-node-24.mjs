// Entry of the npm scripts: installs what is missing, then runs the given file on the project's own Node 24.
// Uses nothing but Node, so that it works straight after a clone.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
const stamp = join(root, 'node_modules', '.sextant-installed')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  console.error('Installing the dependencies (once; a minute or two)…')
  run(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: windows })
  writeFileSync(stamp, lock)
}

const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
const [file, ...args] = process.argv.slice(2)
run(existsSync(node) ? node : process.execPath, [join(root, file), ...args])

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) {
    console.error(`Cannot run ${command}: ${result.error.message}`)
    process.exit(1)
  }
  if (result.status !== 0) process.exit(result.status ?? (result.signal === 'SIGINT' ? 130 : 1))
}
