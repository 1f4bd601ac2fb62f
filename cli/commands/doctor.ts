import type { Command } from 'commander'
import { print } from '../output.ts'
import { withSession } from '../session.ts'

const marks = { ok: '✓', warn: '!', error: '✗' } as const

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this installation and workspace')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const [items, health] = [await client.workspace.doctor(), await client.workspace.health()]
        const all = [
          ...items,
          ...health.map((item) => ({ check: item.id, status: item.status, detail: `${item.title}; ${item.detail}` })),
        ]
        print(json, all, () =>
          all
            .map(
              (item) =>
                `${marks[item.status]} ${item.check}: ${item.detail}${'hint' in item && item.hint !== undefined ? `\n    ${item.hint}` : ''}`,
            )
            .join('\n'),
        )
        if (all.some((item) => item.status === 'error')) process.exitCode = 1
      }),
    )
}
