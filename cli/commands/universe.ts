import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Universe } from '../../core/contract/universe.ts'
import { shortList } from '../../core/lib/short-list.ts'
import { count, day, print, table } from '../output.ts'
import { withSession } from '../session.ts'

/** Symbols and when they were members: `data universe import`, `list` and `show`. */
export function addUniverse(data: Command): void {
  const universe = data
    .command('universe')
    .description('symbols and when they were members, for runs over many symbols')
  universe
    .command('import <file>')
    .description('read a CSV symbol,from,to; `to` is the first day outside, empty where the symbol still is a member')
    .requiredOption('--name <name>', 'what the universe is called; one of that name is replaced')
    .action((file: string, { name }: { name: string }, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const stored = await client.data.importUniverse({ source: resolve(file), name })
        print(json, stored, () => headText(stored))
      }),
    )
  universe
    .command('list')
    .description('what is stored')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const list = await client.data.universes()
        print(json, list, () =>
          list.length === 0
            ? 'No universe yet. Add one: sextant data universe import FILE --name NAME'
            : table(
                ['universe', 'symbols', 'memberships', 'from', 'last change', 'hash'],
                list.map((one) => [
                  one.name,
                  count(one.symbols),
                  count(one.spells),
                  day(one.from),
                  one.changed === null ? null : day(one.changed),
                  one.hash.slice(0, 12),
                ]),
              ),
        )
      }),
    )
  universe
    .command('show <name>')
    .description('its members, when they were, and whether their prices are stored')
    .action((name: string, _: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const found = await client.data.universe({ name })
        print(json, found, () =>
          [
            headText(found),
            '',
            table(
              ['symbol', 'from', 'to', 'prices'],
              found.members.flatMap(({ symbol, spells, stored }) =>
                spells.map(({ from, to }) => [
                  symbol,
                  day(from),
                  to === null ? null : day(to),
                  stored ? 'stored' : 'missing',
                ]),
              ),
            ),
          ].join('\n'),
        )
      }),
    )
}

function headText({ name, symbols, spells, hash, members }: Universe): string {
  const missing = members.filter(({ stored }) => !stored).map(({ symbol }) => symbol)
  const prices =
    missing.length === 0
      ? 'prices of all are stored'
      : `no prices of ${count(missing.length)}: ${shortList(missing, 12)}`
  return `${name}: ${count(symbols)} symbols, ${count(spells)} memberships, ${hash.slice(0, 12)}; ${prices}`
}
