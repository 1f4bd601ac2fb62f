/** Vitest started by itself needs the compiled kernels too. */
export { buildKernels as setup } from '../scripts/kernels.mjs'
