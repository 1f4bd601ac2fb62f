import type { ImportOptions, Preview, PreviewRow } from '../../contract/data.ts'
import { importCommand } from './command-line.ts'
import { guess } from './guess.ts'
import { resolveLayout } from './layout.ts'
import { fieldPlaces } from './places.ts'
import { recognise } from './recognise.ts'
import { rowCheck } from './row-check.ts'
import { sampleContainer } from './sample.ts'
import type { Layout, Resolution, Row, Sample } from './shape.ts'
import { headBytes } from './text-sample.ts'
import type { ReadContext, Source } from './types.ts'
import { inspect, unpack, unpackedSize } from './unpack.ts'

const shown = 100
/** Packed binary tables have their directory at the end, so they are unpacked for a preview up to this size. */
const peekCap = 64 * 2 ** 20

/**
 * Guesses everything about a file from its first megabyte and its last lines. Throws `rejected-file`,
 * `unsupported-format`, `too-large`, `not-found` for files that cannot be imported whatever is stated.
 */
export async function previewFile(source: Source, options: ImportOptions, context: ReadContext): Promise<Preview> {
  const container = await inspect(source, headBytes)
  const packed = container.packing !== 'none'
  const small = packed && (container.whole || container.content !== 'text') && container.packedBytes < peekCap
  const { path, bytes } =
    packed && !small
      ? { path: null, bytes: await unpackedSize(source, container) }
      : await unpack(source, container, context.scratch, context.signal, () => {})
  const { sample } = await sampleContainer(container, path, bytes, context)
  const found = recognise(sample, options)
  const resolution = resolveLayout(found, options)
  const settled = settledOptions(options, resolution)
  return {
    source: source.path,
    name: source.name,
    bytes: container.packedBytes,
    format: resolution.format,
    guesses: [...resolution.guesses, ...rangeOf(found.rows, found.tail, sample, resolution.layout)],
    columns: resolution.columns.map(({ name, field, reason }) => ({ name, field, reason })),
    rows: found.rows.slice(0, shown).map(checked(resolution.layout)),
    rowEstimate: sample.complete
      ? found.rows.length
      : Math.round((found.rows.length / Math.max(1, sample.headBytes)) * sample.bytes),
    options: settled,
    questions: resolution.questions.map((question) => ({ ...question })),
    warnings: [...resolution.warnings],
    command: importCommand(source.path, settled),
  }
}

function settledOptions(options: ImportOptions, resolution: Resolution): ImportOptions {
  const { layout } = resolution
  if (layout === null) return { ...options, format: resolution.format }
  const { symbol, timeframe, timezone, stamp, format } = layout
  return { ...options, ...(symbol === null ? {} : { symbol }), timeframe, timezone, stamp, format }
}

function checked(layout: Layout | null): (row: Row) => PreviewRow {
  if (layout === null)
    return (row) => ({
      line: row.line,
      cells: row.malformed === undefined ? [...row.cells] : [row.text],
      ...(row.malformed === undefined ? {} : { problem: row.malformed }),
    })
  const check = rowCheck(layout, Date.now())
  return (row) => {
    const cells = row.malformed === undefined ? [...row.cells] : [row.text]
    const found = check(row)
    if (!('problem' in found)) return { line: row.line, cells }
    return {
      line: row.line,
      cells,
      problem: found.problem,
      ...(found.column === undefined ? {} : { problemColumn: found.column }),
    }
  }
}

/** First and last stamp seen, as one guess. */
function rangeOf(rows: readonly Row[], tail: readonly Row[], sample: Sample, layout: Layout | null) {
  if (layout === null || !fieldPlaces(layout).size) return []
  const check = rowCheck(layout, Date.now())
  const times = [...rows.slice(0, 5), ...rows.slice(-5), ...tail.slice(-5)].flatMap((row) => {
    const found = check(row)
    return 'problem' in found ? [] : [found.ts]
  })
  if (times.length === 0) return []
  const text = (micros: number) =>
    new Date(micros / 1000)
      .toISOString()
      .replace(/:00\.000Z$/, 'Z')
      .replace('T00:00Z', '')
  const known = sample.complete || tail.length > 0
  const range = `${text(Math.min(...times))} to ${known ? text(Math.max(...times)) : 'unknown'}`
  return [
    guess(
      'range',
      range,
      known ? 'sure' : 'check',
      known ? 'first and last row' : 'the end of a packed file is not looked at',
    ),
  ]
}
