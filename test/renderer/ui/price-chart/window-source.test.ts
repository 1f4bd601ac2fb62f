import { describe, expect, it } from 'vitest'
import { decodeSlab, type Slab, type WindowRequest } from '../../../../renderer/ui/price-chart/slab.ts'
import { createWindowSource } from '../../../../renderer/ui/price-chart/window-source.ts'

const rows = 1_000_000

function slabOf({ from, to, buckets }: WindowRequest): Slab {
  const span = Math.ceil((to - from) / buckets)
  const count = Math.ceil((to - from) / span)
  const columns = ['ts', 'open', 'high', 'low', 'close', 'volume']
  return decodeSlab({ rows, from, to, span, columns }, new Float64Array(count * columns.length).buffer)
}

/** A source whose answers wait until they are let through by hand. */
function bench() {
  const asked: {
    request: WindowRequest
    signal: AbortSignal
    answer: () => Promise<void>
    fail: (error: Error) => Promise<void>
  }[] = []
  const got: Slab[] = []
  const failed: unknown[] = []
  const source = createWindowSource({
    rows,
    fetch: (request, signal) =>
      new Promise<Slab>((resolve, reject) => {
        const settle = async () => {
          await Promise.resolve()
          await new Promise((done) => setTimeout(done, 0))
        }
        asked.push({
          request,
          signal,
          answer: () => {
            resolve(slabOf(request))
            return settle()
          },
          fail: (error) => {
            reject(error)
            return settle()
          },
        })
      }),
    onSlab: (slab) => got.push(slab),
    onError: (error) => failed.push(error),
  })
  return { source, asked, got, failed }
}

const view = (left: number) => ({ left, right: left + 500 })

describe('windows of a long series', () => {
  it('asks for the view and one view on either side, on bucket edges', () => {
    const { source, asked } = bench()
    source.want({ left: 100_003, right: 140_003 }, 1500, [])
    const { from, to, buckets } = asked[0]!.request
    expect(from).toBeLessThanOrEqual(60_003)
    expect(to).toBeGreaterThanOrEqual(180_003)
    expect(from % 128).toBe(0)
    expect(buckets).toBe((to - from) / 128)
  })

  it('asks for nothing more while panning inside what is there', async () => {
    const { source, asked } = bench()
    source.want(view(500_000), 1536, [])
    await asked[0]!.answer()
    expect(source.want(view(500_100), 1536, [])).not.toBeNull()
    expect(asked).toHaveLength(1)
    source.want(view(500_400), 1536, [])
    expect(asked).toHaveLength(2)
  })

  it('has one request on its way and keeps only the newest wish', async () => {
    const { source, asked } = bench()
    for (let step = 0; step < 20; step++) source.want(view(100_000 + step * 10_000), 1536, [])
    expect(asked).toHaveLength(1)
    await asked[0]!.answer()
    expect(asked).toHaveLength(2)
    expect(asked[1]!.request.from).toBe(290_000 - 500)
    await asked[1]!.answer()
    expect(asked).toHaveLength(2)
  })

  it('drops an answer to a series left behind', async () => {
    const { source, asked, got } = bench()
    source.want(view(1000), 1536, [])
    source.reset()
    expect(asked[0]!.signal.aborted).toBe(true)
    await asked[0]!.answer()
    expect(got).toHaveLength(0)
    source.want(view(1000), 1536, [])
    expect(asked).toHaveLength(2)
  })

  it('brings the candles of a long series before its lines', async () => {
    const { source, asked, got } = bench()
    source.want(view(1000), 1536, [{ id: 'a', name: 'sma', params: { timeperiod: 10 } }])
    expect(asked[0]!.request.indicators).toEqual([])
    await asked[0]!.answer()
    expect(got).toHaveLength(1)
    expect(asked[1]!.request.indicators).toHaveLength(1)
    await asked[1]!.answer()
    expect(asked).toHaveLength(2)
  })

  it('asks again when an indicator is added, and tells of a failure once', async () => {
    const { source, asked, failed } = bench()
    source.want(view(1000), 1536, [])
    await asked[0]!.answer()
    source.want(view(1000), 1536, [{ id: 'a', name: 'sma', params: { timeperiod: 10 } }])
    expect(asked[1]!.request.indicators).toHaveLength(1)
    await asked[1]!.fail(new Error('gone'))
    expect(failed).toEqual([new Error('gone')])
  })

  it('refuses a buffer that does not hold whole columns', () => {
    expect(() =>
      decodeSlab({ rows: 1, from: 0, to: 1, span: 1, columns: ['ts', 'open'] }, new ArrayBuffer(24)),
    ).toThrow(RangeError)
  })
})
