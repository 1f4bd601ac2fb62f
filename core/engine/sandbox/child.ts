import { readFileSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'

import { AppError, toErrorBody } from '../../contract/errors.ts'
import { runCallbacks } from '../events/callbacks.ts'
import type { CallbackStrategy } from '../events/callbacks.ts'
import { jobFile, outcomeFile } from './job.ts'
import type { SandboxJob, SandboxOutcome, SandboxReply } from './job.ts'
import { loadStrategy } from './load.ts'
import { strategyError } from './locate.ts'
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
  const { series, profile, costs } = job
  const { name, params, own, create } = await loadStrategy(job)
  const started = performance.now()
  const given = { series, profile, costs, own, create: () => placed(create, job) }
  const result = runCallbacks({ ...given, strategy: given.create() })
  const runMs = performance.now() - started
  return { name, params, result, points: proveCallbacks(given, result, job.causalityPoints), runMs }
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
  const { onBar, onOrder } = made
  return {
    ...(onBar === undefined ? {} : { onBar: guarded(onBar.bind(made)) }),
    ...(onOrder === undefined ? {} : { onOrder: guarded(onOrder.bind(made)) }),
  }
}

function isLocated(error: unknown): boolean {
  return error instanceof AppError && error.data?.['path'] !== undefined
}
