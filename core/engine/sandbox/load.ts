import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

import type { Params } from '../../contract/common.ts'
import { AppError } from '../../contract/errors.ts'
import type { StrategyParam } from '../../contract/strategy.ts'
import { checkParams } from '../../strategy/params.ts'
import type { CallbackStrategy } from '../events/callbacks.ts'
import { CostSpec } from '../../contract/costs.ts'
import { MarketSpec } from '../../contract/market.ts'
import { strategyError } from './locate.ts'

export interface LoadedStrategy {
  readonly name: string
  readonly params: readonly StrategyParam[]
  readonly own: CostSpec
  /** How the strategy asks to meet ticks or a recorded order book. */
  readonly market: MarketSpec
  /** All parameters with their values, and a maker of strategies without any memory of an earlier run. */
  readonly withParams: (given: Params) => {
    readonly params: Record<string, number>
    readonly create: () => CallbackStrategy
  }
}

/** As in the contract, which would bring the whole of it into the process. */
const Param = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
  type: z.enum(['int', 'float']).default('float'),
  default: z.number(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().positive().optional(),
  label: z.string().optional(),
}) satisfies z.ZodType<StrategyParam>

const Declared = z.object({
  name: z.string().min(1).optional(),
  params: z.array(Param).max(12).default([]),
  costs: CostSpec.default({}),
  market: MarketSpec.default({}),
})

/** Loads a strategy module. Throws `invalid-strategy` with the place; `withParams` throws `invalid-input` for a refused parameter. */
export async function loadStrategy(given: {
  path: string
  file: string
  seed: number
  /** What the run is on; left out, nothing is asked of the callbacks. */
  on?: 'bars' | 'recording'
}): Promise<LoadedStrategy> {
  const { path, file, seed } = given
  let module: Record<string, unknown>
  try {
    module = (await import(pathToFileURL(path).href)) as Record<string, unknown>
  } catch (error) {
    throw strategyError(error, given)
  }
  // The registry takes longer to load than most modules take to run, so only one that names it has it.
  const indicator = readFileSync(path, 'utf8').includes('indicator')
    ? (await import('./indicator.ts')).feedIndicator
    : undefined
  const { create } = module
  if (typeof create !== 'function')
    throw refusal(
      file,
      'it exports no function `create`',
      'Export `create({ params, random, indicator })` that returns { onBar, onOrder }.',
    )
  const parsed = Declared.safeParse({
    name: module['name'],
    params: module['params'],
    costs: module['costs'],
    market: module['market'],
  })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw refusal(
      file,
      `${issue.path.join('.')}: ${issue.message}`,
      'See docs/strategy-api.md for what a strategy exports.',
    )
  }
  const { name, params: declared, costs, market } = parsed.data
  return {
    name: name ?? file.replace(/\.strategy\.ts$/, ''),
    params: declared,
    own: costs,
    market,
    withParams(chosen) {
      const params = checkParams({ params: declared }, chosen)
      return {
        params,
        // `random` gives numbers in [0, 1) that are the same in every run of one seed.
        create: () => checkCallbacks(create({ params: { ...params }, random: randomOf(seed), indicator }), given),
      }
    },
  }
}

function checkCallbacks(made: unknown, { file, on }: { file: string; on?: 'bars' | 'recording' }): CallbackStrategy {
  const callbacks = (typeof made === 'object' && made !== null ? made : {}) as Record<string, unknown>
  for (const name of callbackNames) {
    if (callbacks[name] !== undefined && typeof callbacks[name] !== 'function')
      throw refusal(file, `its ${name} is not a function`, `Return ${name} as a function, or leave it out.`)
  }
  const ofTicks = ['onTick', 'onDepth'].find((name) => callbacks[name] !== undefined)
  if (on === 'bars' && ofTicks !== undefined)
    throw refusal(
      file,
      `it has an \`${ofTicks}\`, and bars have no ticks`,
      'Run it on ticks or on a recorded order book (--timeframe tick or depth), or use `onBar`.',
    )
  if (on === 'bars' && callbacks['onBar'] === undefined)
    throw refusal(file, '`create` returned no `onBar`', 'Return { onBar(bar, broker) { ... } }.')
  if (callbackNames.every((name) => callbacks[name] === undefined))
    throw refusal(file, '`create` returned no callback', `Return at least one of ${callbackNames.join(', ')}.`)
  return callbacks as CallbackStrategy
}

export const callbackNames = ['onBar', 'onTick', 'onDepth', 'onTimer', 'onOrder'] as const

function refusal(file: string, message: string, hint: string): AppError {
  return new AppError('invalid-strategy', `${file}: ${message}`, { hint, data: { path: file } })
}

/** A Weyl sequence passed through two rounds of xor-multiply. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
