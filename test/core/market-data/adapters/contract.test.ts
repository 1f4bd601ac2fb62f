import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryRepo } from '../../../../core/market-data/adapters/memory.ts'
import { openDuckDb } from '../../../../core/market-data/duckdb.ts'
import { testMarketDataRepo } from '../../../contract/market-data.contract.ts'
import { makeParquetRepo } from './repo-fixture.ts'

testMarketDataRepo('parquet', () => makeParquetRepo())
testMarketDataRepo('parquet in partitions of at most 7 rows', () => makeParquetRepo({ partitionRows: 7 }))
testMarketDataRepo(
  'memory',
  async () => {
    const dir = await mkdtemp(join(tmpdir(), 'sextant-memory-'))
    const engine = await openDuckDb({ memoryMb: 512, threads: 1, scratch: dir })
    return {
      repo: createMemoryRepo(),
      connect: () => engine.connect(),
      target: (name) => join(dir, name),
      async close() {
        engine.close()
        await rm(dir, { recursive: true, force: true })
      },
    }
  },
  { query: 'no SQL over arrays', export: 'nothing on disk', damage: 'no file to damage' },
)
