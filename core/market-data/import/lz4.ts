/**
 * Decompresses LZ4 frames (format description 1.6.x), as Arrow files use them. Checksums are skipped.
 * Throws a RangeError for data that is no such frame or ends early.
 */
export function decodeLz4Frame(source: Uint8Array): Uint8Array {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength)
  const blocks: Uint8Array[] = []
  // Linked blocks may refer back into the 64 KiB before them.
  let history: Uint8Array = new Uint8Array(0)
  let at = 0
  while (at < source.length) {
    if (view.getUint32(at, true) !== 0x184d2204) throw new RangeError('not an LZ4 frame')
    const flags = source[at + 4]!
    const blockMax = [0, 0, 0, 0, 2 ** 16, 2 ** 18, 2 ** 20, 2 ** 22][(source[at + 5]! >> 4) & 7]!
    at += 6 + ((flags & 8) !== 0 ? 8 : 0) + ((flags & 1) !== 0 ? 4 : 0) + 1
    for (;;) {
      const size = view.getUint32(at, true)
      at += 4
      if (size === 0) break
      const length = size & 0x7fffffff
      const block = source.subarray(at, at + length)
      if (block.length < length) throw new RangeError('the LZ4 frame ends early')
      const plain = size >>> 31 === 1 ? block : decodeBlock(block, history, blockMax)
      blocks.push(plain)
      history = joined([history, plain]).subarray(-65_536)
      at += length + ((flags & 16) !== 0 ? 4 : 0)
    }
    at += (flags & 4) !== 0 ? 4 : 0
  }
  return joined(blocks)
}

function decodeBlock(block: Uint8Array, history: Uint8Array, blockMax: number): Uint8Array {
  const out = new Uint8Array(history.length + blockMax)
  out.set(history)
  let to = history.length
  let at = 0
  const run = (length: number): number => {
    let total = length
    if (length < 15) return total
    let byte: number
    do {
      if (at >= block.length) throw new RangeError('the LZ4 block ends early')
      byte = block[at++]!
      total += byte
    } while (byte === 255)
    return total
  }
  while (at < block.length) {
    const token = block[at++]!
    const literals = run(token >> 4)
    if (at + literals > block.length || to + literals > out.length) throw new RangeError('the LZ4 block ends early')
    out.set(block.subarray(at, at + literals), to)
    at += literals
    to += literals
    if (at >= block.length) break
    const offset = block[at]! | (block[at + 1]! << 8)
    at += 2
    const length = run(token & 15) + 4
    if (offset === 0 || offset > to || to + length > out.length) throw new RangeError('the LZ4 block refers outside')
    for (let i = 0; i < length; i++, to++) out[to] = out[to - offset]!
  }
  return out.subarray(history.length, to)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
