import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** The Python that peers are looked for in: `SEXTANT_PYTHON`, else `python3` of the path. */
export const python = process.env['SEXTANT_PYTHON'] ?? 'python3'

/** The Python of NautilusTrader and bt, whose pandas is not the one that vectorbt wants. */
export const pandas2Python = process.env['SEXTANT_PANDAS2_PYTHON'] ?? python

/** Version of a Python package, or null where it cannot be imported. */
export async function packageVersion(name: string, interpreter = python): Promise<string | null> {
  try {
    const { stdout } = await execute(interpreter, [
      '-c',
      `import importlib.metadata as m, importlib.util as u; assert u.find_spec("${name}"); print(m.version("${name}"))`,
    ])
    return stdout.trim()
  } catch {
    return null
  }
}

/** Runs a script of `bench/peers` and reads the JSON on the last line of its output. */
export async function runPeer<T>(
  script: string,
  args: readonly string[],
  interpreter = python,
  env: Readonly<Record<string, string>> = {},
): Promise<T> {
  const { stdout } = await execute(interpreter, [`${import.meta.dirname}/peers/${script}`, ...args], {
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 26,
    timeout: 900_000,
  })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
}
