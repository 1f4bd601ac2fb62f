import { create } from 'zustand'
import type { WorkspaceEvent } from '../../core/contract/workspace.ts'
import { client } from '../lib/client.ts'
import { invalidate } from '../lib/query.ts'
import { toast } from '../ui/toast.tsx'
import { catchUp, noteJob } from './jobs.ts'

/** Whether the other end answers. `lost` after a stream broke, until it is back. */
export const useConnection = create<{ state: 'opening' | 'open' | 'lost' }>()(() => ({ state: 'opening' }))

const areasOf: Record<WorkspaceEvent['type'], readonly string[]> = {
  'data.changed': ['data/', 'runs/', 'workspace/'],
  'run.finished': ['runs/', 'workspace/'],
  'run.removed': ['runs/', 'workspace/'],
  'strategy.changed': ['strategies/', 'workspace/'],
  'report.written': ['reports/', 'workspace/'],
  'engine.restarted': [''],
}

/** Follows jobs and changes of the workspace for as long as the window lives. */
export function startLive(): void {
  void follow(watchJobs, noteJob)
  void follow(
    () => client.workspace.events(),
    (event) => {
      for (const prefix of areasOf[event.type]) invalidate(prefix)
      if (event.type === 'engine.restarted') toast('The engine was restarted', { tone: 'info', detail: event.reason })
    },
  )
}

/** What ended while nobody listened is asked for; the stream itself starts with what still runs. */
async function watchJobs() {
  const stream = await client.jobs.watch()
  await catchUp()
  return stream
}

async function follow<T>(connect: () => Promise<AsyncIterable<T>>, note: (value: T) => void): Promise<never> {
  for (let pause = 500; ; pause = Math.min(pause * 2, 8000)) {
    try {
      const stream = await connect()
      const wasLost = useConnection.getState().state === 'lost'
      useConnection.setState({ state: 'open' })
      if (wasLost) invalidate('')
      for await (const value of stream) {
        pause = 500
        note(value)
      }
    } catch {
      useConnection.setState({ state: 'lost' })
    }
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
