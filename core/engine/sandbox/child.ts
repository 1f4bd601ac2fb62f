import { readFileSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'

import { AppError, toErrorBody } from '../../contract/errors.ts'
import { runRecording } from '../depth/run-recording.ts'
import { settleMarket } from '../depth/settled.ts'
import { runCallbacks } from '../events/callbacks.ts'
import type { CallbackStrategy } from '../events/callbacks.ts'
import { jobFile, outcomeFile } from './job.ts'
import type { SandboxJob, SandboxOutcome, SandboxReply } from './job.ts'
import { loadStrategy } from './load.ts'
import { strategyError } from './locate.ts'
import { proveRecording } from './prove-recording.ts'
import { proveCallbacks } from './prove.ts'

/** Entry of the process in which a strategy module runs: one job from its folder, one answer. */
const reply = (message: SandboxReply) => void process.send!(message)

// A strategy that never returns must not outlive the engine that started it.
new Worker(
  'const parent = process.ppid; setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 1000)',
  { eval: true },
).unref()
process.on('disconnect', () => process.exit())
Error.stackTraceLimit = 50
run(deserialize(readFileSync(jobFile)) as SandboxJob).then(
  (outcome) => {
    writeFileSync(outcomeFile, serialize(outcome))
    reply({ kind: 'done' })
  },
  (error: unknown) => reply({ kind: 'failed', error: toErrorBody(error) }),
)

async function run(job: SandboxJob): Promise<SandboxOutcome> {
  const { series, profile, costs, recording, causalityPoints, seed } = job
  const loaded = await loadStrategy({ ...job, on: recording === null ? 'bars' : 'recording' })
  const { name, params, own } = loaded
  const started = performance.now()
  const create = () => placed(loaded.create, job)
  if (recording === null) {
    const given = { series, profile, costs, own, create }
    const result = runCallbacks({ ...given, strategy: create() })
    const runMs = performance.now() - started
    return { name, params, result, market: null, points: proveCallbacks(given, result, causalityPoints), runMs }
  }
  const { spec, warnings, ...met } = settleMarket(recording.data, { ...loaded.market, ...recording.market })
  const given = { ...met, profile, costs, own, seed, create }
  const strategy = create()
  requireBars(strategy, met.market.barMs, job.file)
  const run = runRecording({ ...given, strategy })
  const runMs = performance.now() - started
  const result = { ...run, warnings: [...warnings, ...run.warnings] }
  return { name, params, result, market: spec, points: proveRecording(given, run, causalityPoints), runMs }
}

function requireBars({ onBar }: CallbackStrategy, barMs: number | null, file: string): void {
  if (onBar === undefined || barMs !== null) return
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
