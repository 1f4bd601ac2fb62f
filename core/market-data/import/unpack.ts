import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { AppError } from '../../contract/errors.ts'
import { firstBytes, kindOf, lastBytes, type Content, type Packing } from './container.ts'
import type { Source } from './types.ts'
import { tooDense } from './unpack-limits.ts'
import { bombed, damaged, openZip, workbook } from './zip.ts'

/** A file with its packing taken off on demand. */
export interface Container {
  readonly packing: Packing
  /** Name of what is inside. */
  readonly name: string
  readonly content: Content
  /** Size on disk. */
  readonly packedBytes: number
  /** First bytes of the content. */
  readonly head: Buffer
  /** True where head is all of it. */
  readonly whole: boolean
}

/** Looks at a file: its packing, and the first bytes of what it holds. Nothing is written. */
export async function inspect(source: Source, headBytes: number): Promise<Container> {
  const { head, bytes } = await firstBytes(source.path, headBytes)
  if (/\.(xlsx|xlsm|xlsb|xls|ods|numbers)$/i.test(source.name)) throw workbook(source.name)
  const kind = kindOf(head, source.name)
  if (kind === 'text' || kind === 'parquet' || kind === 'arrow') {
    return { packing: 'none', name: source.name, content: kind, packedBytes: bytes, head, whole: head.length === bytes }
  }
  const inner = await openInner(source, kind, bytes)
  try {
    const start = await readStart(inner.stream, headBytes, source.name)
    const content = kindOf(start.head, inner.name)
    if (content !== 'text' && content !== 'parquet' && content !== 'arrow') {
      throw new AppError('rejected-file', `${source.name} holds another archive (${inner.name}).`, {
        hint: 'Unpack it first and import what is inside.',
      })
    }
    return { packing: kind, name: inner.name, content, packedBytes: bytes, head: start.head, whole: start.whole }
  } finally {
    inner.close()
  }
}

/** Writes the content of a packed file to the scratch folder and returns its path. Throws `rejected-file`, `no-space`, `cancelled`. */
export async function unpack(
  source: Source,
  container: Container,
  scratch: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<{ path: string; bytes: number }> {
  if (container.packing === 'none') return { path: source.path, bytes: container.packedBytes }
  const path = join(scratch, 'unpacked')
  const inner = await openInner(source, container.packing, container.packedBytes)
  let written = 0
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length
      onBytes(written)
      done(tooDense(written, container.packedBytes) ? bombed(source.name, written, container.packedBytes) : null, chunk)
    },
  })
  try {
    await pipeline(inner.stream, counter, createWriteStream(path), { signal })
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (signal.aborted) throw new AppError('cancelled', `Reading ${source.name} was cancelled.`, { cause })
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') {
      throw new AppError(
        'no-space',
        `The disk is full after unpacking ${Math.floor(written / 2 ** 20)} MiB of ${source.name}.`,
        { cause, hint: 'Free some space and import again; nothing was stored.', data: { written } },
      )
    }
    throw damaged(source.name, cause)
  } finally {
    inner.close()
  }
  return { path, bytes: written }
}

async function openInner(
  source: Source,
  packing: Packing,
  bytes: number,
): Promise<{ name: string; stream: Readable; close: () => void }> {
  if (packing === 'zip') {
    const entry = await openZip(source.path, source.name, bytes)
    return { name: entry.name, stream: await entry.open(), close: entry.close }
  }
  const file = createReadStream(source.path)
  const stream = file.pipe(packing === 'gzip' ? createGunzip() : createZstdDecompress())
  file.on('error', (error) => stream.destroy(error))
  return {
    name: source.name.replace(/\.(gz|gzip|zst)$/i, ''),
    stream,
    close: () => {
      file.destroy()
      stream.destroy()
    },
  }
}

async function readStart(stream: Readable, count: number, name: string): Promise<{ head: Buffer; whole: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size > count) break
    }
  } catch (cause) {
    throw damaged(name, cause)
  }
  return { head: Buffer.concat(chunks).subarray(0, count), whole: size <= count }
}

/** Size of the content of a packed file as its own directory states it; an estimate where it does not. */
export async function unpackedSize(source: Source, container: Container): Promise<number> {
  if (container.packing === 'zip') {
    const entry = await openZip(source.path, source.name, container.packedBytes)
    entry.close()
    return entry.bytes
  }
  // gzip keeps the size modulo 4 GiB in its last four bytes.
  if (container.packing === 'gzip' && container.packedBytes > 18)
    return (await lastBytes(source.path, 4)).readUInt32LE(0)
  return container.packedBytes * 4
}
