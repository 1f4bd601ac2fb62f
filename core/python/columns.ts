/** A column of numbers as the bridge carries it: little-endian doubles in base64. */
export interface EncodedColumn {
  readonly f64: string
}

export function encodeColumn(values: ArrayLike<number>): EncodedColumn {
  const doubles = values instanceof Float64Array ? values : Float64Array.from(values)
  return { f64: Buffer.from(doubles.buffer, doubles.byteOffset, doubles.byteLength).toString('base64') }
}

export function decodeColumn({ f64 }: EncodedColumn): Float64Array {
  const bytes = Uint8Array.from(Buffer.from(f64, 'base64'))
  return new Float64Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 8))
}
