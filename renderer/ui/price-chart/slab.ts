/** A stretch of bars as `data.window` returns it: columns over equal buckets of `span` raw bars. */
export interface Slab {
  /** Raw bars in the whole series. */
  readonly rows: number
  /** Raw index of the first bar in the first bucket. */
  readonly from: number
  /** Raw index behind the last bar. */
  readonly to: number
  readonly span: number
  /** Buckets. */
  readonly count: number
  readonly ts: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  /** A further column, `<indicator id>.<output>`; undefined where the window was asked without it. */
  readonly line: (name: string) => Float64Array | undefined
}

export interface IndicatorRequest {
  readonly id: string
  readonly name: string
  readonly params: Record<string, number>
}

export interface WindowRequest {
  readonly from: number
  readonly to: number
  readonly buckets: number
  readonly indicators: readonly IndicatorRequest[]
}

export type FetchWindow = (request: WindowRequest, signal: AbortSignal) => Promise<Slab>

export interface WindowReply {
  readonly rows: number
  readonly from: number
  readonly to: number
  readonly span: number
  readonly columns: readonly string[]
}

/** Views into `buffer`, no copies. Throws where the buffer does not hold whole columns. */
export function decodeSlab(reply: WindowReply, buffer: ArrayBuffer): Slab {
  const count = reply.columns.length === 0 ? 0 : buffer.byteLength / 8 / reply.columns.length
  if (!Number.isInteger(count)) {
    throw new RangeError(`a chart window of ${buffer.byteLength} bytes does not hold ${reply.columns.length} columns`)
  }
  const columns = new Map(
    reply.columns.map((name, at) => [name, new Float64Array(buffer, at * count * 8, count)] as const),
  )
  const empty = new Float64Array(count).fill(Number.NaN)
  const column = (name: string) => columns.get(name) ?? empty
  return {
    rows: reply.rows,
    from: reply.from,
    to: reply.to,
    span: Math.max(1, reply.span),
    count,
    ts: column('ts'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    line: (name) => columns.get(name),
  }
}
