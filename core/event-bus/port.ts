import type { WorkspaceEvent } from '../contract/workspace.ts'

/** Says what has happened; never steers what happens next. */
export interface EventBus {
  publish(event: WorkspaceEvent): void
  /** Events from now on, until the signal aborts. A slow reader loses the oldest beyond 1,000. */
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<WorkspaceEvent, void, void>
}
