import type { Command } from 'commander'
import type { Profile } from '../../core/contract/profile.ts'
import { AppError } from '../../core/contract/errors.ts'
import { print, table } from '../output.ts'
import { withSession } from '../session.ts'

export function addProfiles(backtest: Command): void {
  backtest
    .command('profiles [name]')
    .description('named sets of conventions; with NAME its fields, and where it differs from the default')
    .action((name: string | undefined, _: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const profiles = await client.backtest.profiles()
        if (name === undefined) {
          const rows = profiles.map((profile) => [profile.name, profile.title, profile.hash.slice(0, 8)])
          return print(json, profiles, () => table(['profile', 'conventions', 'hash'], rows))
        }
        const chosen = profiles.find((profile) => profile.name === name)
        if (chosen === undefined) {
          throw new AppError('not-found', `There is no profile "${name}"`, {
            hint: `Use one of ${profiles.map((profile) => profile.name).join(', ')}.`,
          })
        }
        print(json, chosen, () => fieldsText(chosen, profiles[0]!))
      }),
    )
}

function fieldsText({ title, fields, name }: Profile, base: Profile): string {
  const rows = (Object.keys(fields) as (keyof typeof fields)[]).map((field) => [
    field,
    String(fields[field]),
    fields[field] === base.fields[field] ? '' : `${base.name}: ${String(base.fields[field])}`,
  ])
  return `${title}\n\n${table(['field', name, 'differs from'], rows)}\n\nWhat they mean: docs/profiles.md. Change one for a run: --set FIELD=VALUE`
}
