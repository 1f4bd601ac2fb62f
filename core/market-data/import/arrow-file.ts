import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { zstdDecompressSync } from 'node:zlib'
import { CompressionType, setCompressionCodec, tableFromIPC, Type, type Table } from '@uwdata/flechette'
import { AppError } from '../../contract/errors.ts'
import { decodeLz4Frame } from './lz4.ts'
import type { RowReader } from './row-source.ts'
import type { Row, Sample } from './shape.ts'

/** The whole table is held in memory. */
const sizeCap = 2 * 2 ** 30 - 1
const sampleRows = 2000
const batch = 20_000
const encode = () => {
  throw new Error('Arrow files are only read here')
}
setCompressionCodec(CompressionType.LZ4_FRAME, { encode, decode: decodeLz4Frame })
setCompressionCodec(CompressionType.ZSTD, { encode, decode: (data: Uint8Array) => zstdDecompressSync(data) })

/** Opens an Arrow IPC file or stream (Feather version 2). Throws `rejected-file` where it is damaged, `too-large`. */
export async function openArrow(path: string, name: string, bytes: number): Promise<Table> {
  if (bytes > sizeCap)
    throw new AppError('too-large', `${name} is larger than 2 GiB, too large for an Arrow file.`, {
      hint: 'Save it as Parquet, which is read piece by piece.',
      data: { bytes, limit: sizeCap },
    })
  try {
    return tableFromIPC(await readFile(path), { useBigInt: true, useBigIntTimestamp: true })
  } catch (cause) {
    throw damaged(name, cause)
  }
}

export function sampleArrow(table: Table, name: string, bytes: number): Sample {
  const cells = cellReader(table, name)
  const count = table.numRows
  const rows = Array.from({ length: Math.min(count, sampleRows) }, (_, index) => cells(index))
  const tail =
    count > sampleRows
      ? Array.from({ length: Math.min(200, count - sampleRows) }, (_, index) =>
          cells(count - Math.min(200, count - sampleRows) + index),
        )
      : []
  const headBytes = count === 0 ? 0 : Math.round((bytes * rows.length) / count)
  return {
    name,
    kind: 'table',
    head: [],
    tail: [],
    table: { names: table.schema.fields.map((field) => field.name), rows, tail },
    stated: { format: 'arrow' },
    complete: count <= sampleRows,
    bytes,
    headBytes,
  }
}

/** Every row of an Arrow table; `line` is the row number. */
export function arrowReader(table: Table, name: string): RowReader {
  return async (visit, { signal, enough }) => {
    const cells = cellReader(table, name)
    for (let index = 0; index < table.numRows; index++) {
      visit(cells(index))
      if (index % batch !== batch - 1) continue
      await setImmediate()
      if (signal.aborted) throw new AppError('cancelled', 'Reading the file was cancelled.')
      if (enough?.() === true) return
    }
  }
}

function cellReader(table: Table, name: string): (index: number) => Row {
  const columns = table.schema.fields.map((field, at) => {
    const column = table.getChildAt(at)
    const show = textOf(field.type)
    return (index: number) => show(column.at(index) as unknown)
  })
  return (index) => {
    try {
      const cells = columns.map((column) => column(index))
      return { line: index + 1, text: cells.join(','), cells }
    } catch (cause) {
      throw damaged(name, cause)
    }
  }
}

function textOf(type: {
  readonly typeId: number
  readonly unit?: unknown
  readonly timezone?: unknown
}): (value: unknown) => string {
  if (type.typeId === Type.Timestamp) {
    const perMicro = [1_000_000n, 1000n, 1n, 1n][Number(type.unit)] ?? 1n
    const suffix = typeof type.timezone === 'string' && type.timezone !== '' ? '+00:00' : ''
    return (value) => {
      if (value === null || value === undefined) return ''
      const raw = BigInt(value as bigint | number)
      const micros = Number(type.unit) === 3 ? raw / 1000n : raw * perMicro
      const millis = Number(micros / 1000n)
      const rest = String(Number(micros % 1000n)).padStart(3, '0')
      return `${new Date(millis).toISOString().replace('T', ' ').replace('Z', '')}${rest}${suffix}`
    }
  }
  if (type.typeId === Type.Date)
    return (value) => (value === null || value === undefined ? '' : new Date(Number(value)).toISOString().slice(0, 10))
  // A typed column has no other way to leave a number out than null or NaN.
  return (value) =>
    value === null || value === undefined || Number.isNaN(value) ? '' : String(value as string | number | bigint)
}

function damaged(name: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new AppError('rejected-file', `${name} is a damaged Arrow file, or of a kind that is not read (${why}).`, {
    cause,
    hint: 'Save it again, for example with pandas: df.to_parquet("prices.parquet").',
  })
}
