import { AppError } from '../contract/errors.ts'
import type { Costs } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { encodeColumn } from '../python/columns.ts'
import type { PythonBridge } from '../python/port.ts'
import type { Signals } from '../strategy/signals.ts'
import { PeerAnswer, simulationOf } from './peer-trades.ts'
import type { BacktestRequest, PeerResult, PeerRunner, RunSeries } from './port.ts'
import { figuresOf, prepareRun } from './prepare.ts'
import { resultHash } from './result-hash.ts'

export interface Peer extends Pick<PeerRunner, 'name' | 'conventions' | 'ignores' | 'tolerance'> {
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
 * Runs another tool on the signals that this engine finds, so that what may differ is fills and accounting only. Takes one
 * symbol. Throws as `BacktestRunner` says; `invalid-input` for what the tool cannot be asked.
 */
export function createPeerRunner(peer: Peer, bridge: PythonBridge): PeerRunner {
  return {
    ...peer,
    async run(request, { signal, onStage } = {}) {
      const series = onlySeries(request, peer.name)
      const prepared = prepareRun(request)
      const [signals] = prepared.signals(request.profile)
      requireComparable(signals!, peer.name)
      const options = { ...(signal === undefined ? {} : { signal }), ...(onStage === undefined ? {} : { onStage }) }
      const versions = await installed(peer, bridge, options)
      const started = performance.now()
      const task = taskOf(series.bars, signals!, request.costs)
      const answer = PeerAnswer.parse(await bridge.call('run', { tool: peer.name, task }, options))
      const engineMs = performance.now() - started

      const profile = { ...peer.conventions, crossRule: request.profile.crossRule }
      const result = simulationOf(answer, {
        bars: series.bars,
        signals: signals!,
        atOpen: profile.fillTiming === 'nextOpen',
      })
      const { lookback } = signals!
      const metrics = figuresOf({ ...request, profile }, { timeline: series.bars.ts, result }, lookback)
      return {
        strategy: prepared.strategy,
        params: prepared.params,
        lookback,
        result,
        timeline: series.bars.ts,
        parts: [{ symbol: series.symbol, bars: series.bars, result }],
        metrics,
        intrabar: null,
        warnings: result.warnings,
        causality: { points: 0, passed: true },
        resultHash: resultHash(result, metrics),
        engineMs,
        versions,
        notes: notesOf(peer, request.costs),
      } satisfies PeerResult
    },
  }
}

function onlySeries({ series }: BacktestRequest, name: string): RunSeries {
  const [first, second] = series
  if (first !== undefined && second === undefined) return first
  throw new AppError('invalid-input', `${name} is compared on runs of one symbol; this one has ${series.length}`, {
    hint: 'Run the strategy on one of the symbols and cross-check that run.',
  })
}

/** Throws `invalid-input` where the strategy asks for something that no peer is told. */
function requireComparable(signals: Signals, name: string): void {
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
              : null
  if (problem === null) return
  throw new AppError('invalid-input', `The strategy has ${problem}, which the comparison with ${name} leaves out`, {
    hint: 'Compare a run with market entries and fixed distances, sized by percent, value or units, without a lot size.',
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

function taskOf(bars: Bars, signals: Signals, { cash, fees, feeFixed, slippage }: Costs) {
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
    costs: { cash, fees, feeFixed, slippage },
    sizing: signals.sizing,
    cooldown: signals.cooldown,
  }
}

function notesOf({ name, ignores }: Peer, costs: Costs): string[] {
  const none: Partial<Costs> = { leverage: 1 }
  return ignores
    .filter((cost) => costs[cost] !== (none[cost] ?? 0))
    .map((cost) => `${name} was not told the ${cost} of ${costs[cost]}.`)
    .concat(costs.costs === undefined ? [] : [`${name} was not told the cost models, only the plain figures.`])
}
