import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { checkUnchanged, fingerprint } from '../import/hash.ts'
import { checkQuarantine, keptText, quarantineCap, refuse } from '../import/quarantine.ts'
import type { QuarantinedLine, ReadContext, Source } from '../import/types.ts'
import type { Container } from '../import/unpack.ts'
import { tooDense } from '../import/unpack-limits.ts'
import { createDepthColumns } from './columns.ts'
import type { DepthColumns } from './columns.ts'
import { parseFeedLine } from './feed-line.ts'
import { createFeedSequence, snapshotWithin } from './sequence.ts'
import type { FeedLine, SequenceCounts, Verdict } from './sequence.ts'

/** rowsIn = accepted + quarantined.length + duplicates, counted in lines of the file. */
export interface ReadFeed {
  readonly columns: DepthColumns
  /** The instrument as the messages name it; null where none does. */
  readonly symbol: string | null
  readonly decimals: number
  readonly rowsIn: number
  readonly accepted: number
  readonly duplicates: number
  readonly quarantined: readonly QuarantinedLine[]
  readonly counts: SequenceCounts
  readonly snapshots: number
  /** SHA-256 of the file's bytes. */
  readonly sourceHash: string
}

/** No message of the exchange is nearly as long. */
const longestLine = 2 ** 26

/** Reads a recorded feed line by line, packed or not. Throws `rejected-file`, `too-large`, `unsupported-format`, `cancelled`. */
export async function readFeed(
  source: Source,
  { packing, packedBytes: bytes }: Pick<Container, 'packing' | 'packedBytes'>,
  options: ImportOptions,
  { signal, onProgress }: Pick<ReadContext, 'signal' | 'onProgress'>,
): Promise<ReadFeed> {
  const before = await fingerprint(source.path)
  const hash = createHash('sha256')
  const out = createDepthColumns()
  const decimals = { price: 0, quantity: 0 }
  const quarantined: (QuarantinedLine & { expected: boolean })[] = []
  const tally = { accepted: 0, duplicate: 0 }
  let rowsIn = 0
  const settle = ({ line, text }: FeedLine, verdict: Exclude<Verdict, 'waiting'>) => {
    if (typeof verdict === 'string') tally[verdict] += 1
    else if (quarantined.length >= quarantineCap)
      throw refuse(`More than ${quarantineCap} lines are bad`, quarantined, rowsIn, source.name)
    else quarantined.push({ line, text: keptText(text), reason: verdict.refused, expected: verdict.expected === true })
  }
  const sequence = createFeedSequence(out, settle)
  let waiting = 0
  let read = 0
  const visit = (text: string) => {
    rowsIn += 1
    const at = { line: rowsIn, text }
    const message = parseFeedLine(text, decimals)
    const verdict = typeof message === 'string' ? { refused: message } : sequence.take(message, at)
    if (verdict !== 'waiting') return settle(at, verdict)
    waiting += 1
    if (waiting > snapshotWithin && sequence.snapshots() === 0) throw withoutSnapshot(source.name)
  }
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      read += chunk.length
      onProgress({
        fraction: bytes > 0 ? (0.6 * read) / bytes : null,
        stage: 'reading messages',
        bytes: read,
        totalBytes: bytes,
        rows: rowsIn,
      })
      done(null, chunk)
    },
  })
  const file = createReadStream(source.path, { highWaterMark: 2 ** 20 })
  const consume = (chunks: AsyncIterable<Buffer>) =>
    eachLine(chunks, visit, (size) => {
      if (packing !== 'none' && tooDense(size, bytes))
        throw new AppError(
          'too-large',
          `${source.name} unpacks to far more than its ${bytes} bytes can honestly hold.`,
          { hint: 'Unpack it yourself and import what is inside.' },
        )
    })
  try {
    if (packing === 'zip')
      throw new AppError(
        'unsupported-format',
        `${source.name} is a zip archive; a recorded feed is read plain, as .gz or as .zst.`,
        { hint: 'Unpack it first.' },
      )
    if (packing === 'none') await pipeline(file, counted, consume, { signal })
    else
      await pipeline(file, counted, packing === 'gzip' ? createGunzip() : createZstdDecompress(), consume, { signal })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (signal.aborted) throw new AppError('cancelled', `Reading ${source.name} was cancelled.`, { cause })
    throw new AppError(
      'rejected-file',
      `${source.name} is damaged after line ${rowsIn}: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause, hint: 'The recording or its download was cut off. Nothing was stored.' },
    )
  }
  await checkUnchanged(source, before)
  if (rowsIn > quarantined.length && sequence.snapshots() === 0) throw withoutSnapshot(source.name)
  const bad = quarantined.filter(({ expected }) => !expected).map((one) => ({ ...one, run: true }))
  checkQuarantine(bad, rowsIn, options, source.name)
  if (out.rows() === 0)
    throw new AppError('rejected-file', `${source.name} is empty: no messages.`, {
      hint: 'Check that the download is complete. Data already stored is untouched.',
    })
  if (rowsIn !== tally.accepted + tally.duplicate + quarantined.length) {
    throw new AppError(
      'internal',
      `The lines of ${source.name} do not add up: ${rowsIn} read, ${tally.accepted} accepted, ${quarantined.length} quarantined, ${tally.duplicate} repeated.`,
      {
        hint: 'Nothing was stored. Please report this file.',
      },
    )
  }
  return {
    columns: out.finish(),
    symbol: sequence.symbol(),
    decimals: decimals.price,
    rowsIn,
    accepted: tally.accepted,
    duplicates: tally.duplicate,
    quarantined: quarantined
      .map(({ line, text, reason }) => ({ line, text, reason }))
      .toSorted((a, b) => a.line - b.line),
    counts: { ...sequence.counts },
    snapshots: sequence.snapshots(),
    sourceHash: hash.digest('hex'),
  }
}

async function eachLine(
  chunks: AsyncIterable<Buffer>,
  visit: (text: string) => void,
  onSize: (bytes: number) => void,
): Promise<void> {
  const held: Buffer[] = []
  let size = 0
  let total = 0
  const emit = (end: Buffer) => {
    const text = Buffer.concat([...held, end])
      .toString('utf8')
      .replace(/\r$/, '')
    held.length = 0
    size = 0
    if (text.trim() !== '') visit(text)
  }
  for await (const chunk of chunks) {
    total += chunk.length
    onSize(total)
    let from = 0
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      emit(chunk.subarray(from, at))
      from = at + 1
    }
    const rest = chunk.subarray(from)
    size += rest.length
    if (size > longestLine)
      throw new AppError('rejected-file', `A line is longer than ${longestLine} bytes.`, {
        hint: 'Each message must stand on a line of its own.',
      })
    if (rest.length > 0) held.push(rest)
  }
  emit(Buffer.alloc(0))
}

function withoutSnapshot(name: string): AppError {
  return new AppError('rejected-file', `${name} has no order book snapshot, so no book can be built from it.`, {
    hint: 'Record the snapshot of the exchange (lastUpdateId, bids, asks) into the same file, as a line of its own.',
  })
}
