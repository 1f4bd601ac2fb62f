import {
  CompressionType,
  getCompressionCodec,
  setCompressionCodec,
  tableFromArrays,
  tableToIPC,
} from '@uwdata/flechette'
import { zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeLz4Frame } from '../../../../core/market-data/import/lz4.ts'
import { failure, read } from './harness.ts'

// Made with the lz4 program, version 1.9: linked blocks of 64 KiB, and one block at level 9 with the content's size.
const linked =
  'BCJNGERAXhoBAAD/AGRhdGUsb3BlbixoaWdoCg8A/////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////9lQaWdoCmQKAQAAD////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////+hQZ2gKZGEaAQAA/wB0ZSxvcGVuLGhpZ2gKZGEPAP/////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////ZUGgKZGF0FwAAAA////////////////////81UGRhdGUsAAAAAJagsmI='
const sized =
  'BCJNGGxA1AUAAAAAAAB+uQUAAPD/EDEKMgozCjQKNQo2CjcKOAo5CjEwCjExCjEyCjEzCjE0CjE1CjE2CjE3CjE4CjE5CjIwCjIxCjIyCjIzCjI0CjI1CjI2CjI3CjI4CjI5CjMwCjMxCjMyCjMzCjM0CjM1CjM2CjM3CjM4CjM5CjQwCjQxCjQyCjQzCjQ0CjQ1CjQ2CjQ3CjQ4CjQ5CjUwCjUxCjUyCjUzCjU0CjU1CjU2CjU3CjU4CjU5CjYwCjYxCjYyCjYzCjY0CjY1CjY2CjY3CjY4CjY5CjcwCjcxCjcyCjczCjc0Cjc1Cjc2Cjc3Cjc4Cjc5CjgwCjgxCjgyCjgzCjg0Cjg1Cjg2Cjg3Cjg4Cjg5CjkwCjkxCjkyCjkzCjk0Cjk1Cjk2Cjk3Cjk4CjkOAfEYMAoxMDEKMTAyCjEwMwoxMDQKMTA1CjEwNgoxMDcKMTA4CjEwOQoxNwEwMQoxOQEAOgEAOwEAPAEAPQEAPgEAPwGQMTkKMTIwCjEyYAHwGTIKMTIzCjEyNAoxMjUKMTI2CjEyNwoxMjgKMTI5CjEzMAoxMzEKMTOJAfAZMwoxMzQKMTM1CjEzNgoxMzcKMTM4CjEzOQoxNDAKMTQxCjE0MgoxNLIB8Bk0CjE0NQoxNDYKMTQ3CjE0OAoxNDkKMTUwCjE1MQoxNTIKMTUzCjE12wHwGTUKMTU2CjE1NwoxNTgKMTU5CjE2MAoxNjEKMTYyCjE2MwoxNjQKMTYEAvAZNgoxNjcKMTY4CjE2OQoxNzAKMTcxCjE3MgoxNzMKMTc0CjE3NQoxNy0C8Bk3CjE3OAoxNzkKMTgwCjE4MQoxODIKMTgzCjE4NAoxODUKMTg2CjE4VgLwGTgKMTg5CjE5MAoxOTEKMTkyCjE5MwoxOTQKMTk1CjE5NgoxOTcKMTl/AgCAAvAZMAoyMDEKMjAyCjIwMwoyMDQKMjA1CjIwNgoyMDcKMjA4CjIwOQoyMakC8BAxCjIxMgoyMTMKMjE0CjIxNQoyMTYKMjE3CjIxOAoy0AIA0QIB0gIwMgoy1AIA1QIA1gIA1wIA2AIA2QLQMjkKMjMwCjIzMQoyM/sC8BkzCjIzNAoyMzUKMjM2CjIzNwoyMzgKMjM5CjI0MAoyNDEKMjQyCjI0JAPwGTQKMjQ1CjI0NgoyNDcKMjQ4CjI0OQoyNTAKMjUxCjI1MgoyNTMKMjVNA/AZNQoyNTYKMjU3CjI1OAoyNTkKMjYwCjI2MQoyNjIKMjYzCjI2NAoyNnYD8Bk2CjI2NwoyNjgKMjY5CjI3MAoyNzEKMjcyCjI3MwoyNzQKMjc1CjI3nwPwGTcKMjc4CjI3OQoyODAKMjgxCjI4MgoyODMKMjg0CjI4NQoyODYKMjjIA/AZOAoyODkKMjkwCjI5MQoyOTIKMjkzCjI5NAoyOTUKMjk2CjI5NwoyOfEDAPID8BkwCjMwMQozMDIKMzAzCjMwNAozMDUKMzA2CjMwNwozMDgKMzA5CjMxGwTwGTEKMzEyCjMxMwozMTQKMzE1CjMxNgozMTcKMzE4CjMxOQozMjAKMzJEBPAMMgozMjMKMzI0CjMyNQozMjYKMzI3CjMyOAozagQAawQAbAQBbQQwMwozbwQAcAQAcQQAcgQAcwTwAjM5CjM0MAozNDEKMzQyCjM0lgTwGTQKMzQ1CjM0NgozNDcKMzQ4CjM0OQozNTAKMzUxCjM1MgozNTMKMzW/BPAZNQozNTYKMzU3CjM1OAozNTkKMzYwCjM2MQozNjIKMzYzCjM2NAozNugE8Bk2CjM2NwozNjgKMzY5CjM3MAozNzEKMzcyCjM3MwozNzQKMzc1CjM3EQXwGTcKMzc4CjM3OQozODAKMzgxCjM4MgozODMKMzg0CjM4NQozODYKMzg6BfAjOAozODkKMzkwCjM5MQozOTIKMzkzCjM5NAozOTUKMzk2CjM5NwozOTgKMzk5CjQwMAoAAAAAsA5aNw=='

describe('LZ4 frames', () => {
  it('decodes linked blocks', () => {
    const plain = Buffer.from(decodeLz4Frame(Buffer.from(linked, 'base64')))
    expect(plain.toString()).toBe('date,open,high\n'.repeat(13_334).slice(0, 200_000))
  })

  it('decodes a frame with the size of its content, and two frames after each other', () => {
    const numbers = Array.from({ length: 400 }, (_, index) => `${index + 1}\n`).join('')
    const frame = Buffer.from(sized, 'base64')
    expect(Buffer.from(decodeLz4Frame(frame)).toString()).toBe(numbers)
    expect(Buffer.from(decodeLz4Frame(Buffer.concat([frame, frame]))).toString()).toBe(numbers + numbers)
  })

  it('throws for cut-off and hostile frames', () => {
    const frame = Buffer.from(linked, 'base64')
    for (const cut of [3, 10, 100, frame.length - 40])
      expect(() => decodeLz4Frame(frame.subarray(0, cut))).toThrow(RangeError)
    const outside = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0, 4, 0, 0, 0, 0x10, 0x61, 0xff, 0xff, 0, 0, 0, 0])
    expect(() => decodeLz4Frame(outside)).toThrow(/refers outside/)
  })
})

/** Packs runs of equal 8-byte values, by the description of the LZ4 block and frame formats. */
function packRuns(data: Uint8Array): Uint8Array {
  const block: number[] = []
  const lengths = (length: number) => {
    for (let rest = length - 15; rest >= 0; rest -= 255) block.push(Math.min(255, rest))
  }
  let from = 0
  for (let at = 8; at < data.length - 12; at++) {
    let length = 0
    while (at + length < data.length - 12 && data[at + length] === data[at + length - 8]) length += 1
    if (length < 16) continue
    const literals = at - from
    block.push((Math.min(15, literals) << 4) | Math.min(15, length - 4))
    lengths(literals)
    block.push(...data.subarray(from, at), 8, 0)
    lengths(length - 4)
    from = at + length
    at = from
  }
  block.push(Math.min(15, data.length - from) << 4)
  lengths(data.length - from)
  block.push(...data.subarray(from))
  const size = Buffer.alloc(4)
  size.writeUInt32LE(block.length)
  return Buffer.concat([
    Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73]),
    size,
    Buffer.from(block),
    Buffer.alloc(4),
  ])
}

describe('compressed Arrow files', () => {
  const days = Array.from({ length: 3000 }, (_, index) =>
    new Date(Date.UTC(2010, 0, 1 + index)).toISOString().slice(0, 10),
  )
  const flat = (value: number) => days.map(() => value)
  const columns = { date: days, open: flat(1), high: flat(3), low: flat(1), close: flat(2) }
  it.each([
    ['LZ4', CompressionType.LZ4_FRAME, packRuns],
    ['zstd', CompressionType.ZSTD, (data: Uint8Array) => zstdCompressSync(data)],
  ] as const)('reads a Feather file packed with %s, and refuses it damaged', async (name, codec, encode) => {
    const known = getCompressionCodec(codec)!
    setCompressionCodec(codec, { encode, decode: (data, size) => known.decode(data, size) })
    const bytes = Buffer.from(tableToIPC(tableFromArrays(columns), { format: 'file', codec })!)
    const start = Buffer.from(name === 'LZ4' ? [0x04, 0x22, 0x4d, 0x18] : [0x28, 0xb5, 0x2f, 0xfd])
    expect(bytes.includes(start)).toBe(true)
    const found = await read('ACME.feather', bytes)
    expect(found.bars.map(({ ts }) => ts.slice(0, 10))).toEqual(days)
    expect(found.bars.at(-1)).toMatchObject({ open: 1, high: 3, low: 1, close: 2 })
    for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start)) bytes[at]! ^= 0xff
    expect(await failure(read('ACME.feather', bytes))).toMatchObject({ code: 'rejected-file' })
  })
})
