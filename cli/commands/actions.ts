import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { ActionSet } from '../../core/contract/actions.ts'
import { count, day, print, table } from '../output.ts'
import { withSession } from '../session.ts'

interface ImportFlags {
  symbol: string
  replace?: boolean
}

/** Splits and dividends: `data actions import` and `data actions list`. */
export function addActions(data: Command): void {
  const actions = data.command('actions').description('splits and dividends, which backtests apply on their day')
  actions
    .command('import <file>')
    .description('add splits and dividends from a CSV: date,kind,value, or date with dividend and split columns')
    .requiredOption('--symbol <symbol>', 'whose they are')
    .option('--replace', 'forget all that are stored for the symbol')
    .action((file: string, { symbol, replace = false }: ImportFlags, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const result = await client.data.importActions({ source: resolve(file), symbol, replace })
        print(
          json,
          result,
          () =>
            `${symbol}: ${count(result.read)} read, ${count(result.changed)} new or changed, ${count(result.total)} in all (version ${result.version})`,
        )
      }),
    )
  actions
    .command('list <symbol>')
    .description('what is stored for a symbol')
    .action((symbol: string, _: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const set = await client.data.actions({ symbol })
        print(json, set, () => setText(set))
      }),
    )
}

function setText({ symbol, version, hash, actions, versions }: ActionSet): string {
  if (actions.length === 0)
    return `No splits or dividends of ${symbol}. Add them: sextant data actions import FILE --symbol ${symbol}`
  return [
    `${symbol}: ${count(actions.length)} splits and dividends, version ${version}, ${hash.slice(0, 8)}`,
    table(
      ['day', 'kind', 'value'],
      actions.map(({ ts, kind, value }) => [timeText(ts), kind, String(value)]),
    ),
    '',
    table(
      ['version', 'count', 'made', 'from'],
      versions.map((one) => [one.version, one.count, day(one.createdAt), one.source]),
    ),
  ].join('\n')
}

/** The day, with the time where it is not midnight UTC. */
function timeText(ts: number): string {
  const text = new Date(ts).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text
}
