import { readFileSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'

import type { Params } from '../../contract/common.ts'
import { AppError, toErrorBody } from '../../contract/errors.ts'
import { sweepMetrics } from '../../contract/figures.ts'
import { runRecording } from '../depth/run-recording.ts'
import { settleMarket } from '../depth/settled.ts'
import type { Settled } from '../depth/settled.ts'
import { metricsFor } from '../metrics.ts'
import { runCallbacks } from '../events/callbacks.ts'
import type { CallbackStrategy } from '../events/callbacks.ts'
import { jobFile, outcomeFile } from './job.ts'
import type { SandboxAsk, SandboxJob, SandboxOutcome, SandboxReply } from './job.ts'
import { callbackNames, loadStrategy } from './load.ts'
import type { LoadedStrategy } from './load.ts'
import { strategyError } from './locate.ts'
import { openPort } from './port.ts'
import { proveRecording } from './prove-recording.ts'
import { proveCallbacks } from './prove.ts'

/** Entry of the process in which a strategy module runs: one job from its folder, then answers to what it is asked. */
const port = openPort()

// A strategy that never returns must not outlive the engine that started it.
new Worker(
  'const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 1000)',
  { eval: true },
).unref()
Error.stackTraceLimit = 50

let started: Promise<Started> | null = null
port.onAsk((ask) => {
  started ??= start(deserialize(readFileSync(jobFile)) as SandboxJob)
  started
    .then((run) => answer(run, ask))
    .then(port.post, (error: unknown) => port.post({ kind: 'failed', error: toErrorBody(error) }))
})

/** A loaded module before its data: bars, or a recording with every choice made. */
interface Started {
  readonly job: SandboxJob
  readonly loaded: LoadedStrategy
  readonly met: Settled | null
}

async function start(job: SandboxJob): Promise<Started> {
  const nothing = job.series.length === 0 && job.recording === null
  const loaded = await loadStrategy({
    ...job,
    ...(nothing ? {} : { on: job.recording === null ? 'bars' : 'recording' }),
  })
  const { recording } = job
  const met = recording === null ? null : settleMarket(recording.data, { ...loaded.market, ...recording.market })
  return { job, loaded, met }
}

function answer(run: Started, ask: SandboxAsk): SandboxReply {
  if (ask.kind === 'declare') {
    const { name, params, withParams } = run.loaded
    const made = placed(withParams({}).create, run.job) as Record<string, unknown>
    const callbacks = callbackNames.filter((callback) => made[callback] !== undefined)
    return { kind: 'declared', declared: { name, params, callbacks } }
  }
  if (ask.kind === 'figures') return { kind: 'figures', rows: ask.sets.map((params) => figures(run, params)) }
  writeFileSync(outcomeFile, serialize(runOnce(run, ask)))
  return { kind: 'done' }
}

function runOnce({ job, loaded, met }: Started, ask: Extract<SandboxAsk, { kind: 'run' }>): SandboxOutcome {
  const { series, profile, costs, seed } = job
  const { params, create: make } = loaded.withParams(ask.params)
  const create = () => placed(make, job)
  const { name, own } = loaded
  const began = performance.now()
  if (met === null) {
    const given = { series, profile, costs, own, create }
    const result = runCallbacks({ ...given, strategy: create() })
    const runMs = performance.now() - began
    return { name, params, result, market: null, points: proveCallbacks(given, result, ask.causalityPoints), runMs }
  }
  const { recording, market, spec, warnings } = met
  const given = { recording, market, profile, costs, own, seed, create }
  const run = runRecording({ ...given, strategy: checked(create(), met, job) })
  const runMs = performance.now() - began
  const result = { ...run, warnings: [...warnings, ...run.warnings] }
  return { name, params, result, market: spec, points: proveRecording(given, run, ask.causalityPoints), runMs }
}

/** The seven figures of a sweep, those of a single run with the same parameters. */
function figures({ job, loaded, met }: Started, chosen: Params): Float64Array {
  const { series, profile, costs, seed } = job
  const { create: make } = loaded.withParams(chosen)
  const strategy = placed(make, job)
  const { own } = loaded
  const result =
    met === null
      ? runCallbacks({ series, profile, costs, own, strategy })
      : runRecording({ ...met, profile, costs, own, seed, strategy: checked(strategy, met, job) })
  const { ts, equity, positionValue, parts } = result
  const trades = parts.flatMap((part) => part.trades).toSorted((a, b) => a.exitBar - b.exitBar)
  const metrics = metricsFor({
    bars: { rows: ts.length, ts },
    result: { equity, positionValue, trades },
    profile,
    cash: costs.cash,
    benchmark: null,
  })
  return Float64Array.from(sweepMetrics, (name) => metrics[name] ?? Number.NaN)
}

function checked(strategy: CallbackStrategy, { market }: Settled, { file }: SandboxJob): CallbackStrategy {
  if (strategy.onBar === undefined || market.barMs !== null) return strategy
  throw new AppError('invalid-strategy', `${file}: it has an \`onBar\`, and nothing says how long its bars are`, {
    hint: "Say it in the strategy: export const market = { bars: '1m' }, or with --bars.",
    data: { path: file },
  })
}

/** The strategy, with the place in its file on everything that it throws. */
function placed(create: () => CallbackStrategy, job: SandboxJob): CallbackStrategy {
  const guarded =
    <Args extends unknown[]>(call: (...args: Args) => void) =>
    (...args: Args) => {
      try {
        call(...args)
      } catch (error) {
        throw isLocated(error) ? error : strategyError(error, job)
      }
    }
  let made: CallbackStrategy
  try {
    made = create()
  } catch (error) {
    throw isLocated(error) ? error : strategyError(error, job)
  }
  const { onBar, onTick, onDepth, onTimer, onOrder } = made
  return {
    ...(onBar === undefined ? {} : { onBar: guarded(onBar.bind(made)) }),
    ...(onTick === undefined ? {} : { onTick: guarded(onTick.bind(made)) }),
    ...(onDepth === undefined ? {} : { onDepth: guarded(onDepth.bind(made)) }),
    ...(onTimer === undefined ? {} : { onTimer: guarded(onTimer.bind(made)) }),
    ...(onOrder === undefined ? {} : { onOrder: guarded(onOrder.bind(made)) }),
  }
}

function isLocated(error: unknown): boolean {
  return error instanceof AppError && error.data?.['path'] !== undefined
}
