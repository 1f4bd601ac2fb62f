import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../../core/contract/errors.ts'
import { failure, header, preview, read } from './harness.ts'

const price = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('9', '10', '11', '10.5', '1_0') },
  fc.constantFrom('', '0', '-3', 'nan', '1e400', 'x', ' 10 ', '"10"', '9.999999', '10,5'),
)
const volume = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('5', '0', '', '-', '1e3') },
  fc.constantFrom('-1', 'inf', 'many'),
)
const stamp = (index: number) =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.constant(
        new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString().slice(0, 19).replace('T', ' '),
      ),
    },
    fc.constantFrom(
      '',
      'soon',
      '2024-01-01',
      '2099-01-01 00:00:00',
      '2024-02-30 00:00:00',
      '2023-12-31 23:59:60',
      '2024-05-05 24:00:00',
      '2024-06-01 00:00:00.5',
      '2024-06-01 00:00:00+02:00',
      '20240601 000000',
    ),
  )
const line = (index: number) =>
  fc.oneof(
    {
      weight: 15,
      arbitrary: fc.tuple(stamp(index), price, price, price, price, volume).map((cells) => cells.join(',')),
    },
    fc.constantFrom('', '   ', '1,2,3', '"', '2024-07-01 00:00:00,"10",11,9,10,5', ',,,,,'),
  )
const body = fc
  .integer({ min: 30, max: 60 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => line(index))))
const good = Array.from(
  { length: 60 },
  (_, index) =>
    `${new Date(Date.UTC(2023, 0, 1) + index * 60_000).toISOString().slice(0, 19).replace('T', ' ')},10,11,9,10.5,5`,
)

describe('preview and import', () => {
  it('judge every row alike, and no row is lost', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (rows) => {
        const text = [header, ...good, ...rows].join('\n')
        const options = { symbol: 'X', timezone: 'America/New_York', timeframe: '1m', maxQuarantine: 1 }
        const found = await read('X.csv', text, options)
        const shown = await preview('X.csv', text, options)
        const filled = rows.filter((row) => row.trim() !== '').length
        expect(found.rowsIn).toBe(good.length + filled)
        const bad = shown.rows
          .filter(({ problem }) => problem !== undefined)
          .map(({ line: at, problem }) => [at, problem])
        const last = shown.rows.at(-1)!.line
        const own = found.quarantined
          .filter((row) => row.line <= last && !row.reason.startsWith('the same time'))
          .map((row) => [row.line, row.reason])
        expect(own).toEqual(bad)
        const lines = text.split('\n')
        for (const row of found.quarantined) expect(row.text).toBe(lines[row.line - 1])
        expect(new Set(found.bars.map(({ ts }) => ts)).size).toBe(found.bars.length)
      }),
      { numRuns: 25, endOnFailure: true },
    )
  }, 120_000)

  it('end alike for a file of random bytes: with a reason, never with a crash', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.constantFrom('', 'PK\u0003\u0004', '\u001f\u008b', 'PAR1', 'ARROW1', '[[', '{"', `${header}\n`),
        async (bytes, start) => {
          const content = Buffer.concat([Buffer.from(start, 'latin1'), bytes])
          expect((await failure(read('X', content, { symbol: 'X' }))).code).not.toBe('internal')
          const seen = await preview('X', content, { symbol: 'X' }).catch((error: unknown) => error)
          expect(seen instanceof Error ? (seen as AppError).code : seen).not.toBe(undefined)
        },
      ),
      { numRuns: 60, endOnFailure: true },
    )
  }, 120_000)
})
