import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Template } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import { writeDurably } from '../lib/durable-file.ts'

export const strategySuffix = '.strategy.json'
/** Strategies with a state of their own: a module that is a program, see docs/strategy-api.md. */
export const moduleSuffix = '.strategy.ts'

/** A text without a file, as a run that is repeated has it: a module is told by what it must export. */
export function isModuleText(text: string): boolean {
  return /^export\s+(async\s+)?(const|let|var|function)\s+create\b|^export\s*\{[^}]*\bcreate\b/m.test(text)
}

export interface StrategyText {
  readonly file: string
  readonly text: string
  /** SHA-256 of the text, to notice that somebody else has saved. */
  readonly hash: string
  readonly updatedAt: number
}

/** Strategy files of a workspace. */
export interface StrategyLibrary {
  list(): StrategyText[]
  has(file: string): boolean
  read(file: string): StrategyText
  /** Throws `conflict` where the stored text is not `expected`. */
  save(file: string, text: string, expected?: string): Promise<StrategyText>
  remove(file: string): string
  /** A file of the workspace, a template's name, or a path anywhere. Throws `not-found`. */
  resolve(reference: string): { name: string; text: string }
}

export function createStrategyLibrary(folder: string, templates: readonly Template[]): StrategyLibrary {
  const textOf = (file: string): StrategyText => {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    return { file, text, hash: hashOf(text), updatedAt: Math.round(statSync(path).mtimeMs) }
  }
  const names = () =>
    readdirSync(folder)
      .filter((name) => name.endsWith(strategySuffix) || name.endsWith(moduleSuffix))
      .sort()
  const read = (file: string) => {
    if (existsSync(join(folder, checked(file)))) return textOf(file)
    throw new AppError('not-found', `there is no strategy ${file}`, {
      hint: `Strategies here: ${names().join(', ') || 'none yet'}.`,
    })
  }
  return {
    list: () => names().map(textOf),
    has: (file) => existsSync(join(folder, checked(file))),
    read,
    async save(file, text, expected) {
      const path = join(folder, checked(file))
      const current = existsSync(path) ? textOf(file) : null
      if (expected !== undefined && current !== null && current.hash !== expected) {
        throw new AppError('conflict', `${file} was changed since you opened it`, {
          hint: 'Save under another name, or load the stored text and put your change in again.',
          data: { stored: current.text },
        })
      }
      await writeDurably(path, text)
      return textOf(file)
    },
    remove(file) {
      const { text } = read(file)
      rmSync(join(folder, file))
      return text
    },
    resolve(reference) {
      for (const file of [reference, `${reference}${strategySuffix}`, `${reference}${moduleSuffix}`]) {
        const named = file.endsWith(strategySuffix) || file.endsWith(moduleSuffix)
        if (basename(file) === file && named && existsSync(join(folder, file)))
          return { name: file, text: textOf(file).text }
      }
      if (existsSync(resolve(reference)) && statSync(resolve(reference)).isFile())
        return { name: basename(reference), text: readFileSync(resolve(reference), 'utf8') }
      const template = templates.find((candidate) => candidate.name === reference)
      if (template !== undefined) return { name: `${reference}${strategySuffix}`, text: template.text }
      const known = [...names(), ...templates.map((candidate) => candidate.name)]
      throw new AppError(
        'not-found',
        `there is no strategy ${reference}: no such file in the workspace, no template of that name, no such path`,
        { hint: `Known: ${known.join(', ')}.` },
      )
    },
  }
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** File names only: a strategy can never be written outside its folder. */
function checked(file: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._ -]{0,100}\.strategy\.(json|ts)$/.test(file)) return file
  throw new AppError('invalid-input', `${file} is not a strategy file name`, {
    hint: `Use letters, digits, - and _, ending in ${strategySuffix} or ${moduleSuffix}.`,
  })
}
