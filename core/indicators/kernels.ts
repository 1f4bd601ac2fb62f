import { readFileSync } from 'node:fs'
import { AppError } from '../contract/errors.ts'
import { unwritten } from './series.ts'

/**
 * Takes the rows of this block, 1 where it is the first of a series, and the parameters. Answers how many of the rows it
 * could do, where that may be fewer than all.
 */
type Kernel = (rows: number, first: number, ...params: number[]) => number | void

interface Kernels {
  readonly exports: Readonly<Record<string, unknown>>
  readonly memory: Float64Array
  readonly blockRows: number
  /** Index in `memory` of the first row of column `k`: the inputs, then the outputs. */
  readonly startOf: (k: number) => number
  readonly inputSlots: number
}

/** What this file needs of the global of that name, which Node's types leave out. */
interface WebAssemblyGlobal {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
}

/** Rows before a block that a kernel may look back on. Longer windows take the form bar by bar. */
export const longestHistory = 4096

let loaded: Kernels | undefined

/** The module of `assembly/`, compiled by `scripts/kernels.mjs`; one instance a thread, made on first use. */
function load(): Kernels {
  const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyGlobal }).WebAssembly
  const { exports } = new Instance(new Module(read()))
  const value = (name: string) => (exports[name] as { value: number }).value
  const start = value('columnsStart') / 8
  const stride = value('columnsStride') / 8
  return {
    exports,
    memory: new Float64Array((exports['memory'] as { buffer: ArrayBuffer }).buffer),
    blockRows: value('blockRows'),
    startOf: (k) => start + k * stride,
    inputSlots: value('inputSlots'),
  }
}

/** The module's kernels and memory, for runs of several kernels over each block. */
export function blockKernels(): Omit<Kernels, 'exports' | 'inputSlots'> & { kernel: (name: string) => Kernel } {
  loaded ??= load()
  const { exports, memory, blockRows, startOf } = loaded
  return { kernel: (name) => exports[name] as Kernel, memory, blockRows, startOf }
}

function read(): Uint8Array {
  const file = new URL('./kernels.wasm', import.meta.url)
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new AppError('unavailable', 'The compiled indicator kernels, kernels.wasm, are missing.', {
      cause,
      hint: 'Run npm start, npm test or npx sextant once: each builds them.',
      data: { file: file.pathname },
    })
  }
}

export interface KernelRange {
  /** First row to write; rows before it are left as they are. Default: `history`. */
  readonly from?: number
  /** Rows before a block's first that the kernel reads, at most `longestHistory`; they exist where `from` allows. */
  readonly history?: number
}

/**
 * Runs a kernel of `assembly/` over whole columns: copies blocks of the inputs into the module's memory, each with the
 * `history` rows before it, and the results out into `outputs`. Inputs are read from row `from - history` on, outputs
 * written from row `from` on; an output may be one of the inputs where no history is read. Answers the first row that a
 * kernel could not do, the number of rows where it did all.
 */
export function runKernel(
  name: string,
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
  params: readonly number[] = [],
  { history = 0, from = history }: KernelRange = {},
): number {
  loaded ??= load()
  const { exports, memory, blockRows, startOf, inputSlots } = loaded
  const kernel = exports[name] as Kernel
  const rows = inputs[0]!.length
  for (let begin = from; begin < rows; begin += blockRows) {
    const end = Math.min(rows, begin + blockRows)
    const past = Math.min(history, begin)
    for (let k = 0; k < inputs.length; k++) memory.set(inputs[k]!.subarray(begin - past, end), startOf(k) - past)
    const done = kernel(end - begin, begin === from ? 1 : 0, ...params) ?? end - begin
    for (let k = 0; k < outputs.length; k++) {
      const start = startOf(inputSlots + k)
      outputs[k]!.set(memory.subarray(start, start + done), begin)
    }
    if (done < end - begin) return begin + done
  }
  return rows
}

/** A column made bar by bar, for windows longer than a kernel can look back on. */
export function byBar(x: Float64Array, step: (value: number) => number): Float64Array {
  const out = unwritten(x.length)
  for (let i = 0; i < x.length; i++) out[i] = step(x[i]!)
  return out
}
