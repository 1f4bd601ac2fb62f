import { AppError } from '../contract/errors.ts'

export interface GridAxis {
  readonly name: string
  readonly values: readonly number[]
}

/** All combinations of some axes, numbered from 0 with the last axis changing fastest. Nothing is stored but the axes. */
export interface Grid {
  readonly names: readonly string[]
  /** May be far beyond what can be run. */
  readonly total: number
  /** Writes the values of combination `index` to `into`, one an axis. */
  readonly at: (index: number, into: Float64Array) => void
}

export function createGrid(axes: readonly GridAxis[]): Grid {
  const names = axes.map((axis) => axis.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) {
    throw new AppError('invalid-input', `The grid names ${twice} twice`, { hint: 'Give each parameter one axis.' })
  }
  const values = axes.map((axis) => Float64Array.from(axis.values))
  return {
    names,
    total: values.reduce((product, axis) => product * axis.length, 1),
    at(index, into) {
      let rest = index
      for (let i = values.length - 1; i >= 0; i--) {
        const axis = values[i]!
        into[i] = axis[rest % axis.length]!
        rest = Math.floor(rest / axis.length)
      }
    },
  }
}

/** How many combinations a sweep would run; `exact` is false where that was estimated from a sample. */
export interface GridSize {
  readonly total: number
  readonly admitted: number
  readonly exact: boolean
}

/** Grids up to this size are counted one by one. */
const countedUpTo = 200_000
const sampleSize = 20_000
/** Where a sweep stops being the right tool; a day of work at 600 combinations a second. */
const maxCombinations = 50_000_000
const maxNumbered = 1e11

/** Counts the combinations that `admits`, or estimates them from evenly spread ones, without storing any. */
export function gridSize(grid: Grid, admits: ((values: Float64Array) => boolean) | null): GridSize {
  const { total } = grid
  if (admits === null) return { total, admitted: total, exact: true }
  const values = new Float64Array(grid.names.length)
  const exact = total <= countedUpTo
  const looked = exact ? total : sampleSize
  let found = 0
  for (let i = 0; i < looked; i++) {
    // An irrational step spreads the sample over every axis.
    grid.at(exact ? i : Math.floor(((i * 0.6180339887498949) % 1) * total), values)
    if (admits(values)) found += 1
  }
  return { total, admitted: exact ? found : Math.round((found / looked) * total), exact }
}

/** Refuses a grid that no sweep should run, before anything is allocated for it. */
export function requireRunnable({ total, admitted, exact }: GridSize): void {
  if (admitted <= maxCombinations && total <= maxNumbered) return
  const size = admitted.toLocaleString('en-US', { maximumSignificantDigits: 3 })
  throw new AppError(
    'too-large',
    `The grid has ${exact ? '' : 'about '}${size} combinations; a sweep runs at most ${maxCombinations.toLocaleString('en-US')}`,
    {
      hint: 'Use coarser steps or fewer axes, or let `optimize run` sample the space.',
      data: { total, admitted, limit: maxCombinations },
    },
  )
}
