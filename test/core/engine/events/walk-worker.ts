import { parentPort, workerData } from 'node:worker_threads'

import { createRulePortfolio } from '../../../../core/engine/events/rule-portfolio.ts'
import { createRuleDriver } from '../../../../core/engine/events/rule-driver.ts'
import { simulatePortfolio } from '../../../../core/engine/portfolio/portfolio.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Simulation } from '../../../../core/engine/types.ts'

/** How a run is taken through its bars. */
export type Way = 'fast' | 'step by step' | 'resumed'

/** Takes single runs, and each with its neighbour, in one of the ways, and answers with the results in that order. */
if (parentPort !== null) {
  const { inputs, way } = workerData as { inputs: readonly Simulation[]; way: Way }
  parentPort.postMessage(inputs.map((_, i) => [single(inputs[i]!, way), shared(inputs, i, way)]))
}

function single(input: Simulation, way: Way): unknown {
  if (way === 'fast') return simulate(input)
  if (way === 'step by step') return createRuleDriver(input).finish()
  const driver = createRuleDriver(input)
  for (let bar = 0; bar < input.bars.rows >> 1; bar++) driver.step()
  return createRuleDriver(input, structuredClone(driver.checkpoint())).finish()
}

function shared(inputs: readonly Simulation[], i: number, way: Way): unknown {
  const { profile, costs } = inputs[i]!
  const input = { series: [inputs[i]!, inputs[i ^ 1]!], profile, costs }
  if (way === 'fast') return simulatePortfolio(input)
  const walk = createRulePortfolio(input)
  if (way === 'step by step') return walk.finish()
  for (let time = 0; time < inputs[i]!.bars.rows >> 1; time++) walk.step()
  return createRulePortfolio(input, structuredClone(walk.checkpoint())).finish()
}
