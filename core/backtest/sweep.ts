import { setImmediate } from 'node:timers/promises'

import { sweepMetrics } from '../contract/figures.ts'
import type { SweepResult } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { barColumns } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import { chunkSize, createCombinationRunner, prepareSweep } from './combinations.ts'
import type { SweepWork } from './combinations.ts'
import { gridSize, requireRunnable } from './grid.ts'
import { runOnThreads } from './sweep-threads.ts'

/** Rows of a sweep in the order of the grid: the axes' values, then the figures of `sweepMetrics`, NaN where undefined. */
export interface SweepRows {
  readonly columns: readonly string[]
  readonly count: number
  /** `count` rows of `columns.length` values one after another; valid until the call returns. */
  readonly values: Float64Array
}

export interface SweepInput extends SweepWork {
  /** At most so many threads; 1, or a sweep too short for threads to start, runs in this one and gives the event loop a turn every 20 ms. */
  readonly workers: number
  readonly signal?: AbortSignal
  /** `done` of `total` combinations looked at, those the condition leaves out included. */
  readonly onProgress?: (progress: { done: number; total: number }) => void
  readonly onRows: (rows: SweepRows) => void | Promise<void>
}

export type SweepSummary = Omit<SweepResult, 'out'>

const turnMs = 20
/** For the indicator columns that all threads keep between combinations. */
const cacheBytes = 320 * 2 ** 20
/** Combinations times bars from which threads are worth their start, half a second of one thread's work. */
const threadsFrom = 50_000_000

/**
 * Runs every combination of the axes that the condition admits. Memory does not grow with their number: combinations are
 * numbered, not listed, and rows leave in batches. The rows and their order are the same for any number of workers.
 * Throws `too-large` before anything is allocated, `invalid-strategy`, `invalid-input`, `cancelled`.
 */
export async function runSweep(input: SweepInput): Promise<SweepSummary> {
  const { workers, signal = new AbortController().signal, onProgress, onRows, ...rest } = input
  const given = { cacheBytes: cacheBytes / Math.max(2, workers), ...rest }
  const { grid, admits, width, strategy } = prepareSweep(given)
  const size = gridSize(grid, admits)
  requireRunnable(size)
  const columns = [...grid.names, ...sweepMetrics]
  const sharpe = grid.names.length + sweepMetrics.indexOf('sharpe')
  const started = performance.now()
  let combinations = 0
  let looked = 0
  let best: Float64Array | null = null

  const take = async (values: Float64Array, seen: number) => {
    const count = values.length / width
    for (let row = 0; row < count; row++) {
      const found = values[row * width + sharpe]!
      if (found > (best?.[sharpe] ?? Number.NEGATIVE_INFINITY)) best = values.slice(row * width, (row + 1) * width)
    }
    combinations += count
    looked += seen
    if (count > 0) await onRows({ columns, count, values })
    onProgress?.({ done: Math.min(looked, grid.total), total: grid.total })
  }

  try {
    if (workers <= 1 || size.admitted * barsIn(given) < threadsFrom) await runHere(given, signal, take)
    else await runOnThreads(shared(given), workers, grid.total, signal, (values) => take(values, chunkSize))
  } catch (error) {
    if (signal.aborted)
      throw new AppError('cancelled', 'The sweep was cancelled', { cause: error, data: { combinations } })
    throw error
  }
  const elapsedMs = performance.now() - started
  return {
    combinations,
    elapsedMs,
    combinationsPerSecond: (combinations / elapsedMs) * 1000,
    best: best === null ? null : describe(best),
  }

  function describe(row: Float64Array): SweepSummary['best'] {
    const fixed = strategy.params.map(({ name, default: value }) => [name, given.params[name] ?? value] as const)
    return {
      params: { ...Object.fromEntries(fixed), ...Object.fromEntries(grid.names.map((name, i) => [name, row[i]!])) },
      metrics: Object.fromEntries(
        sweepMetrics.map((name, i) => {
          const value = row[grid.names.length + i]!
          return [name, Number.isNaN(value) ? null : value]
        }),
      ),
    }
  }
}

async function runHere(
  work: SweepWork,
  signal: AbortSignal,
  take: (values: Float64Array, seen: number) => Promise<void>,
): Promise<void> {
  const runner = createCombinationRunner(work)
  const rows = new Float64Array(chunkSize * runner.width)
  let count = 0
  let seen = 0
  let turn = performance.now()
  for (let index = 0; index < runner.total; index++) {
    seen += 1
    if (runner.run(index, rows, count)) count += 1
    const late = performance.now() - turn > turnMs
    if (count < chunkSize && !late) continue
    await take(rows.subarray(0, count * runner.width), seen)
    count = 0
    seen = 0
    if (!late) continue
    await setImmediate()
    signal.throwIfAborted()
    turn = performance.now()
  }
  signal.throwIfAborted()
  await take(rows.subarray(0, count * runner.width), seen)
}

function barsIn({ bars, together = null }: SweepWork): number {
  return together === null ? bars.rows : together.reduce((sum, one) => sum + one.bars.rows, 0)
}

/** The same work with all of its bars in shared memory. */
function shared<Work extends SweepWork>(work: Work): Work {
  const { bars, intrabar = null, together = null } = work
  const finer = intrabar?.finer.map((level) => ({ ...level, bars: shareBars(level.bars) }))
  const series = together?.map((one) => ({
    ...one,
    bars: shareBars(one.bars),
    finer: (one.finer ?? []).map((level) => ({ ...level, bars: shareBars(level.bars) })),
  }))
  return {
    ...work,
    bars: series?.[0]?.bars ?? shareBars(bars),
    ...(series === undefined ? {} : { together: series }),
    ...(finer === undefined ? {} : { intrabar: { ...intrabar!, finer } }),
  }
}

/** The same bars in shared memory, so that threads read them without a copy each; unchanged where they are already. */
export function shareBars(bars: Bars): Bars {
  if (bars.close.buffer instanceof SharedArrayBuffer && bars.ts.buffer instanceof SharedArrayBuffer) return bars
  const columns = barColumns.map((name) => {
    const column = new Float64Array(new SharedArrayBuffer(bars.rows * Float64Array.BYTES_PER_ELEMENT))
    column.set(bars[name])
    return [name, column] as const
  })
  return { rows: bars.rows, ...(Object.fromEntries(columns) as Omit<Bars, 'rows'>) }
}
