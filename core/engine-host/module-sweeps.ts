import { sweepModule } from '../backtest/module-sweep.ts'
import { requireBars } from '../backtest/prepare.ts'
import { createSweepFile } from '../backtest/sweep-file.ts'
import type { SweepResult } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Progress } from '../contract/jobs.ts'
import type { EngineContext } from './context.ts'
import type { SweepInput } from './contract.ts'
import { loadSeries } from './load-series.ts'
import { meetsRecording, recordingOf } from './module-runs.ts'

/** Every combination of a strategy module to a file that appears when it is complete. */
export async function sweepModuleToFile(
  input: SweepInput,
  context: EngineContext,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<SweepResult> {
  const { text, module, params, profile, account, seed, grid, where, out, market } = input
  if (account.sizing !== undefined)
    throw new AppError('invalid-input', `${module} says itself how much it trades, so it takes no sizing rule`, {
      hint: 'Leave --sizing out, or give the strategy a parameter for it.',
    })
  const recorded = meetsRecording(input)
  const series = recorded ? [] : (await loadSeries(input, context)).map((loaded) => loaded.series)
  if (!recorded) requireBars(series)
  const file = await createSweepFile(out, context.db)
  try {
    const summary = await sweepModule(
      {
        run: {
          text,
          file: module!,
          scratch: context.scratch,
          series: series.map(({ symbol, bars, actions = [] }) => ({ symbol, bars, actions })),
          recording: recorded ? { data: await recordingOf(input, context), market: market ?? {} } : null,
          profile: profile.fields,
          costs: account,
          seed,
        },
        params,
        axes: grid,
        where,
        onProgress: ({ done, total }) =>
          onProgress({ fraction: done / total, stage: 'simulating', rows: done, totalRows: total }),
        onRows: (rows) => file.write(rows),
      },
      { signal, launch: context.launch },
    )
    await file.finish()
    return { out, ...summary }
  } catch (error) {
    await file.abandon()
    throw error
  }
}
