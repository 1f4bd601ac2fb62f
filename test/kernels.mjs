import { buildKernels } from '../scripts/kernels.mjs'

/** Vitest started by itself needs the compiled kernels too. What it passes to a setup is not ours to use. */
export const setup = () => buildKernels()
