import { posix } from 'node:path'
import type { ImportOptions, Preview } from '../contract/data.ts'
import { AppError } from '../contract/errors.ts'
import type { Progress } from '../contract/jobs.ts'
import { checkDepth } from '../market-data/depth/check.ts'
import { looksLikeDepthFeed, parseFeedLine } from '../market-data/depth/feed-line.ts'
import type { FeedMessage } from '../market-data/depth/feed-line.ts'
import { depthTimeframe } from '../market-data/depth/port.ts'
import type { DepthStore } from '../market-data/depth/port.ts'
import { readFeed } from '../market-data/depth/read-feed.ts'
import { importCommand } from '../market-data/import/command-line.ts'
import { inspect, unpackedSize } from '../market-data/import/unpack.ts'
import type { Container } from '../market-data/import/unpack.ts'
import type { SeriesRef } from '../market-data/port.ts'
import type { EngineContext } from './context.ts'
import type { ImportOutcome, SourceFile } from './contract.ts'

/** Enough for the first messages; a snapshot may stand further down. */
const headBytes = 65_536

/** The file as a packed or plain container where it is a recorded order book feed, else null. */
export async function depthFeedOf(source: SourceFile, options: ImportOptions): Promise<Container | null> {
  if (options.format !== undefined && options.format !== 'auto' && options.format !== 'depth') return null
  const container = await inspect(source, headBytes)
  const fits = container.content === 'text' && looksLikeDepthFeed(container.head.toString('utf8'))
  if (fits) return container
  if (options.format !== 'depth') return null
  throw new AppError('rejected-file', `${source.name} does not look like a recorded order book feed.`, {
    hint: 'Each line is a receive time, a space and a message of the exchange. Leave --format out to have the dialect guessed.',
  })
}

interface DepthImport {
  readonly source: SourceFile
  readonly container: Container
  readonly options: ImportOptions
  readonly known: readonly SeriesRef[]
}

/** Reads a recorded feed, stores it beside the bars of its symbol as timeframe `depth`, and checks it. */
export async function importDepthFeed(
  { source, container, options, known }: DepthImport,
  depth: DepthStore,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ImportOutcome> {
  refuseOtherTimeframe(options)
  const read = await readFeed(source, container, options, { signal, onProgress })
  const symbol = options.symbol ?? read.symbol
  if (symbol === null)
    throw new AppError('invalid-input', 'The symbol is not known.', { hint: 'Name it with --symbol.' })
  const current = known.find((series) => series.symbol === symbol && series.timeframe === depthTimeframe)
  onProgress({ fraction: 0.6, stage: 'writing partitions', rows: read.rowsIn, totalRows: read.rowsIn })
  const { partitions, added, repaired } = await depth.write(
    { symbol, timeframe: depthTimeframe, columns: read.columns, onto: current?.partitions ?? [] },
    signal,
  )
  onProgress({ fraction: 0.85, stage: 'checking quality', rows: read.rowsIn, totalRows: read.rowsIn })
  const version = (current?.version ?? 0) + 1
  const columns =
    partitions.length === 1
      ? read.columns
      : await depth.read({ symbol, timeframe: depthTimeframe, version, hash: '', partitions })
  const repeated = added === 0 ? read.accepted : 0
  return {
    symbol,
    timeframe: depthTimeframe,
    timezone: 'UTC',
    format: 'depth',
    decimals: read.decimals,
    options: { ...options, symbol, timeframe: depthTimeframe, timezone: 'UTC', format: 'depth' },
    sourceHash: read.sourceHash,
    rowsIn: read.rowsIn,
    accepted: read.accepted - repeated,
    duplicates: read.duplicates + repeated,
    quarantined: read.quarantined,
    warnings: [...warningsOf(read), ...(repaired > 0 ? ['The damaged file of this recording was replaced.'] : [])],
    baseVersion: current?.version ?? 0,
    partitions,
    added,
    corrected: 0,
    repaired,
    actions: [],
    quality: checkDepth(columns, { symbol, timeframe: depthTimeframe, version, now: Date.now() }),
  }
}

function warningsOf({ counts, snapshots, accepted, columns }: Awaited<ReturnType<typeof readFeed>>): string[] {
  return [
    `${accepted} messages became ${columns.rows} rows: one a price level, trade or side of a quote.`,
    ...(counts.gaps > 0
      ? [`Updates were lost at ${counts.gaps} place(s); the book may be wrong from there to the next snapshot.`]
      : []),
    ...(counts.lostTrades > 0 ? [`${counts.lostTrades} trade(s) are missing by their numbers.`] : []),
    ...(counts.clockBack > 0
      ? [`The receive time went back ${counts.clockBack} time(s); those messages keep the time of the one before.`]
      : []),
    ...(snapshots > 1 ? [`${snapshots} snapshots: the book begins anew at each.`] : []),
  ]
}

/** The first messages of a recorded feed as a table; nothing else is guessed. */
export async function previewDepthFeed(
  source: SourceFile,
  container: Container,
  options: ImportOptions,
): Promise<Preview> {
  refuseOtherTimeframe(options)
  const lines = container.head
    .toString('utf8')
    .split(/\r?\n/)
    .slice(0, container.whole ? undefined : -1)
    .filter((line) => line.trim() !== '')
  const messages = lines.map((line) => parseFeedLine(line, { price: 0, quantity: 0 }))
  const named = messages.find((message) => typeof message !== 'string' && message.kind !== 'snapshot') as
    | { symbol: string }
    | undefined
  const symbol = options.symbol ?? named?.symbol
  const settled: ImportOptions = {
    ...options,
    ...(symbol === undefined ? {} : { symbol }),
    timeframe: depthTimeframe,
    timezone: 'UTC',
    format: 'depth',
  }
  const bytes = container.packing === 'none' ? container.packedBytes : await unpackedSize(source, container)
  const sampled = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  return {
    source: source.path,
    name: posix.basename(source.name),
    bytes: container.packedBytes,
    format: 'depth',
    guesses: [
      {
        field: 'format',
        value: 'depth',
        confidence: 'sure',
        reason: 'each line is a receive time and an order book message',
      },
      ...(symbol === undefined
        ? []
        : [
            {
              field: 'symbol',
              value: symbol,
              confidence: options.symbol === undefined ? ('sure' as const) : ('given' as const),
              reason: options.symbol === undefined ? 'the messages name it' : 'given',
            },
          ]),
      { field: 'timeframe', value: depthTimeframe, confidence: 'sure', reason: 'a recording has no bars' },
      { field: 'timezone', value: 'UTC', confidence: 'sure', reason: 'times are counted from 1970 UTC' },
    ],
    columns: ['received', 'message', 'symbol', 'bids', 'asks', 'covers'].map((name) => ({
      name,
      field: null,
      reason: 'part of each message',
    })),
    rows: messages.slice(0, 100).map((message, index) => ({
      line: index + 1,
      ...(typeof message === 'string'
        ? { cells: [lines[index]!.slice(0, 500)], problem: message }
        : { cells: cellsOf(message) }),
    })),
    rowEstimate: container.whole ? lines.length : Math.round((bytes / Math.max(1, sampled)) * lines.length),
    options: settled,
    questions:
      symbol === undefined
        ? [{ field: 'symbol', question: 'Which instrument is this? The first messages do not say.', choices: [] }]
        : [],
    warnings: ['It is stored as a recording for level-2 replay; charts and bar backtests do not read it.'],
    command: importCommand(source.path, settled),
  }
}

function cellsOf(message: FeedMessage): string[] {
  const received = new Date(message.receiveTs / 1000).toISOString()
  if (message.kind === 'trade') {
    const text = `${message.quantity} at ${message.price}`
    return [received, 'trade', message.symbol, ...(message.side > 0 ? [text, ''] : ['', text]), String(message.id)]
  }
  if (message.kind === 'quote') {
    return [
      received,
      'quote',
      message.symbol,
      `${message.bid.quantity} at ${message.bid.price}`,
      `${message.ask.quantity} at ${message.ask.price}`,
      String(message.last),
    ]
  }
  const covers = message.kind === 'depth' ? `${message.first} to ${message.last}` : `up to ${message.last}`
  return [
    received,
    message.kind,
    message.kind === 'depth' ? message.symbol : '',
    `${message.bids.length} levels`,
    `${message.asks.length} levels`,
    covers,
  ]
}

function refuseOtherTimeframe({ timeframe }: ImportOptions): void {
  if (timeframe === undefined || timeframe === depthTimeframe) return
  throw new AppError('invalid-input', `A recorded order book feed is not stored as ${timeframe}.`, {
    hint: 'Leave --timeframe out.',
  })
}

/** Quality of a stored recording, read again from its files. */
export async function checkStoredDepth(series: SeriesRef, { depth }: Pick<EngineContext, 'depth'>) {
  return checkDepth(await depth.read(series), { ...series, now: Date.now() })
}
