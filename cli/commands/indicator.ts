import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { collect, count, number, parsePairs, parseTime, print, table } from '../output.ts'
import { withSession } from '../session.ts'

interface CalcFlags {
  data: string
  timeframe?: string
  from?: string
  to?: string
  param?: string[]
  out: string
}

export function addIndicator(program: Command): void {
  const indicator = program.command('indicator').description('list and calculate indicators')
  indicator
    .command('list')
    .description('names, parameters and outputs')
    .action((_: object, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const list = await client.indicator.list()
        print(json, list, () =>
          table(
            ['name', 'group', 'parameters', 'outputs', 'what'],
            list.map((entry) => [
              entry.name,
              entry.group,
              entry.params.map((param) => `${param.name}=${param.default}`).join(' '),
              entry.outputs.map((output) => output.name).join(' '),
              entry.title,
            ]),
          ),
        )
      }),
    )
  indicator
    .command('calc <name>')
    .description('one indicator on stored data, to a CSV file')
    .requiredOption('--data <symbol>', 'stored symbol')
    .option('--timeframe <timeframe>')
    .option('--from <date>', 'first bar the function sees')
    .option('--to <date>', 'last bar the function sees')
    .option('--param <name=value>', 'parameter, as in TA-Lib; choices by name or number; repeatable', collect)
    .requiredOption('--out <file>', 'CSV file to write')
    .action((name: string, flags: CalcFlags, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const entry = (await client.indicator.list()).find((one) => one.name === name || one.aliases.includes(name))
        const params = Object.fromEntries(
          Object.entries(parsePairs(flags.param ?? [], '--param')).map(([key, value]) => {
            const param = entry?.params.find((one) => one.name === key)
            const choice = param?.choices.indexOf(value) ?? -1
            return [key, choice < 0 ? number(`--param ${key}`)(value) : (param?.min ?? 0) + choice]
          }),
        )
        const result = await client.indicator.calc({
          name,
          symbol: flags.data,
          params,
          ...(flags.timeframe === undefined ? {} : { timeframe: flags.timeframe }),
          ...(flags.from === undefined ? {} : { from: parseTime(flags.from, 'from') }),
          ...(flags.to === undefined ? {} : { to: parseTime(flags.to, 'to') }),
        })
        const values = new Float64Array(await result.values.arrayBuffer())
        const out = resolve(flags.out)
        writeFileSync(out, csv(result.columns, result.rows, values))
        print(
          json,
          { out, rows: result.rows, columns: result.columns },
          () => `${count(result.rows)} rows of ${result.columns.slice(1).join(', ')} written to ${out}`,
        )
      }),
    )
}

/** `ts` as ISO UTC, then one column an output; an empty cell where there is no value. */
function csv(columns: readonly string[], rows: number, values: Float64Array): string {
  const lines = [columns.join(',')]
  for (let row = 0; row < rows; row++) {
    const cells = columns.slice(1).map((_, column) => values[(column + 1) * rows + row]!)
    lines.push([isoTime(values[row]!), ...cells.map((value) => (Number.isNaN(value) ? '' : String(value)))].join(','))
  }
  return `${lines.join('\n')}\n`
}

function isoTime(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}
