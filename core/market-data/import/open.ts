import type { ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { settleDateOrder } from './date-order.ts'
import type { Query } from './duckdb.ts'
import { resolveLayout } from './layout.ts'
import { arrowReader } from './arrow-file.ts'
import { jsonReader } from './json-sample.ts'
import { loadParquet, loadRecords, loadText, type Loaded } from './load.ts'
import { recognise } from './recognise.ts'
import type { Layout, Resolution } from './shape.ts'
import { sampleContainer } from './sample.ts'
import { headBytes } from './text-sample.ts'
import type { ReadContext, Source } from './types.ts'
import { inspect, unpack } from './unpack.ts'

/** A file whose layout is settled, ready to be loaded. */
export interface OpenedPrices {
  readonly layout: Layout
  readonly warnings: readonly string[]
  /** Size of the file on disk. */
  readonly bytes: number
  /** Reads every row into a new temporary table of typed cells. */
  readonly load: (table: string) => Promise<Loaded>
}

export async function openPrices(
  source: Source,
  options: ImportOptions,
  context: ReadContext,
  query: Query,
): Promise<OpenedPrices> {
  const container = await inspect(source, headBytes)
  const { path, bytes } = await unpack(source, container, context.scratch, context.signal, (done) => {
    context.onProgress({ fraction: null, stage: 'unpacking', bytes: done })
  })
  const sampled = await sampleContainer(container, path, bytes, context)
  const { sample } = sampled
  let recognised = recognise(sample, options)
  let resolution = resolveLayout(recognised, options)
  if (sampled.kind === 'text' && resolution.questions.some((question) => question.field === 'dateOrder')) {
    const dateOrder = await settleDateOrder(path, recognised, sampled.sample.terminator, context.signal)
    if (dateOrder !== null) {
      recognised = recognise(sample, { ...options, dateOrder })
      resolution = resolveLayout(recognised, { ...options, dateOrder })
    }
  }
  const layout = settled(resolution)
  const packed = container.packing !== 'none'
  const load = async (table: string): Promise<Loaded> => {
    if (sampled.kind === 'json')
      return loadRecords(jsonReader(path, container.name, sampled.sample), source, layout, table, query, context)
    if (sampled.kind === 'arrow')
      return loadRecords(arrowReader(sampled.table, container.name), source, layout, table, query, context)
    if (sampled.kind === 'parquet') return loadParquet(path, source, layout, table, query, context)
    const { terminator, quotes, mark } = sampled.sample
    const plain = !quotes && !(mark && layout.headerLines === 0)
    return loadText({ path, bytes, packed, terminator, plain }, source, layout, table, query, context)
  }
  return { layout, warnings: resolution.warnings, bytes: container.packedBytes, load }
}

/** The layout, or an error with the open questions. */
export function settled(resolution: Resolution): Layout {
  if (resolution.layout !== null) return resolution.layout
  const first = resolution.questions[0]!
  const flag =
    { dateOrder: '--date-order', decimal: '--decimal', timeframe: '--timeframe', symbol: '--symbol' }[first.field] ??
    `--map ${first.field.replace('map.', '')}=`
  const code = first.field === 'symbol' || first.field === 'timeframe' ? 'invalid-input' : 'rejected-file'
  throw new AppError(code, first.question, {
    hint:
      first.choices.length > 0
        ? `Answer with ${flag}${flag.endsWith('=') ? '' : ' '}${first.choices.slice(0, 4).join(' or ')}.`
        : `Answer with ${flag}.`,
    data: { questions: resolution.questions.map((question) => ({ ...question })) },
  })
}
