import type { Params } from '../contract/common.ts'
import { AppError } from '../contract/errors.ts'
import { sweepMetrics } from '../contract/figures.ts'
import type { StrategyParam } from '../contract/strategy.ts'
import { openSandbox } from '../engine/sandbox/sandbox.ts'
import type { Sandbox, SandboxOptions, SandboxRun } from '../engine/sandbox/sandbox.ts'
import { checkParams } from '../strategy/params.ts'
import { createGrid, gridSize, requireRunnable } from './grid.ts'
import type { GridAxis } from './grid.ts'
import type { SweepInput, SweepSummary } from './sweep.ts'
import { compileWhere } from './where.ts'

export interface ModuleSweep extends Pick<SweepInput, 'onProgress' | 'onRows'> {
  readonly run: SandboxRun
  readonly params: Params
  readonly axes: readonly GridAxis[]
  readonly where: string | null
}

/** Combinations asked for at once: so many that an answer takes about this long. */
const answerMs = 250
const mostAtOnce = 256

/**
 * Runs every admitted combination of a strategy module, one after another in one process of its own, which holds one
 * run at a time. The first is made again at the end; a module that then does something else remembers earlier runs and is
 * refused (`look-ahead`). Throws what a single run throws, with the combination, and `too-large`, `cancelled`.
 */
export async function sweepModule(sweep: ModuleSweep, options: SandboxOptions): Promise<SweepSummary> {
  const started = performance.now()
  const sandbox = await openSandbox(sweep.run, options)
  try {
    const reply = await sandbox.ask({ kind: 'declare' })
    if (reply.kind !== 'declared') throw new AppError('internal', 'The strategy did not say what it exports')
    return await sweepWith(sandbox, reply.declared.params, sweep, started)
  } finally {
    await sandbox.close()
  }
}

async function sweepWith(
  sandbox: Sandbox,
  params: readonly StrategyParam[],
  { run, params: given, axes, where, onProgress, onRows }: ModuleSweep,
  started: number,
): Promise<SweepSummary> {
  const grid = createGrid(axes)
  for (const { name, values } of axes) for (const value of values) checkParams({ params }, { ...given, [name]: value })
  const fixed = checkParams({ params }, given)
  const admits = where === null || where.trim() === '' ? null : compileWhere(where, params, grid.names, fixed)
  requireRunnable(gridSize(grid, admits))
  const columns = [...grid.names, ...sweepMetrics]
  const values = new Float64Array(grid.names.length)
  const sharpe = sweepMetrics.indexOf('sharpe')
  let combinations = 0
  let best: { readonly set: Params; readonly row: Float64Array } | null = null
  let first: { readonly set: Params; readonly row: Float64Array } | null = null
  let atOnce = 1
  let sets: Record<string, number>[] = []
  for (let index = 0; index < grid.total; index++) {
    grid.at(index, values)
    if (admits === null || admits(values))
      sets.push({ ...fixed, ...Object.fromEntries(grid.names.map((name, i) => [name, values[i]!])) })
    if (sets.length < atOnce && index < grid.total - 1) continue
    if (sets.length === 0) continue
    const asked = performance.now()
    const rows = await figuresOf(sandbox, sets, params)
    const took = performance.now() - asked
    atOnce = Math.min(mostAtOnce, Math.max(1, Math.round((sets.length * answerMs) / Math.max(1, took))))
    const out = new Float64Array(rows.length * columns.length)
    rows.forEach((row, i) => {
      const set = sets[i]!
      out.set([...grid.names.map((name) => set[name]!), ...row], i * columns.length)
      first ??= { set, row }
      if (row[sharpe]! > (best?.row[sharpe] ?? Number.NEGATIVE_INFINITY)) best = { set, row }
    })
    await onRows({ columns, count: rows.length, values: out })
    combinations += rows.length
    sets = []
    onProgress?.({ done: index + 1, total: grid.total })
  }
  await requireSame(sandbox, first, params, run.file)
  const elapsedMs = performance.now() - started
  const found = best as { readonly set: Params; readonly row: Float64Array } | null
  return {
    combinations,
    elapsedMs,
    combinationsPerSecond: (combinations / elapsedMs) * 1000,
    best:
      found === null
        ? null
        : {
            params: found.set,
            metrics: Object.fromEntries(
              sweepMetrics.map((name, i) => [name, Number.isNaN(found.row[i]!) ? null : found.row[i]!]),
            ),
          },
  }
}

async function figuresOf(
  sandbox: Sandbox,
  sets: readonly Record<string, number>[],
  params: readonly StrategyParam[],
): Promise<readonly Float64Array[]> {
  try {
    const reply = await sandbox.ask({ kind: 'figures', sets })
    return reply.kind === 'figures' ? reply.rows : []
  } catch (cause) {
    const own = cause instanceof AppError && (cause.code === 'invalid-strategy' || cause.code === 'internal')
    if (!own) throw cause
    if (sets.length === 1) throw atCombination(cause, sets[0]!, params)
    // One by one, so that the combination is known.
    const rows: Float64Array[] = []
    for (const set of sets) rows.push(...(await figuresOf(sandbox, [set], params)))
    return rows
  }
}

function atCombination(cause: AppError, set: Record<string, number>, params: readonly StrategyParam[]): AppError {
  const at = params.map(({ name }) => `${name}=${set[name]}`).join(' ')
  return new AppError(cause.code, `${cause.message} (at ${at})`, {
    cause,
    ...(cause.hint === undefined ? {} : { hint: cause.hint }),
    data: { ...cause.data, params: set },
  })
}

async function requireSame(
  sandbox: Sandbox,
  first: { readonly set: Params; readonly row: Float64Array } | null,
  params: readonly StrategyParam[],
  file: string,
): Promise<void> {
  if (first === null) return
  const [again] = await figuresOf(sandbox, [first.set as Record<string, number>], params)
  if (first.row.every((value, i) => Object.is(value, again![i]))) return
  throw new AppError('look-ahead', `${file}: the first combination, made again after the others, gives other figures`, {
    hint: 'Keep all state inside `create`, and use its `random` in place of Math.random.',
  })
}
