import { blockKernels } from './kernels.ts'
import { unwritten } from './series.ts'

/** Columns of a run: its inputs, its outputs and columns of its own. `windowSum` works in the last two. */
const columnNames = [
  ...(['in0', 'in1', 'in2', 'in3', 'in4', 'in5'] as const),
  ...(['out0', 'out1', 'out2', 'out3'] as const),
  ...(['own0', 'own1', 'own2', 'own3', 'own4', 'own5', 'own6', 'own7'] as const),
]
export type ColumnName = (typeof columnNames)[number]

/** A kernel, the columns it reads and then those it writes, and its parameters. */
export type KernelStep = readonly [kernel: string, columns: readonly ColumnName[], ...params: number[]]

/**
 * Runs kernels that follow one another over each block, while its columns are in the processor's cache, over whole
 * columns of inputs and fills those of outputs. A kernel gets the rows of the block, the block's first row in the series, the addresses of its columns and its parameters. It may look back on `history` rows
 * of the inputs, at most `longestHistory`; what it reads there of rows before the first is 0.
 */
export function runPipeline(
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
  steps: readonly KernelStep[],
  history = 0,
): void {
  const { kernel, memory, blockRows, startOf } = blockKernels()
  const rows = inputs[0]!.length
  const calls = steps.map(
    ([name, columns, ...params]) =>
      [kernel(name), [...columns.map((column) => startOf(columnNames.indexOf(column)) * 8), ...params]] as const,
  )
  for (let k = 0; k < inputs.length; k++) memory.fill(0, startOf(k) - history, startOf(k))
  for (let begin = 0; begin < rows; begin += blockRows) {
    const end = Math.min(rows, begin + blockRows)
    const past = Math.min(history, begin)
    for (let k = 0; k < inputs.length; k++) memory.set(inputs[k]!.subarray(begin - past, end), startOf(k) - past)
    for (const [call, values] of calls) call(end - begin, begin, ...values)
    for (let k = 0; k < outputs.length; k++) {
      const start = startOf(columnNames.indexOf('out0') + k)
      outputs[k]!.set(memory.subarray(start, start + end - begin), begin)
    }
  }
}

/** `outputs` fresh columns made by the steps; their first rows, before the look-back, mean nothing. */
export function pipelined(
  inputs: readonly Float64Array[],
  steps: readonly KernelStep[],
  history = 0,
  outputs = 1,
): Float64Array[] {
  const made = Array.from({ length: outputs }, () => unwritten(inputs[0]!.length))
  runPipeline(inputs, made, steps, history)
  return made
}
