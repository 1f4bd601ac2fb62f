import type { Params } from '../contract/common.ts'
import type { Bars } from '../market-data/bars.ts'
import { compileStrategy, type Program } from './compile.ts'
import { startRun } from './evaluate.ts'
import type { Strategy } from './strategy.ts'

const empty = new Float64Array(0)
const noBars: Bars = { rows: 0, ts: empty, open: empty, high: empty, low: empty, close: empty, volume: empty }

const programs = new WeakMap<Strategy, Program>()

/**
 * Bars before every rule can have a value. With `htf` it depends on the length of a bar (`barMs`, a day where not given)
 * and is an upper bound.
 */
export function lookback(strategy: Strategy, params: Params, barMs?: number): number {
  let program = programs.get(strategy)
  if (program === undefined) programs.set(strategy, (program = compileStrategy(strategy)))
  const run = startRun(program, noBars, params, { crossRule: 'touch', ...(barMs === undefined ? {} : { barMs }) })
  return Math.max(0, ...[...program.truths, ...program.numbers].map(({ node }) => node.lookback(run)))
}
