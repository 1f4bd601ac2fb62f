/** The part of yauzl 3 that is used; the package ships no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  export interface Entry {
    readonly fileName: string
    readonly compressedSize: number
    readonly uncompressedSize: number
    readonly externalFileAttributes: number
    readonly generalPurposeBitFlag: number
  }
  export interface ZipFile {
    eachEntry(): AsyncIterableIterator<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
    close(): void
  }
  export function openPromise(
    path: string,
    options?: { lazyEntries?: boolean; autoClose?: boolean; strictFileNames?: boolean },
  ): Promise<ZipFile>
}
