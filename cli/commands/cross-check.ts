import type { Command } from 'commander'
import type { ConventionRow, Conventions, ConventionTrade, MovingField } from '../../core/contract/conventions.ts'
import {
  PeerName,
  peerNames,
  type ComparedTrade,
  type CrossCheckResult,
  type TradeDifference,
} from '../../core/contract/cross-check.ts'
import { AppError } from '../../core/contract/errors.ts'
import { count, day, percent, print, ratio, table } from '../output.ts'
import { withSession } from '../session.ts'

/** Second opinions on a finished run: another tool's fills, and other conventions. */
export function addSecondOpinions(backtest: Command): void {
  backtest
    .command('cross-check <run>')
    .description('the same signals filled by another tool of your Python; lists every trade that differs and why')
    .requiredOption('--with <tool>', peerNames.join(', '))
    .action((run: string, { with: tool }: { with: string }, command: Command) =>
      withSession(command, async ({ client, json, finish }) => {
        const started = await client.backtest.crossCheck({ run, with: peerName(tool) })
        const result = await finish(started, 'backtest.crossCheck')
        print(json, result, () => crossCheckText(result))
      }),
    )
  backtest
    .command('conventions <run>')
    .description('the headline of a run under each named profile, and the field that moves it most')
    .option('--trades <n>', 'also the first n trades under each profile, side by side', '0')
    .action((run: string, { trades }: { trades: string }, command: Command) =>
      withSession(command, async ({ client, json }) => {
        const result = await client.backtest.conventions({ run, trades: wholeNumber(trades) })
        print(json, result, () => conventionsText(result))
      }),
    )
}

function peerName(text: string): PeerName {
  const parsed = PeerName.safeParse(text)
  if (parsed.success) return parsed.data
  throw new AppError('invalid-input', `--with ${text}: there is no such tool here`, {
    hint: `Choose one of ${peerNames.join(', ')}.`,
  })
}

function crossCheckText({ runId, tool, profile, versions, trades, ...rest }: CrossCheckResult): string {
  const parts = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    `run ${runId}, profile ${profile}, against ${tool} (${parts.join(', ')})`,
    trades.differing === 0
      ? `All ${count(trades.ours)} trades are the same.`
      : `${count(trades.differing)} of ${count(Math.max(trades.ours, trades.theirs))} trades differ; ${count(trades.same)} are the same.`,
    table(
      [`as ${tool} measures it`, 'here', tool],
      rest.figures.map(({ name, ours, theirs }) => [name, ratio(ours, 6), ratio(theirs, 6)]),
    ),
    ...(trades.differing === 0
      ? []
      : [explanationText(tool, trades.differing, rest), differencesText(rest.differences)]),
    ...rest.notes.map((note) => `! ${note}`),
  ].join('\n\n')
}

function explanationText(tool: string, differing: number, { fields }: Pick<CrossCheckResult, 'fields'>): string {
  if (fields.length === 0) return `No field of the profile explains the differences.`
  const left = fields.at(-1)!.left
  return [
    left === 0
      ? 'Explained by the profile: with these fields changed, one after the other, no trade differs.'
      : `Explained in part: with these fields changed, ${count(left)} of ${count(differing)} still differ.`,
    table(
      ['field', 'here', tool, 'differ with it alone', 'differ with it and those above'],
      fields.map(({ field, ours, theirs, ...step }) => [field, String(ours), String(theirs), step.alone, step.left]),
    ),
  ].join('\n')
}

function differencesText(differences: readonly TradeDifference[]): string {
  const several = new Set(differences.map(({ symbol }) => symbol)).size > 1
  return table(
    [...(several ? ['symbol'] : []), 'entry', 'side', 'kind', 'why', 'field'],
    differences.flatMap(({ symbol, ours, theirs, side, reasons, fields }) =>
      reasons.map(({ kind, text }, i) => [
        ...(several ? [i === 0 ? symbol : ''] : []),
        ...(i === 0
          ? [day((ours ?? theirs!).entryTime), side, kind, text, fields.join(' + ') || null]
          : ['', '', kind, text, '']),
      ]),
    ),
  )
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0) return number
  throw new AppError('invalid-input', `--trades ${text} is not a whole number`, { hint: 'For example --trades 20.' })
}

function conventionsText({ rows, trades }: Conventions): string {
  return [
    table(
      ['profile', 'total return', 'Sharpe', 'max drawdown', 'trades', 'moves Sharpe most', 'moves return most'],
      rows.map((row) => [
        row.own ? `${row.profile} (this run)` : row.profile,
        percent(row.totalReturn, true),
        ratio(row.sharpe, 3),
        percent(row.maxDrawdown),
        row.trades,
        moveText(row, row.moves.sharpe, (change) => ratio(change, 3)!),
        moveText(row, row.moves.totalReturn, (change) => percent(change)!),
      ]),
    ),
    ...(trades.length === 0 ? [] : ['', tradesText(rows, trades), '']),
    ...rows.flatMap(({ profile, warnings }) => warnings.map((warning) => `! ${profile}: ${warning}`)),
    'Same bars, costs and rules; only fills and arithmetic differ. A Sharpe ratio of one row says nothing against that of another.',
  ].join('\n')
}

/** Entry and exit under each profile; `=` where they are those of the run. */
function tradesText(rows: readonly ConventionRow[], trades: readonly ConventionTrade[]): string {
  const several = new Set(trades.map(({ symbol }) => symbol)).size > 1
  const cell = (fill: ComparedTrade | null, own: ComparedTrade | null) => {
    if (fill === null) return 'none'
    if (own !== null && own !== fill && sameFills(own, fill)) return '='
    const exit = fill.open ? 'open' : `${day(fill.exitTime)} ${ratio(fill.exitPrice, 4)}`
    return `${day(fill.entryTime)} ${ratio(fill.entryPrice, 4)} > ${exit}, ${ratio(fill.pnl, 2)}`
  }
  return table(
    [...(several ? ['symbol'] : []), 'side', ...rows.map(({ profile }) => profile)],
    trades.map(({ symbol, side, fills }) => [
      ...(several ? [symbol] : []),
      side,
      ...fills.map((fill) => cell(fill, fills[0]!)),
    ]),
  )
}

function sameFills(a: ComparedTrade, b: ComparedTrade): boolean {
  return (['entryTime', 'entryPrice', 'exitTime', 'exitPrice', 'size', 'open'] as const).every(
    (name) => a[name] === b[name],
  )
}

function moveText({ own }: ConventionRow, move: MovingField | null, show: (change: number) => string): string {
  if (own) return ''
  return move === null ? 'none' : `${move.field}=${String(move.to)} ${move.change > 0 ? '+' : ''}${show(move.change)}`
}
