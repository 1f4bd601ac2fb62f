import { createChannel } from '../../lib/channel.ts'
import type { WorkspaceEvent } from '../../contract/workspace.ts'
import type { EventBus } from '../port.ts'

/** Events inside one process. */
export function createMemoryEventBus(): EventBus {
  const channel = createChannel<WorkspaceEvent>()
  return { publish: channel.publish, subscribe: (signal) => channel.subscribe(signal) }
}
