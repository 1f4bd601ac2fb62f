import type { Command } from 'commander'
import { type RunRequest } from '../../core/contract/backtest.ts'
import { CostSpec } from '../../core/contract/costs.ts'
import { Account } from '../../core/contract/profile.ts'
import { AppError } from '../../core/contract/errors.ts'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { addMarketOptions, marketOf } from './market-options.ts'
import type { MarketFlags } from './market-options.ts'
import { collect, number, numeric, parsePairs, parseTime } from '../output.ts'

export interface RunFlags extends MarketFlags {
  data?: string
  universe?: string
  leaving?: string
  timeframe?: string
  param?: string[]
  engine?: string
  profile?: string
  set?: string[]
  cash?: number
  fees?: number
  feeFixed?: number
  slippage?: number
  spread?: number
  leverage?: number
  costs?: string
  initialMargin?: number
  maintenanceMargin?: number
  account?: string
  accountCurrency?: string
  positions?: string
  currency?: string[]
  sizing?: string
  from?: string
  to?: string
  benchmark?: string
  seed?: number
}

export function addRunOptions(command: Command): Command {
  addMarketOptions(command)
  return command
    .option('--data <symbols>', 'stored symbols, comma separated')
    .option('--universe <name>', 'in place of --data: all stored symbols of a universe, each while it is a member')
    .option('--leaving <what>', 'close or keep a position whose symbol leaves the universe')
    .option('--timeframe <timeframe>')
    .option('--param <name=value>', 'parameter; repeatable', collect)
    .option('--engine <engine>', 'vector, or event: bar by bar, the books checked on each', 'vector')
    .option('--profile <name>', 'conventions: sextant, vectorbt, backtesting.py, or a profile file')
    .option('--set <field=value>', 'one field of the profile; repeatable', collect)
    .option('--cash <amount>', 'cash at the start', number('--cash'))
    .option('--fees <fraction>', 'fee a side, of value', number('--fees'))
    .option('--fee-fixed <amount>', 'fee an order', number('--fee-fixed'))
    .option('--slippage <fraction>', 'of price, a side', number('--slippage'))
    .option('--spread <fraction>', 'of price', number('--spread'))
    .option('--leverage <times>', 'of equity', number('--leverage'))
    .option('--initial-margin <fraction>', 'of a position, in place of the leverage', number('--initial-margin'))
    .option(
      '--maintenance-margin <fraction>',
      'of a position; below it the broker closes it',
      number('--maintenance-margin'),
    )
    .option('--account <type>', 'cash (no shorts, nothing borrowed) or margin')
    .option('--positions <how>', 'netting, or hedging: long and short of one symbol beside each other')
    .option('--account-currency <code>', 'currency of the cash, e.g. USD')
    .option('--currency <symbol=code>', 'currency of a symbol, where it is another one; repeatable', collect)
    .option('--costs <file>', 'cost models (docs/costs.md): a JSON file, or its text')
    .option('--sizing <rule>', 'replaces the strategy’s, e.g. "percent(95)"')
    .option('--from <date>', 'first bar')
    .option('--to <date>', 'last bar')
    .option('--benchmark <symbol>', 'stored symbol to compare with')
    .option('--seed <n>', 'of anything random', number('--seed'))
}

/** What the flags say, over the workspace's defaults for a new run. */
export function runRequest(
  strategy: string,
  flags: RunFlags,
  defaults: { profile: string; cash: number; fees: number; slippage: number },
): RunRequest {
  const param = Object.entries(parsePairs(flags.param ?? [], '--param'))
  const set = Object.entries(parsePairs(flags.set ?? [], '--set'))
  const market = marketOf(flags)
  return {
    strategy: existsSync(strategy) ? resolve(strategy) : strategy,
    data: (flags.data ?? '')
      .split(',')
      .map((symbol) => symbol.trim())
      .filter((symbol) => symbol !== ''),
    params: Object.fromEntries(param.map(([name, value]) => [name, numeric(value)])),
    engine: engineOf(flags.engine),
    profile: flags.profile === undefined ? defaults.profile : profileOf(flags.profile),
    set: Object.fromEntries(
      set.map(([field, value]) => [field, value === 'true' || value === 'false' ? value === 'true' : numeric(value)]),
    ),
    account: checkedAccount({
      cash: flags.cash ?? defaults.cash,
      fees: flags.fees ?? defaults.fees,
      feeFixed: flags.feeFixed ?? 0,
      slippage: flags.slippage ?? defaults.slippage,
      spread: flags.spread ?? 0,
      leverage: flags.leverage ?? 1,
      ...(flags.initialMargin === undefined ? {} : { initialMargin: flags.initialMargin }),
      ...(flags.maintenanceMargin === undefined ? {} : { maintenanceMargin: flags.maintenanceMargin }),
      ...(flags.account === undefined ? {} : { type: typeOf(flags.account) }),
      ...(flags.positions === undefined ? {} : { positions: positionsOf(flags.positions) }),
      ...(flags.accountCurrency === undefined ? {} : { currency: flags.accountCurrency }),
      ...(flags.currency === undefined ? {} : { currencies: parsePairs(flags.currency, '--currency') }),
      ...(flags.costs === undefined ? {} : { costs: costsOf(flags.costs) }),
      ...(flags.sizing === undefined ? {} : { sizing: flags.sizing }),
    }),
    seed: flags.seed ?? 0,
    ...(market === undefined ? {} : { market }),
    ...(flags.universe === undefined ? {} : { universe: flags.universe }),
    ...(flags.leaving === undefined ? {} : { leaving: leavingOf(flags.leaving) }),
    ...(flags.timeframe === undefined ? {} : { timeframe: flags.timeframe }),
    ...(flags.from === undefined ? {} : { from: parseTime(flags.from, 'from') }),
    ...(flags.to === undefined ? {} : { to: parseTime(flags.to, 'to') }),
    ...(flags.benchmark === undefined ? {} : { benchmark: flags.benchmark }),
  }
}

/** A profile's name, or the text of a profile file. */
function profileOf(nameOrFile: string): string {
  return existsSync(nameOrFile) ? readFileSync(nameOrFile, 'utf8') : nameOrFile
}

function checkedAccount(account: Account): Account {
  const parsed = Account.safeParse(account)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw new AppError('invalid-input', `--${optionOf(path.join('.'))}: ${message}`, {
    hint:
      path[0] === 'currency' || path[0] === 'currencies'
        ? 'Write --account-currency USD --currency SAP=EUR.'
        : 'Fractions, not percents: 0.001 is 0.1 %.',
  })
}

function positionsOf(how: string): 'netting' | 'hedging' {
  if (how === 'netting' || how === 'hedging') return how
  throw new AppError('invalid-input', `--positions ${how}: there is no such way to hold positions`, {
    hint: 'Use netting, or hedging.',
  })
}

function typeOf(type: string): 'cash' | 'margin' {
  if (type === 'cash' || type === 'margin') return type
  throw new AppError('invalid-input', `--account ${type}: there is no such kind of account`, {
    hint: 'Use cash (nothing borrowed, nothing sold short) or margin.',
  })
}

/** The option that sets a field of the account. */
function optionOf(field: string): string {
  if (field === 'currency') return 'account-currency'
  if (field.startsWith('currencies')) return 'currency'
  return field === 'type' ? 'account' : field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** Cost models from a file, or from their own text, as the command of a finished run has them. */
function costsOf(fileOrText: string): CostSpec {
  const inline = fileOrText.trimStart().startsWith('{')
  const where = inline ? '--costs' : fileOrText
  if (!inline && !existsSync(fileOrText))
    throw new AppError('not-found', `--costs ${fileOrText}: there is no such file`, {
      hint: 'Give a JSON file such as {"fees": {"kind": "percent", "rate": 0.001}}; docs/costs.md has every model.',
    })
  let content: unknown
  try {
    content = JSON.parse(inline ? fileOrText : readFileSync(fileOrText, 'utf8'))
  } catch (cause) {
    throw new AppError(
      'invalid-input',
      `${where} is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}`,
      {
        cause,
        hint: 'Write an object such as {"fees": {"kind": "percent", "rate": 0.001}}.',
      },
    )
  }
  const parsed = CostSpec.safeParse(content)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw new AppError('invalid-input', `${where}: ${path.join('.') || 'the whole'}: ${message}`, {
    hint: 'docs/costs.md has every model with its fields; rates are fractions, 0.001 is 0.1 %.',
    data: { path: path.join('.') },
  })
}

function leavingOf(leaving: string): 'close' | 'keep' {
  if (leaving === 'close' || leaving === 'keep') return leaving
  throw new AppError('invalid-input', `--leaving ${leaving}: a position is closed or kept`, {
    hint: 'Use close or keep.',
  })
}

function engineOf(engine: string | undefined): RunRequest['engine'] {
  if (engine === undefined || engine === 'vector') return 'vector'
  if (engine === 'event') return 'event'
  throw new AppError('invalid-input', `--engine ${engine}: there is no such engine`, {
    hint: 'Use vector or event; both give the same figures.',
  })
}
