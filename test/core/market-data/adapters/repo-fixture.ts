import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createParquetRepo } from '../../../../core/market-data/adapters/parquet.ts'
import type { ParquetRepoOptions } from '../../../../core/market-data/adapters/parquet.ts'
import { openDuckDb } from '../../../../core/market-data/duckdb.ts'
import type { DuckDb } from '../../../../core/market-data/duckdb.ts'
import type { Partition } from '../../../../core/market-data/port.ts'
import type { RepoUnderTest } from '../../../contract/market-data.contract.ts'

export interface ParquetFixture extends RepoUnderTest {
  readonly dir: string
  /** A second repo over the same folder, as after a restart; `engineOpened` tells whether it needed DuckDB. */
  restart(): { repo: ParquetFixture['repo']; engineOpened: () => boolean }
}

/** A Parquet repo in a folder of its own; closing removes the folder. */
export async function makeParquetRepo(options: Partial<ParquetRepoOptions> = {}): Promise<ParquetFixture> {
  const dir = await mkdtemp(join(tmpdir(), "sextant repo [x] o'"))
  const engine = await openDuckDb({ memoryMb: 1024, threads: 2, scratch: join(dir, 'spill') })
  const db = () => Promise.resolve(engine)
  const repo = createParquetRepo({ dir, db, threads: 2, ...options })
  return {
    dir,
    repo,
    connect: () => engine.connect(),
    target: (name) => join(dir, 'out', name),
    async damage({ file }: Partition) {
      const path = join(dir, 'data', file)
      const bytes = await readFile(path)
      bytes[bytes.length >> 1]! ^= 4
      await writeFile(path, bytes)
    },
    restart() {
      let opened: Promise<DuckDb> | undefined
      const again = createParquetRepo({ dir, threads: 2, ...options, db: () => (opened ??= db()) })
      return { repo: again, engineOpened: () => opened !== undefined }
    },
    async close() {
      await repo.close()
      engine.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
