import type { Command } from 'commander'
import { numeric, print, table } from '../output.ts'
import { withSession } from '../session.ts'

export function addConfig(program: Command): void {
  const config = program.command('config').description('settings of the workspace')
  config
    .command('list')
    .description('every setting and where it comes from')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const list = await client.config.list()
        print(json, list, () =>
          table(
            ['setting', 'value', 'from', 'what'],
            list.map((setting) => [setting.key, String(setting.value), setting.layer, setting.doc]),
          ),
        )
      }),
    )
  config
    .command('get <key>')
    .description('one setting')
    .action((key: string, _: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const setting = await client.config.get({ key })
        print(json, setting, () => String(setting.value))
      }),
    )
  config
    .command('set <key> <value>')
    .description('change a setting')
    .action((key: string, value: string, _: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const setting = await client.config.set({
          key,
          value: numeric(value) === value || key === 'name' ? value : Number(value),
        })
        print(json, setting, () => `${setting.key} = ${String(setting.value)}`)
      }),
    )
}
