import { AppError } from '../../contract/errors.ts'
import type { BacktestRunner } from '../port.ts'
import { runBacktest } from '../run.ts'

/** This engine, with the signals of all bars computed before the walk. */
export function createVectorRunner(): BacktestRunner {
  return {
    name: 'vector',
    run: async (request, { signal } = {}) => {
      if (signal?.aborted) throw new AppError('cancelled', 'The run was cancelled', { cause: signal.reason })
      return runBacktest(request)
    },
  }
}
