import type { Handlers } from '../handlers.ts'
import type { TaskQueue } from './port.ts'

export function createJobsService(queue: TaskQueue): Handlers['jobs'] {
  return {
    list: () => queue.list(),
    get: ({ id }) => queue.get(id),
    result: ({ id }, { signal }) => queue.result(id, signal),
    cancel: ({ id }) => ({ cancelled: queue.cancel(id) }),
    watch: (_, { signal }) => queue.watch(signal) as never,
  }
}
