import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../../core/contract/errors.ts'
import type { CheckedStrategy } from '../../core/contract/strategy.ts'
import { day, print, table } from '../output.ts'
import { withSession } from '../session.ts'

export function addStrategy(program: Command): void {
  const strategy = program.command('strategy').description('write and check strategies')
  strategy
    .command('new <name>')
    .description('a new strategy from a template')
    .option('--template <template>', 'template', 'blank')
    .action((name: string, { template }: { template: string }, command: Command) =>
      withSession(command, async ({ client, core, json }) => {
        const created = await client.strategy.create({ name, template })
        print(
          json,
          { file: created.file, path: `${core.folder.strategies}/${created.file}` },
          () => `${core.folder.strategies}/${created.file}`,
        )
      }),
    )
  strategy
    .command('check <file>')
    .description('parse, types, look-back and causality; all problems at once')
    .action((file: string, _: object, command: Command) =>
      withSession(command, async ({ client, core, json }) => {
        const checked = await client.strategy.check(textOf(file, core.folder.strategies))
        print(json, checked, () => checkText(file, checked))
        if (!checked.ok) process.exitCode = 1
      }),
    )
  strategy
    .command('list')
    .description('strategies of the workspace, and templates')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const [list, templates] = [await client.strategy.list(), await client.strategy.templates()]
        print(json, list, () =>
          [
            list.length === 0
              ? 'No strategy yet. Make one: sextant strategy new NAME --template sma-cross'
              : table(
                  ['strategy', 'parameters', 'state', 'changed'],
                  list.map((s) => [
                    s.name,
                    s.params.map((p) => `${p.name}=${p.default}`).join(' '),
                    s.ok ? 'ok' : `${s.problems} problems`,
                    day(s.updatedAt),
                  ]),
                ),
            '',
            table(
              ['template', 'what'],
              templates.map((template) => [template.name, template.title]),
            ),
          ].join('\n'),
        )
      }),
    )
}

/** A path, or a strategy of the workspace by file name or name. */
function textOf(file: string, folder: string): { text: string; path: string } {
  for (const path of [file, ...['', '.strategy.json', '.strategy.ts'].map((ending) => `${folder}/${file}${ending}`)]) {
    try {
      return { text: readFileSync(path, 'utf8'), path: basename(path) }
    } catch (error) {
      if (!['ENOENT', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
  }
  throw new AppError('not-found', `there is no file ${file}`, {
    hint: 'Give a path, or the name of a strategy of the workspace (sextant strategy list).',
  })
}

function checkText(file: string, checked: CheckedStrategy): string {
  if (checked.ok && checked.problems.length === 0 && checked.lookback === null)
    return `${file}: fine. ${parametersOf(checked)} ${checked.hash?.slice(0, 12)}`
  if (checked.ok && checked.problems.length === 0)
    return `${file}: fine. Looks back ${checked.lookback} bars, never ahead. ${checked.hash?.slice(0, 12)}`
  return checked.problems
    .map(
      (problem) =>
        `${file}:${problem.line}:${problem.column} ${problem.severity ?? 'error'}: ${problem.message}${problem.hint === undefined ? '' : `\n    ${problem.hint}`}`,
    )
    .join('\n')
}

function parametersOf({ params }: CheckedStrategy): string {
  if (params.length === 0) return 'No parameters.'
  return `Parameters: ${params.map(({ name, default: value }) => `${name}=${value}`).join(' ')}.`
}
