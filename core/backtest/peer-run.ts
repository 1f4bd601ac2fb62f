import { AppError } from '../contract/errors.ts'
import type { Costs } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { encodeColumn } from '../python/columns.ts'
import type { PythonBridge } from '../python/port.ts'
import type { Signals } from '../strategy/signals.ts'
import { PeerAnswer, simulationOf } from './peer-trades.ts'
import type { PeerResult, PeerRunner, RunSeries } from './port.ts'
import { figuresOf, prepareRun } from './prepare.ts'
import { resultHash } from './result-hash.ts'

export interface Peer extends Pick<PeerRunner, 'name' | 'conventions' | 'ignores' | 'tolerance'> {
  /** True where it can hold several symbols in one account. */
  readonly shares: boolean
  /** Packages to install, with the versions that the comparison is tested with. */
  readonly packages: Readonly<Record<string, string>>
}

const rules = [
  'entryLong',
  'exitLong',
  'entryShort',
  'exitShort',
  'stopLoss',
  'takeProfit',
  'trailingStop',
  'maxBarsHeld',
] as const

/**
 * Runs another tool on the signals that this engine finds, so that what may differ is fills and accounting only. Several
 * symbols share the account where the tool can do that. Throws as `BacktestRunner` says; `invalid-input` for what the tool cannot be asked.
 */
export function createPeerRunner(peer: Peer, bridge: PythonBridge): PeerRunner {
  return {
    ...peer,
    async run(request, { signal, onStage } = {}) {
      const { series } = request
      requireTogether(series, peer)
      const prepared = prepareRun(request)
      const signals = prepared.signals(request.profile)
      requireComparable(signals[0]!, series.length, peer.name)
      const options = { ...(signal === undefined ? {} : { signal }), ...(onStage === undefined ? {} : { onStage }) }
      const versions = await installed(peer, bridge, options)
      const started = performance.now()
      const task = taskOf(series, signals, request.costs)
      const answer = PeerAnswer.parse(await bridge.call('run', { tool: peer.name, task }, options))
      const engineMs = performance.now() - started

      const profile = { ...peer.conventions, crossRule: request.profile.crossRule }
      const atOpen = profile.fillTiming === 'nextOpen'
      const results = series.map(({ bars }, column) =>
        simulationOf(answer, column, { bars, signals: signals[column]!, atOpen }),
      )
      const trades = results.flatMap((one) => one.trades).toSorted((a, b) => a.exitBar - b.exitBar)
      const result = { ...results[0]!, trades }
      const { lookback } = signals[0]!
      const timeline = series[0]!.bars.ts
      const metrics = figuresOf({ ...request, profile }, { timeline, result }, lookback)
      return {
        strategy: prepared.strategy,
        params: prepared.params,
        lookback,
        result,
        timeline,
        parts: series.map(({ symbol, bars }, column) => ({ symbol, bars, result: results[column]! })),
        metrics,
        intrabar: null,
        warnings: result.warnings,
        causality: { points: 0, passed: true },
        resultHash: resultHash(result, metrics),
        engineMs,
        versions,
        notes: [...notesOf(peer, request.costs), ...sizingNotes(peer, series.length, signals[0]!)],
      } satisfies PeerResult
    },
  }
}

/** Throws `invalid-input` where the tool cannot hold the symbols of a run in one account, bar by bar. */
function requireTogether(series: readonly RunSeries[], { name, shares }: Peer): void {
  const [first] = series
  if (series.length > 1 && !shares) {
    throw new AppError('invalid-input', `${name} is compared on runs of one symbol; this one has ${series.length}`, {
      hint: 'Run the strategy on one of the symbols and cross-check that run, or compare with vectorbt or backtrader.',
    })
  }
  const other = series.find(
    ({ bars: { rows, ts } }) => rows !== first!.bars.rows || ts.some((t, i) => t !== first!.bars.ts[i]),
  )
  const partial = series.find(({ spells }) => spells !== undefined)
  if (other === undefined && partial === undefined) return
  const problem =
    other !== undefined
      ? `${other.symbol} has bars at other times than ${first!.symbol}`
      : `${partial!.symbol} is a member of the universe at times only`
  throw new AppError('invalid-input', `${name} is compared on symbols that trade at the same times: ${problem}`, {
    hint: 'Choose a period and symbols that all have the same bars.',
  })
}

/** Throws `invalid-input` where the strategy asks for something that no peer is told. */
function requireComparable(signals: Signals, symbols: number, name: string): void {
  const { weight, entryLimit, entryStop, targets, trailingThen, sizing, constraints } = signals
  const problem =
    weight !== null
      ? 'weights'
      : entryLimit !== null || entryStop !== null
        ? 'limit and stop entries'
        : targets !== null || trailingThen !== null
          ? 'targets by time held or a trailing stop that tightens'
          : !['percent', 'value', 'units'].includes(sizing.kind)
            ? `sizing by ${sizing.kind}`
            : constraints.lotSize !== null
              ? 'a lot size'
              : constraints.maxPositions < symbols
                ? `at most ${constraints.maxPositions} positions at a time for ${symbols} symbols`
                : null
  if (problem === null) return
  throw new AppError('invalid-input', `The strategy has ${problem}, which the comparison with ${name} leaves out`, {
    hint: 'Compare a run with market entries and fixed distances, sized by percent, value or units, without a lot size, and with room for a position in every symbol (maxPositions).',
  })
}

async function installed(
  { name, packages }: Peer,
  bridge: PythonBridge,
  options: { signal?: AbortSignal },
): Promise<Record<string, string>> {
  const found = (await bridge.call('versions', { packages: Object.keys(packages) }, options)) as Record<
    string,
    string | null
  >
  const missing = Object.keys(packages).filter((one) => (found[one] ?? null) === null)
  if (missing.length === 0) return found as Record<string, string>
  throw new AppError(
    'unavailable',
    `${name} is not installed in Python ${found['python']}: there is no ${missing.join(', ')}`,
    {
      hint: `Install it: ${installLine(packages)}; or name an interpreter that has it: SEXTANT_PYTHON=/path/to/python.`,
      data: { missing, install: installLine(packages) },
    },
  )
}

/** The command that installs the packages, as typed in a shell. */
export function installLine(packages: Readonly<Record<string, string>>): string {
  return `python3 -m pip install ${Object.entries(packages)
    .map(([name, version]) => `${name}==${version}`)
    .join(' ')}`
}

function taskOf(series: readonly RunSeries[], signals: readonly Signals[], { cash, fees, feeFixed, slippage }: Costs) {
  const [first] = signals
  return {
    series: series.map(({ bars }, column) => symbolOf(bars, signals[column]!)),
    costs: { cash, fees, feeFixed, slippage },
    sizing: first!.sizing,
    cooldown: first!.cooldown,
  }
}

function symbolOf(bars: Bars, signals: Signals) {
  const given = signals.constraints.allowShort ? signals : { ...signals, entryShort: null }
  return {
    bars: Object.fromEntries(
      (['ts', 'open', 'high', 'low', 'close'] as const).map((name) => [name, encodeColumn(bars[name])]),
    ),
    signals: Object.fromEntries(
      rules.map((rule) => {
        const column = given[rule]
        return [rule, column === null ? null : encodeColumn(column)]
      }),
    ),
  }
}

/** Parts of the account that no peer is told. */
const untold: readonly (readonly [string, (costs: Costs) => boolean])[] = [
  ['the cost models, only the plain figures', ({ costs }) => costs !== undefined],
  ['the initial margin', ({ initialMargin = 1 }) => initialMargin !== 1],
  ['the maintenance margin', ({ maintenanceMargin = 0 }) => maintenanceMargin !== 0],
  ['that long and short positions stand beside each other', ({ positions }) => positions === 'hedging'],
  ['the currencies, and counts in that of the prices', ({ currencies }) => currencies !== undefined],
]

function notesOf({ name, ignores }: Peer, costs: Costs): string[] {
  const none: Partial<Costs> = { leverage: 1 }
  return ignores
    .filter((cost) => costs[cost] !== (none[cost] ?? 0))
    .map((cost) => `${name} was not told the ${cost} of ${costs[cost]}.`)
    .concat(untold.filter(([, isSet]) => isSet(costs)).map(([what]) => `${name} was not told ${what}.`))
}

/** A tool that sizes when it orders does not know what the others of that close will leave of the cash. */
function sizingNotes({ name, conventions }: Peer, symbols: number, { sizing }: Signals): string[] {
  if (symbols === 1 || sizing.kind !== 'percent' || conventions.sizingPrice !== 'signalClose') return []
  return [
    `${name} sizes an order from the cash at its signal's close, this engine from what the fills before it have left; they differ where several symbols act on one bar.`,
  ]
}
