import { join } from 'node:path'
import type { RunList } from '../catalog/runs.ts'
import type { RunRequest, SweepRequest } from '../contract/backtest.ts'
import type { Template } from '../contract/strategy.ts'
import { AppError } from '../contract/errors.ts'
import type { Handlers } from '../handlers.ts'
import { strategySuffix, type StrategyLibrary } from '../strategy/library.ts'
import type { TaskQueue } from '../task-queue/port.ts'
import { sampleSymbol } from './sample-symbol.ts'

export interface SampleDeps {
  readonly resources: string
  readonly library: StrategyLibrary
  readonly templates: readonly Template[]
  readonly queue: TaskQueue
  readonly runs: RunList
  readonly report: Handlers['report']
  /** Where the sweep's table goes. */
  readonly folder: string
}

const strategies = ['sma-cross', 'rsi-revert']

/** The bundled index series, two strategies, a sweep, a run and its report; what is there already is kept. */
export function createSample({
  resources,
  library,
  templates,
  queue,
  runs,
  report,
  folder,
}: SampleDeps): Handlers['workspace']['addSample'] {
  const finish = async (kind: 'data.import' | 'backtest.run' | 'backtest.sweep', title: string, input: unknown) =>
    (await queue.result(queue.enqueue(kind, title, input).id)).value

  return async (_, context) => {
    const path = join(resources, 'samples', 'sp500.csv')
    await finish('data.import', 'Import the sample', {
      source: { path, name: 'sp500.csv' },
      options: { symbol: sampleSymbol, timeframe: '1d', map: { adj_close: 'adjclose' } },
    })
    for (const name of strategies) await addStrategy(name)
    const known = runs.list().find((run) => run.symbols[0] === sampleSymbol && run.strategy === 'sma-cross')
    const runId = known?.id ?? (await runSample())
    const { files } = await report.build({ run: runId, formats: ['html'] }, context)
    await finish('backtest.sweep', 'Sweep the sample', {
      ...request,
      grid: grid(),
      where: 'fast < slow',
      out: join(folder, 'sma-cross-sweep.csv'),
      workers: 1,
    } satisfies SweepRequest)
    return { runId, report: files[0]!.path }
  }

  async function addStrategy(name: string): Promise<void> {
    const file = `${name}${strategySuffix}`
    if (library.list().some((stored) => stored.file === file)) return
    const template = templates.find((candidate) => candidate.name === name)
    if (template === undefined) throw new AppError('internal', `the bundled template ${name} is missing`)
    await library.save(file, template.text)
  }

  async function runSample(): Promise<string> {
    const value = await finish('backtest.run', 'Backtest the sample', request)
    return (value as { runId: string }).runId
  }
}

const request: RunRequest = {
  strategy: `sma-cross${strategySuffix}`,
  data: [sampleSymbol],
  params: {},
  engine: 'vector',
  profile: 'sextant',
  set: {},
  seed: 0,
  account: { cash: 100_000, fees: 0.0005, slippage: 0.0002, feeFixed: 0, spread: 0, leverage: 1 },
}

function grid(): SweepRequest['grid'] {
  const range = (from: number, to: number, step: number) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
  return [
    { name: 'fast', values: range(5, 50, 5) },
    { name: 'slow', values: range(20, 200, 10) },
  ]
}
