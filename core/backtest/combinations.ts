import type { StrategyParam } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import { checkParams } from '../strategy/params.ts'
import type { Strategy } from '../strategy/strategy.ts'
import { createGrid } from './grid.ts'
import type { Grid, GridAxis } from './grid.ts'
import { pointColumns } from './point-figures.ts'
import { createPointTogether } from './point-together.ts'
import { createPoint } from './point.ts'
import type { PointInput } from './point.ts'
import type { RunSeries } from './port.ts'
import { compileWhere } from './where.ts'

/** What a thread needs to run any part of a sweep; plain data, with the bars in shared memory. */
export interface SweepWork extends Omit<PointInput, 'strategy'> {
  readonly strategyText: string
  /** Values of the parameters that are not on an axis. */
  readonly params: Readonly<Record<string, number>>
  readonly axes: readonly GridAxis[]
  readonly where: string | null
}

/** Combinations a thread takes at a time. */
export const chunkSize = 256

export interface PreparedSweep {
  readonly strategy: Strategy
  readonly grid: Grid
  readonly admits: ((values: Float64Array) => boolean) | null
  /** Values a row: the axes in order, then the seven figures. */
  readonly width: number
}

/** Reads the strategy, the axes and the condition, and refuses what cannot run. Throws `invalid-strategy`, `invalid-input`. */
export function prepareSweep({
  strategyText,
  params,
  axes,
  where,
}: Pick<SweepWork, 'strategyText' | 'params' | 'axes' | 'where'>): PreparedSweep {
  const strategy = requireStrategy(strategyText)
  const grid = createGrid(axes)
  for (const { name, values } of axes) for (const value of values) checkParams(strategy, { ...params, [name]: value })
  const admits =
    where === null || where.trim() === ''
      ? null
      : compileWhere(where, strategy.params, grid.names, checkParams(strategy, params))
  return { strategy, grid, admits, width: axes.length + pointColumns }
}

export interface CombinationRunner {
  readonly width: number
  readonly total: number
  /** Runs combination `index` into row `row` of `rows`; false where the condition leaves it out. */
  readonly run: (index: number, rows: Float64Array, row: number) => boolean
}

/** Makes one thread's runner of single combinations; an error names the combination it happened at. */
export function createCombinationRunner(work: SweepWork): CombinationRunner {
  const { strategy, grid, admits, width } = prepareSweep(work)
  const input = { ...work, strategy }
  const point = isTogether(input) ? createPointTogether(input, seriesOf(input)) : createPoint(input)
  const params: Record<string, number> = checkParams(strategy, work.params)
  const values = new Float64Array(grid.names.length)
  const { names } = grid

  return {
    width,
    total: grid.total,
    run(index, rows, row) {
      grid.at(index, values)
      if (admits !== null && !admits(values)) return false
      const offset = row * width
      for (let i = 0; i < names.length; i++) {
        params[names[i]!] = values[i]!
        rows[offset + i] = values[i]!
      }
      try {
        point(params, rows, offset + names.length)
      } catch (cause) {
        throw atCombination(cause, strategy.params, params)
      }
      return true
    },
  }
}

/** Weights walk as several symbols do, even where there is one. */
function isTogether({ strategy, costs, together = null }: PointInput): boolean {
  return costs.positions === 'hedging' || together !== null || strategy.rebalance !== null
}

function seriesOf({ together, bars, actions, rates = null }: PointInput): readonly RunSeries[] {
  const alone = { symbol: '', timeframe: '', bars, ...(rates === null ? {} : { rates }) }
  return together ?? [{ ...alone, ...(actions === undefined ? {} : { actions }) }]
}

function atCombination(
  cause: unknown,
  declared: readonly StrategyParam[],
  params: Readonly<Record<string, number>>,
): unknown {
  if (!(cause instanceof AppError)) return cause
  const at = declared.map(({ name }) => `${name}=${params[name]}`).join(' ')
  return new AppError(cause.code, `${cause.message} (at ${at})`, {
    cause,
    hint: 'Change the axes, or leave such combinations out with --where.',
    data: { ...cause.data, params: { ...params } },
  })
}
