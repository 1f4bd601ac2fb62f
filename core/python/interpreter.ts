import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'

import { AppError } from '../contract/errors.ts'

export type PythonProcess = ChildProcessByStdio<Writable, Readable, Readable>

/** Interpreters in the order in which they are tried: the one named in `SEXTANT_PYTHON` alone, else those of the path. */
export function interpreters(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const named = env['SEXTANT_PYTHON']
  return named === undefined || named === '' ? ['python3', 'python'] : [named]
}

/** Starts a script in the first interpreter that there is. Throws `unavailable`. */
export async function startPython(script: string, commands = interpreters()): Promise<PythonProcess> {
  let cause: unknown
  for (const command of commands) {
    // No bytecode beside the script: the folder may be read-only and is not ours to fill.
    const child = spawn(command, ['-B', script], { stdio: ['pipe', 'pipe', 'pipe'] })
    try {
      await once(child, 'spawn')
      return child
    } catch (error) {
      cause = error
    }
  }
  throw new AppError('unavailable', `There is no Python to run: ${commands.join(', ')} cannot be started`, {
    cause,
    hint: 'Install Python 3.11 or newer, or name an interpreter: SEXTANT_PYTHON=/path/to/python.',
  })
}
