/** One value a bar: numbers with NaN where missing, truths as 0 or 1. */
export type Column = Float64Array | Uint8Array

export interface KernelContext {
  /** Bars before which the truths given as arguments mean nothing yet. */
  readonly warmUp: number
}

/** Fills `out` from the series arguments and the scalar arguments, each in the order of the signature. */
export type Kernel = (
  out: Column,
  columns: readonly Column[],
  scalars: readonly number[],
  context: KernelContext,
) => void

type Numbers = Float64Array
type Truths = Uint8Array

/** Kernels are written over the exact array kinds of their signature; the checker guarantees what is passed. */
export const numberKernel = (
  run: (out: Numbers, columns: readonly Numbers[], scalars: readonly number[], context: KernelContext) => void,
): Kernel => run as Kernel
export const truthKernel = (
  run: (out: Truths, columns: readonly Numbers[], scalars: readonly number[], context: KernelContext) => void,
): Kernel => run as Kernel
export const logicKernel = (
  run: (out: Truths, columns: readonly Truths[], scalars: readonly number[], context: KernelContext) => void,
): Kernel => run as Kernel
