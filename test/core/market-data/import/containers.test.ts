import { createHash } from 'node:crypto'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { csv, dailyLines, failure, preview, read, zip } from './harness.ts'

const text = csv(dailyLines(40))
const flat = (rows: number) =>
  csv(Array.from({ length: rows }, (_, index) => `${1_600_000_000 + index * 60},1,1,1,1,1`))

describe('packed files', () => {
  it('reads gzip, zstd and zip, and hashes the file on disk', async () => {
    const packed: [string, Buffer][] = [
      ['ACME.csv.gz', gzipSync(text)],
      ['ACME.csv.zst', zstdCompressSync(text)],
      ['any.zip', zip([{ name: 'folder/ACME.csv', data: text }])],
    ]
    for (const [name, bytes] of packed) {
      const found = await read(name, bytes)
      expect(found).toMatchObject({ rowsIn: 40, accepted: 40, bytes: bytes.length, staged: { symbol: 'ACME' } })
      expect(found.sourceHash).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect((await preview(name, bytes)).rowEstimate).toBe(40)
    }
  })

  it('takes the CSV of a zip with a report beside it', async () => {
    const parts = [
      { name: 'DAT_ASCII_EURUSD_M1_202401.txt', data: 'gap report' },
      { name: 'EURUSD.csv', data: text },
      { name: '__MACOSX/._EURUSD.csv', data: 'x' },
    ]
    expect((await read('h.zip', zip(parts))).accepted).toBe(40)
  })

  it('38: a gzip, a zstd and a zip bomb are refused before they fill the disk', async () => {
    const zeros = Buffer.alloc(48 * 2 ** 20, '1,2,3,4,5,6\n')
    for (const [name, bytes] of [
      ['b.csv.gz', gzipSync(zeros)],
      ['b.csv.zst', zstdCompressSync(zeros)],
      ['b.zip', zip([{ name: 'b.csv', data: zeros }])],
    ] as const) {
      expect(bytes.length).toBeLessThan(2 ** 20)
      expect(await failure(read(name, bytes, { symbol: 'X' }))).toMatchObject({
        code: 'rejected-file',
        message: expect.stringContaining('decompression bomb') as string,
      })
    }
  })

  it('38: a small file that packs well is no bomb', async () => {
    const rows = flat(100_000)
    const bytes = gzipSync(rows, { level: 9 })
    expect((await read('X.csv.gz', bytes)).accepted).toBe(100_000)
  })

  it('38: archives inside archives are refused', async () => {
    expect(
      (await failure(read('x.zip', zip([{ name: 'inner.zip', data: zip([{ name: 'a.csv', data: text }]) }])))).message,
    ).toMatch(/another archive/)
    expect((await failure(read('x.csv.gz', gzipSync(gzipSync(text))))).message).toMatch(/another archive/)
    expect((await failure(read('x.zip', zip([{ name: 'a.csv', data: gzipSync(text) }])))).message).toMatch(
      /another archive/,
    )
  })

  it.each([
    ['..', '../../evil.csv'],
    ['an absolute name', '/etc/evil.csv'],
    ['backslashes', '..\\evil.csv'],
    ['a drive', 'C:/evil.csv'],
  ])('refuses a zip whose entry has %s in its name', async (_, name) => {
    expect(await failure(read('x.zip', zip([{ name, data: text }])))).toMatchObject({
      code: 'rejected-file',
      message: expect.stringContaining('leads out of the archive') as string,
    })
  })

  it('refuses symbolic links, several tables, a workbook and a damaged archive', async () => {
    expect(
      (await failure(read('x.zip', zip([{ name: 'a.csv', data: '/etc/passwd', mode: 0o120777 }])))).message,
    ).toMatch(/symbolic link/)
    expect(
      (
        await failure(
          read(
            'x.zip',
            zip([
              { name: 'a.csv', data: text },
              { name: 'b.csv', data: text },
            ]),
          ),
        )
      ).message,
    ).toMatch(/a\.csv, b\.csv/)
    expect(
      (
        await failure(
          read(
            'x.zip',
            zip([
              { name: '[Content_Types].xml', data: '<x/>' },
              { name: 'xl/workbook.xml', data: '<x/>' },
            ]),
          ),
        )
      ).code,
    ).toBe('unsupported-format')
    const whole = zip([{ name: 'a.csv', data: text }])
    expect((await failure(read('x.zip', whole.subarray(0, whole.length - 30)))).message).toMatch(/damaged/)
    const packed = gzipSync(text)
    expect((await failure(read('x.csv.gz', packed.subarray(0, packed.length - 200)))).message).toMatch(
      /damaged or cut-off/,
    )
    const broken = Buffer.from(packed)
    broken[broken.length - 6]! ^= 0xff
    expect((await failure(read('x.csv.gz', broken))).message).toMatch(/damaged/)
  })

  it.each([
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
    ['Excel', [0xd0, 0xcf, 0x11, 0xe0]],
    ['Feather file of version 1', [0x46, 0x45, 0x41, 0x31]],
  ])('names %s files and says what to do', async (word, bytes) => {
    const error = await failure(read('x.bin', Buffer.from([...bytes, ...Buffer.alloc(100)])))
    expect(error).toMatchObject({ code: 'unsupported-format', message: expect.stringContaining(word) as string })
    expect(error.hint).not.toBe('')
  })
})
