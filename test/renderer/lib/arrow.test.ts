import { float64, tableFromArrays, tableToIPC, timestamp, utf8 } from '@uwdata/flechette'
import { describe, expect, it } from 'vitest'
import { decodeArrow, float64Columns, numbers, texts } from '../../../renderer/lib/arrow.ts'

const start = Date.UTC(2022, 0, 31, 0, 1)

describe('arrow tables', () => {
  it('gives times in Unix milliseconds, missing numbers as NaN and text as it is', async () => {
    const table = tableFromArrays(
      { ts: [start, start + 60_000], pnl: [1.5, null], side: ['long', 'short'] },
      { types: { ts: timestamp(2), pnl: float64(), side: utf8() } },
    )
    const bytes = tableToIPC(table, { format: 'stream' })
    if (bytes === null) throw new Error('nothing was encoded')
    const decoded = await decodeArrow(new Blob([new Uint8Array(bytes)]))
    expect([...numbers(decoded, 'ts')]).toEqual([start, start + 60_000])
    expect([...numbers(decoded, 'pnl')]).toEqual([1.5, Number.NaN])
    expect(texts(decoded, 'side')).toEqual(['long', 'short'])
    expect(() => numbers(decoded, 'price')).toThrow(/no column price/)
  })

  it('splits raw columns without mixing them', async () => {
    const blob = new Blob([new Float64Array([1, 2, 3, 4, 5, 6])])
    const [a, b] = await float64Columns(blob, 2)
    expect([...(a ?? [])]).toEqual([1, 2, 3])
    expect([...(b ?? [])]).toEqual([4, 5, 6])
  })
})
