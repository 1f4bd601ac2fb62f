import { isUtf8 } from 'node:buffer'
import { AppError } from '../../contract/errors.ts'

/** Refuses a text that is not UTF-8, naming what it is; a few broken lines are left for the rows to tell. */
export function checkEncoding(head: Buffer, name: string): void {
  const mark = head.subarray(0, 4)
  if (startsWith(mark, [0xff, 0xfe, 0, 0]) || startsWith(mark, [0, 0, 0xfe, 0xff])) throw refuse('UTF-32', name)
  if (startsWith(mark, [0xff, 0xfe])) throw refuse('UTF-16 (little endian)', name)
  if (startsWith(mark, [0xfe, 0xff])) throw refuse('UTF-16 (big endian)', name)
  const zeros = zeroShare(head.subarray(0, 4096))
  if (zeros.odd > 0.3) throw refuse('UTF-16 (little endian)', name)
  if (zeros.even > 0.3) throw refuse('UTF-16 (big endian)', name)
  const lines = splitLines(head)
  const broken = lines.filter((line) => !isUtf8(line))
  if (broken.length === 0) return
  if (broken[0] !== lines[0] && broken.length <= Math.max(1, lines.length / 100)) return
  const sample = Buffer.concat(broken.slice(0, 50))
  throw refuse(isShiftJis(sample) ? 'Shift-JIS' : 'Latin-1 (Windows-1252)', name)
}

function splitLines(head: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let from = 0
  for (let at = head.indexOf(10); at >= 0; at = head.indexOf(10, from)) {
    lines.push(head.subarray(from, at))
    from = at + 1
  }
  // What follows the last line end may be cut inside a character.
  if (lines.length === 0) lines.push(head)
  return lines
}

function startsWith(bytes: Buffer, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[index] === byte)
}

function zeroShare(bytes: Buffer): { even: number; odd: number } {
  let even = 0
  let odd = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  const half = Math.max(1, bytes.length / 2)
  return { even: even / half, odd: odd / half }
}

/**
 * Every byte above ASCII is a half-width kana or starts a valid pair, and pairs occur as in Japanese: with a lead byte
 * that Latin-1 leaves unused, or several in a row. A lone pair such as "öf" is Latin-1.
 */
function isShiftJis(bytes: Buffer): boolean {
  let japanese = false
  let run = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf)) {
      run = 0
      continue
    }
    const next = bytes[i + 1] ?? 0
    const early = byte >= 0x81 && byte <= 0x9f
    if ((!early && (byte < 0xe0 || byte > 0xfc)) || next < 0x40 || next === 0x7f || next > 0xfc) return false
    run += 1
    japanese ||= early || run > 1
    i += 1
  }
  return japanese
}

function refuse(encoding: string, name: string): AppError {
  const code =
    { 'Shift-JIS': 'SHIFT_JIS', 'UTF-32': 'UTF-32' }[encoding] ??
    (encoding.startsWith('UTF-16') ? 'UTF-16' : 'WINDOWS-1252')
  return new AppError('unsupported-format', `${name} is written in ${encoding}, not in UTF-8.`, {
    hint: `Save it as UTF-8 and import again, for example: iconv -f ${code} -t UTF-8 in.csv > out.csv.`,
    data: { encoding },
  })
}
