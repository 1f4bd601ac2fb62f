import type { RunRequest } from '../contract/backtest.ts'
import { quoteForShell } from '../lib/shell.ts'

/** The command line that gives the same result: only what differs from the defaults is spelled out. */
export function runCommand(request: RunRequest, file: string): string {
  return ['sextant backtest run', quoteForShell(file), ...options(request)].join(' ')
}

function options(request: RunRequest): string[] {
  const { account } = request
  const pairs: [string, string | number | undefined][] = [
    ['--data', request.data.length === 0 ? undefined : request.data.join(',')],
    ['--universe', request.universe],
    ['--leaving', request.leaving],
    ['--timeframe', request.timeframe],
    ...Object.entries(request.params).map(([name, value]): [string, string] => ['--param', `${name}=${value}`]),
    ['--engine', request.engine === 'vector' ? undefined : request.engine],
    ['--profile', request.profile],
    ...Object.entries(request.set).map(([field, value]): [string, string] => ['--set', `${field}=${value}`]),
    ['--cash', account.cash],
    ['--fees', account.fees || undefined],
    ['--fee-fixed', account.feeFixed || undefined],
    ['--slippage', account.slippage || undefined],
    ['--spread', account.spread || undefined],
    ['--leverage', account.leverage === 1 ? undefined : account.leverage],
    ['--initial-margin', account.initialMargin],
    ['--maintenance-margin', account.maintenanceMargin],
    ['--account', account.type],
    ['--positions', account.positions],
    ['--account-currency', account.currency],
    ...Object.entries(account.currencies ?? {}).map(([symbol, own]): [string, string] => [
      '--currency',
      `${symbol}=${own}`,
    ]),
    ['--costs', account.costs === undefined ? undefined : JSON.stringify(account.costs)],
    ['--sizing', account.sizing],
    ...marketPairs(request.market),
    ['--from', request.from === undefined ? undefined : new Date(request.from).toISOString()],
    ['--to', request.to === undefined ? undefined : new Date(request.to).toISOString()],
    ['--benchmark', request.benchmark],
    ['--seed', request.seed || undefined],
  ]
  return pairs
    .filter(([, value]) => value !== undefined)
    .map(([flag, value]) => `${flag} ${quoteForShell(String(value))}`)
}

function marketPairs(market: RunRequest['market']): [string, string | number | undefined][] {
  const { latency, queue, bars, tickSize, lotSize } = market ?? {}
  return [
    [
      '--latency',
      latency?.kind === 'constant' ? `${latency.entry},${latency.response}` : latency && JSON.stringify(latency),
    ],
    [
      '--queue',
      queue?.kind === 'power' ? `power:${queue.exponent}` : queue?.kind === 'riskAverse' ? 'risk-averse' : queue?.kind,
    ],
    ['--bars', bars],
    ['--tick-size', tickSize],
    ['--lot-size', lotSize],
  ]
}
