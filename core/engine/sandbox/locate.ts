import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

import { AppError } from '../../contract/errors.ts'

interface Place {
  readonly line: number
  readonly column: number | null
}

/** An exception of the analyst's module as `invalid-strategy` with file, line and column, as far as the runtime knows them. */
export function strategyError(error: unknown, { path, file }: { path: string; file: string }): AppError {
  const place = error instanceof Error ? placeOf(error, path) : null
  const where = place === null ? file : `${file}:${place.line}${place.column === null ? '' : `:${place.column}`}`
  const what =
    error instanceof Error ? `${error.name === 'AppError' ? '' : `${error.name}: `}${error.message}` : String(error)
  const hint = error instanceof AppError && error.hint !== undefined ? error.hint : hintFor(error)
  return new AppError('invalid-strategy', `${where}: ${what.replaceAll(path, file)}`, {
    cause: error,
    hint,
    data: { path: file, ...(place === null ? {} : { line: place.line, column: place.column }) },
  })
}

function hintFor(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
    return 'Types are stripped, not compiled: use only syntax that can be erased, e.g. a union of strings in place of an enum.'
  if (code === 'ERR_MODULE_NOT_FOUND')
    return 'A strategy is one file: it may import types and the modules of Node, nothing beside it.'
  return 'Mend the strategy at that place.'
}

function placeOf(error: Error, path: string): Place | null {
  const stack = error.stack ?? ''
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const frame = new RegExp(`${escaped(pathToFileURL(path).href)}:(\\d+):(\\d+)`).exec(stack)
  if (frame !== null) return { line: Number(frame[1]), column: Number(frame[2]) }
  // A syntax error starts with the place and a caret under it.
  const head = new RegExp(`^(?:file://)?${escaped(path)}:(\\d+)\\n`).exec(stack)
  if (head !== null) {
    const caret = stack.split('\n').find((line) => /^\s*\^+\s*$/.test(line))
    return { line: Number(head[1]), column: caret === undefined ? null : caret.indexOf('^') + 1 }
  }
  const missing = /Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1]
  return missing === undefined ? null : importOf(path, missing.split(/[\\/]/).at(-1)!)
}

function importOf(path: string, name: string): Place | null {
  const lines = readFileSync(path, 'utf8').split('\n')
  const line = lines.findIndex((text) => text.includes('import') && text.includes(name))
  return line < 0 ? null : { line: line + 1, column: lines[line]!.indexOf(name) + 1 }
}
