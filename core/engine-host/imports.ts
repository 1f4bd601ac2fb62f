import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ulid } from 'ulid'
import type { ImportOptions, Preview } from '../contract/data.ts'
import type { Progress } from '../contract/jobs.ts'
import { createChannel } from '../lib/channel.ts'
import { readFile } from '../market-data/import/read.ts'
import { actionsIn } from '../market-data/import/action-columns.ts'
import type { ReadContext } from '../market-data/import/types.ts'
import { tickTimeframe } from '../market-data/depth/port.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { checkSeries } from '../quality/suite.ts'
import { depthFeedOf, importDepthFeed, previewDepthFeed } from './depth-imports.ts'
import type { EngineContext } from './context.ts'
import type { ImportOutcome, SourceFile } from './contract.ts'
import { writeOrRepair } from './repair.ts'
import { parquetRelation, splitsOf } from './series.ts'
import { storeTicks } from './tick-imports.ts'

interface ImportInput {
  readonly source: SourceFile
  readonly options: ImportOptions
  readonly known: readonly SeriesRef[]
}

export async function previewSource(
  input: Omit<ImportInput, 'known'>,
  context: EngineContext,
  signal: AbortSignal,
): Promise<Preview> {
  const feed = await depthFeedOf(input.source, input.options)
  if (feed !== null) return await previewDepthFeed(input.source, feed, input.options)
  const { previewFile } = await import('../market-data/import/preview.ts')
  return await withReader(
    context,
    signal,
    () => {},
    (reader) => previewFile(input.source, input.options, reader),
  )
}

/** Reads a file, merges it with the series it belongs to, and checks the whole series. Yields progress. */
export async function* importFile(
  input: ImportInput,
  context: EngineContext,
  signal: AbortSignal,
): AsyncGenerator<Progress, ImportOutcome, void> {
  const ended = new AbortController()
  const progress = createChannel<Progress>()
  const events = progress.subscribe(ended.signal)
  const work = readAndStore(input, context, signal, progress.publish).finally(() => ended.abort())
  // A failure is thrown by `await work` below; until then it must not count as unhandled.
  work.catch(() => {})
  yield* events
  return await work
}

async function readAndStore(
  { source, options, known: stored }: ImportInput,
  context: EngineContext,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ImportOutcome> {
  const feed = await depthFeedOf(source, options)
  if (feed !== null) {
    const recording = { source, container: feed, options, known: stored }
    return await importDepthFeed(recording, context.depth, signal, onProgress)
  }
  // Reading is about 0.7 of the whole.
  const reading = (progress: Progress) =>
    onProgress({ ...progress, fraction: progress.fraction === null ? null : progress.fraction * 0.7 })
  return await withReader(context, signal, reading, async (reader) => {
    const read = await readFile(source, options, reader)
    const { staged } = read
    if (staged.timeframe === tickTimeframe) return await storeTicks(read, stored, context.depth, signal)
    const current = stored.find((series) => series.symbol === staged.symbol && series.timeframe === staged.timeframe)
    const version = (current?.version ?? 0) + 1
    const dealt = await actionsIn(staged, read.format, read.columns)
    const check = (relation: string) =>
      checkSeries({
        connection: reader.connection,
        relation,
        symbol: staged.symbol,
        timeframe: staged.timeframe,
        version,
        now: Date.now(),
        splits: splitsOf([...(current?.actions?.items ?? []), ...dealt.actions]),
      })
    onProgress({ fraction: 0.7, stage: 'writing and checking', rows: staged.rows, totalRows: staged.rows })
    const writing = writeOrRepair(context.repo, staged, current?.partitions ?? [], signal)
    // A new series stands in the staged table already and is checked while its file is hashed and flushed; a longer one
    // is read from its partitions.
    const [written, quality] =
      current === undefined
        ? await bothEnded(writing, check(staged.table))
        : await writing.then(
            async (done) => [done, await check(parquetRelation(done.partitions.map(context.path)))] as const,
          )
    signal.throwIfAborted()
    // Where rows of the file became bars (ticks), a bar that was stored before is not a row of the file.
    const known = read.accepted === staged.rows ? written.duplicates : 0
    return {
      symbol: staged.symbol,
      timeframe: staged.timeframe,
      timezone: read.timezone,
      format: read.format,
      decimals: read.decimals,
      options: read.options,
      sourceHash: read.sourceHash,
      rowsIn: read.rowsIn,
      accepted: read.accepted - known,
      duplicates: read.duplicates + known,
      quarantined: read.quarantined,
      actions: dealt.actions,
      warnings: [
        ...read.warnings,
        ...dealt.notes,
        ...written.repaired.map(({ file }) => `The damaged file ${file} was replaced.`),
      ],
      baseVersion: current?.version ?? 0,
      partitions: written.partitions,
      added: written.added,
      corrected: written.corrected,
      repaired: written.repaired.length,
      quality,
    }
  })
}

async function withReader<Result>(
  context: EngineContext,
  signal: AbortSignal,
  onProgress: ReadContext['onProgress'],
  run: (reader: ReadContext) => Promise<Result>,
): Promise<Result> {
  const scratch = join(context.scratch, ulid())
  await mkdir(scratch, { recursive: true })
  const connection = await (await context.db()).connect()
  try {
    return await run({ connection, scratch, signal, onProgress })
  } finally {
    connection.closeSync()
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Both results, once neither is using the connection any more; the first one's failure counts before the second's. */
async function bothEnded<A, B>(first: Promise<A>, second: Promise<B>): Promise<readonly [A, B]> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'rejected') throw a.reason
  if (b.status === 'rejected') throw b.reason
  return [a.value, b.value]
}
