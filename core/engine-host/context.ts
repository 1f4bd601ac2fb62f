import type { LaunchSandbox } from '../engine/sandbox/launch.ts'
import type { DuckDb } from '../market-data/duckdb.ts'
import type { DepthStore } from '../market-data/depth/port.ts'
import type { MarketDataRepo, Partition } from '../market-data/port.ts'

/** What the engine's calls share. */
export interface EngineContext {
  readonly repo: MarketDataRepo
  /** Recorded order books. */
  readonly depth: DepthStore
  readonly db: () => Promise<DuckDb>
  /** Absolute path of a partition's file. */
  readonly path: (partition: Partition) => string
  /** Folder of this engine process for temporary files. */
  readonly scratch: string
  /** Starts the process of a strategy module; left out where a child process of Node will do. */
  readonly launch?: LaunchSandbox
}
