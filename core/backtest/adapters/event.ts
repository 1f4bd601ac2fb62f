import { AppError } from '../../contract/errors.ts'
import { eventDriver } from '../event-driver.ts'
import type { BacktestRunner } from '../port.ts'
import { runBacktest } from '../run.ts'

/** This engine, bar by bar. */
export function createEventRunner(): BacktestRunner {
  return {
    name: 'event',
    run: async (request, { signal } = {}) => {
      if (signal?.aborted) throw new AppError('cancelled', 'The run was cancelled', { cause: signal.reason })
      return runBacktest(request, eventDriver)
    },
  }
}
