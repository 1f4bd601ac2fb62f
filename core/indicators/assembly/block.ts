// The module's memory: a slot for each column of a block of rows, with `historyRows` of the rows before it. It never
// grows. Inside a kernel a row is its offset in a slot in bytes: the block's first is 0, the one before -8, and
// `column + row` is the address of its value.

/** Rows handed over at once: few enough for the columns of a kernel to stay in the processor's second cache. */
export const blockRows: i32 = 4096
/** `longestHistory` of `kernels.ts`. */
const historyRows: i32 = 4096

/** The odd 192 bytes keep columns out of each other's cache sets, and leave room for the other half of a last pair. */
const slotBytes: usize = (blockRows + historyRows) * 8 + 192
/** Constants of kernels lie before the columns: at most the first 8 KiB. */
const firstRow: usize = 8192 + historyRows * 8

/** Where the inputs' rows begin; `kernels.ts` copies each block there, its history before it. */
export const in0: usize = firstRow
export const in1: usize = firstRow + slotBytes
export const in2: usize = firstRow + slotBytes * 2
export const in3: usize = firstRow + slotBytes * 3
export const in4: usize = firstRow + slotBytes * 4
export const in5: usize = firstRow + slotBytes * 5
export const inputSlots: i32 = 6

/** Where a kernel writes the block's results. */
export const out0: usize = firstRow + slotBytes * 6
export const out1: usize = firstRow + slotBytes * 7
export const out2: usize = firstRow + slotBytes * 8
export const out3: usize = firstRow + slotBytes * 9

/** Columns of a kernel's own, history included. They keep their content from block to block. */
export const own0: usize = firstRow + slotBytes * 10
export const own1: usize = firstRow + slotBytes * 11
export const own2: usize = firstRow + slotBytes * 12
export const own3: usize = firstRow + slotBytes * 13
export const own4: usize = firstRow + slotBytes * 14
export const own5: usize = firstRow + slotBytes * 15
export const own6: usize = firstRow + slotBytes * 16
export const own7: usize = firstRow + slotBytes * 17

export const columnsStart: usize = firstRow
export const columnsStride: usize = slotBytes

/** Bytes of a row, and of the two rows that a SIMD register holds. */
export const row: usize = 8
export const pair: usize = 16

/** Offset behind the last of `rows`. */
// @ts-ignore: decorator
@inline
export function endOf(rows: i32): isize {
  return <isize>rows << 3
}

const states: usize = firstRow + slotBytes * 18

/** What the `k`-th kernel with a memory in a run carries from block to block: 64 bytes. */
// @ts-ignore: decorator
@inline
export function stateOf(k: i32): usize {
  return states + (<usize>k << 6)
}
