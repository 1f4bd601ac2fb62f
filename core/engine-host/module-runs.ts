import { runCallbackBacktest } from '../backtest/callbacks.ts'
import type { CallbackResult } from '../backtest/callbacks.ts'
import type { BacktestRequest } from '../backtest/port.ts'
import type { RunRecord } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Recording } from '../engine/depth/run-recording.ts'
import { findProfile } from '../engine/conventions/profiles.ts'
import type { Declaration } from '../engine/sandbox/job.ts'
import { openSandbox } from '../engine/sandbox/sandbox.ts'
import { isRecorded } from '../market-data/depth/port.ts'
import { sliceRecording } from '../market-data/depth/slice.ts'
import { toRecording } from '../market-data/depth/tick-events.ts'
import type { EngineContext } from './context.ts'
import type { BacktestInput } from './contract.ts'

/** A finished run of a strategy module, and the rows that each of its series had. */
export interface ModuleRun {
  readonly run: CallbackResult
  readonly rows: readonly Pick<RunRecord['data'][number], 'from' | 'to' | 'rows' | 'finer'>[]
}

/** True where a run meets ticks or a recorded order book. */
export function meetsRecording({ series, module }: BacktestInput): boolean {
  return module !== undefined && series.some(({ timeframe }) => isRecorded(timeframe))
}

/** Runs a strategy module on ticks or on a recorded order book. */
export async function runOnRecording(
  input: BacktestInput,
  request: Omit<BacktestRequest, 'series'>,
  context: EngineContext,
  signal: AbortSignal,
): Promise<ModuleRun> {
  const data = await recordingOf(input, context)
  const { events } = data
  const run = await runCallbackBacktest(
    {
      ...request,
      series: [],
      file: input.module!,
      scratch: context.scratch,
      recording: { data, market: input.market ?? {} },
    },
    { signal, launch: context.launch },
  )
  const received = events.receiveTs
  return {
    run,
    rows: [
      {
        rows: events.rows,
        finer: [],
        from: Math.floor(received[0]! / 1000),
        to: Math.floor(received[events.rows - 1]! / 1000),
      },
    ],
  }
}

export async function recordingOf(
  { series, market, from, to }: Pick<BacktestInput, 'series' | 'market' | 'from' | 'to'>,
  { depth }: EngineContext,
): Promise<Recording> {
  const [first, second] = series
  if (second !== undefined)
    throw new AppError('invalid-input', 'A run on ticks or on a recorded order book takes one symbol', {
      hint: 'Name one symbol with --data; bars of several symbols may share an account.',
    })
  const columns = sliceRecording(await depth.read(first!), { from, to })
  const { tickSize, lotSize } = market ?? {}
  const recording = toRecording(first!.symbol, columns, {
    ...(tickSize === undefined ? {} : { tickSize }),
    ...(lotSize === undefined ? {} : { lotSize }),
  })
  if (recording.events.rows > 0) return recording
  throw new AppError('invalid-input', `${first!.symbol} has nothing recorded in that period`, {
    hint: 'Widen --from and --to.',
  })
}

/** What a module says of itself, loaded without any data. */
export async function declareModule(
  { text, file }: { text: string; file: string },
  { scratch, launch }: EngineContext,
  signal: AbortSignal,
): Promise<Declaration> {
  const { fields } = findProfile('sextant')
  const costs = { cash: 1, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }
  const nothing = { series: [], recording: null, profile: fields, costs, seed: 0 }
  const options = { signal, launch, limits: { seconds: 20, memoryMb: 512 } }
  const sandbox = await openSandbox({ text, file, scratch, ...nothing }, options)
  try {
    const reply = await sandbox.ask({ kind: 'declare' })
    if (reply.kind === 'declared') return reply.declared
    throw new AppError('internal', `${file} did not say what it exports`)
  } finally {
    await sandbox.close()
  }
}
