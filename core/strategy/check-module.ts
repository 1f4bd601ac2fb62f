import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'
import { z } from 'zod'

import type { Problem } from '../contract/common.ts'
import { fromWireError } from '../contract/errors.ts'
import { StrategyParam } from '../contract/strategy.ts'
import type { CheckedStrategy } from '../contract/strategy.ts'
import { isModuleText, moduleSuffix } from './library.ts'
import { exportedLiteral } from './module-literal.ts'

/** What a module says of itself when it is loaded, without a run. */
export type Declare = () => Promise<{
  readonly name: string
  readonly params: readonly StrategyParam[]
  readonly callbacks: readonly string[]
}>

const Params = z.array(StrategyParam)

/** A strategy module as far as its text alone shows it: syntax, exports, and name and parameters where they are plain data. */
export function readModule(text: string, path: string): CheckedStrategy {
  const problems = [...syntaxProblems(text, path)]
  if (problems.length === 0 && !isModuleText(text))
    problems.push({
      path,
      line: 1,
      column: 1,
      severity: 'error',
      message: 'it exports no function `create`',
      hint: 'Export `create({ params, random })` that returns callbacks, e.g. { onBar(bar, broker) { ... } }.',
    })
  const name = exportedLiteral(text, 'name')
  const params = Params.safeParse(exportedLiteral(text, 'params') ?? [])
  return {
    ok: problems.length === 0,
    problems,
    lookback: null,
    hash: createHash('sha256').update(text).digest('hex'),
    name: typeof name === 'string' ? name : path.replace(moduleSuffix, ''),
    params: params.success ? params.data : [],
    canonical: {},
    causality: 'unchecked',
  }
}

/**
 * All that can be said of a module. `declare` loads it, which runs its top level; null where the workspace is not trusted,
 * and then a warning says what to do.
 */
export async function checkModule(text: string, path: string, declare: Declare | null): Promise<CheckedStrategy> {
  const read = readModule(text, path)
  if (!read.ok) return read
  if (declare === null)
    return {
      ...read,
      problems: [
        {
          path,
          line: 1,
          column: 1,
          severity: 'warning',
          message: 'only the text was checked: this workspace is not trusted to run programs',
          hint: 'Read it first. If you trust what is in this workspace: sextant config set trusted true',
        },
      ],
    }
  try {
    const { name, params } = await declare()
    return { ...read, name, params: [...params] }
  } catch (cause) {
    const error = fromWireError(cause)
    if (error.code !== 'invalid-strategy' && error.code !== 'invalid-input') throw error
    const { line, column } = (error.data ?? {}) as { line?: number; column?: number | null }
    const problem: Problem = {
      path,
      line: line ?? 1,
      column: column ?? 1,
      severity: 'error',
      message: error.message.replace(/^[^:]*\.strategy\.ts(?::\d+)*: /, ''),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    }
    return { ...read, ok: false, problems: [problem] }
  }
}

function syntaxProblems(text: string, path: string): Problem[] {
  try {
    quietly(() => stripTypeScriptTypes(text))
    return []
  } catch (error) {
    const { code, message, stack = '' } = error as Error & { code?: string }
    // The place stands before the message: a line number, the lines around it, and a caret.
    const line = Number(/^[^\n]*:(\d+)\n/.exec(stack)?.[1] ?? 1)
    const caret = /^( *)\^/m.exec(stack)?.[1]?.length ?? 0
    return [
      {
        path,
        line,
        column: caret + 1,
        severity: 'error',
        message,
        ...(code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'
          ? {
              hint: 'Types are stripped, not compiled: use only syntax that can be erased, e.g. a union of strings in place of an enum.',
            }
          : {}),
      },
    ]
  }
}

/** Without the warning that the function is new, which would stand among a command's output. */
function quietly(work: () => void): void {
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  try {
    work()
  } finally {
    process.emitWarning = emitWarning
  }
}
