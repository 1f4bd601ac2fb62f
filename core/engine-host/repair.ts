import { AppError } from '../contract/errors.ts'
import type { MarketDataRepo, Partition, StagedRows, WriteResult } from '../market-data/port.ts'

export interface Written extends WriteResult {
  /** Damaged files that the import replaced. */
  readonly repaired: readonly Partition[]
}

/**
 * Merges staged rows with stored partitions. A stored file that is damaged cannot be merged with; where the staged rows
 * span all of it, they take its place. Throws `corrupt-data` where they do not.
 */
export async function writeOrRepair(
  repo: MarketDataRepo,
  staged: StagedRows,
  onto: readonly Partition[],
  signal: AbortSignal,
): Promise<Written> {
  try {
    return { ...(await repo.write(staged, onto, signal)), repaired: [] }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'corrupt-data') throw error
    const damaged = (await repo.verify(onto)).map(({ partition }) => partition)
    const [from, to] = await rangeOf(staged)
    if (damaged.length === 0 || damaged.some((partition) => partition.from < from || partition.to > to)) throw error
    const healthy = onto.filter((partition) => !damaged.includes(partition))
    return { ...(await repo.write(staged, healthy, signal)), repaired: damaged }
  }
}

async function rangeOf({ connection, table }: StagedRows): Promise<[number, number]> {
  const reader = await connection.runAndReadAll(
    `select epoch_us(min(ts)) / 1000.0, epoch_us(max(ts)) / 1000.0 from ${table}`,
  )
  return reader.getRows()[0]!.map(Number) as [number, number]
}
