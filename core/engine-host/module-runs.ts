import { runCallbackBacktest } from '../backtest/callbacks.ts'
import type { CallbackResult } from '../backtest/callbacks.ts'
import type { BacktestRequest } from '../backtest/port.ts'
import type { RunRecord } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Recording } from '../engine/depth/run-recording.ts'
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
    { signal },
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

async function recordingOf({ series, market, from, to }: BacktestInput, { depth }: EngineContext): Promise<Recording> {
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
